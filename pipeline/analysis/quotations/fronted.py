"""Words before their cue: "X," she said; X, she said; "X," she said, "Y."."""

from spacy.tokens import Span

from pipeline.analysis.quotations.cues import Reach
from pipeline.analysis.quotations.sentences import Quote, Sentence, Stretch, trimmed
from pipeline.analysis.quotations.speech_cues import CLAUSE, MANNER, SPEECH, WEAK

_COMMAS = frozenset((",", "—", "–", "-", "--"))
_LEADING = _COMMAS | {":", ";"}
_JOINING = frozenset(("and", "but", "then", "so"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_LEAD = 2  # words between a cue and the passage it leads up to
_LINKING = frozenset("ADV CCONJ SCONJ INTJ PUNCT SPACE".split())
_LONG_ENOUGH = 3  # words of a passage that may stand before its cue without a comma


def around(reach: Reach) -> list[Stretch]:
    """Find the sentence that "according to X" stands in: all of it but those words."""
    if reach.cue.verb.lower_ != "according":
        return []
    sides = ((reach.since, reach.cue.start), (reach.cue.end, reach.sentence.end))
    found = [trimmed(reach.sentence, side) for side in sides]
    return [side for side in found if side is not None]


def fronted_passage(reach: Reach) -> list[Stretch]:
    """Find the passage before a cue: "X," she said; and the one that goes on behind it."""
    sentence = reach.sentence
    place = _before(sentence, reach.cue.start, reach.since)
    comma = place is not None and _is_comma(sentence, place)
    inner = _before(sentence, place, reach.since) if comma and place is not None else place
    quote = None if inner is None else sentence.quote_at(inner)
    if quote is None or not (comma or _paused(quote, sentence)):
        return []
    return _passage(reach, quote)


def fronted_clause(reach: Reach) -> list[Stretch]:
    """Find the clause before a cue: X, she said; and what follows where the cue interrupts it."""
    place = _before(reach.sentence, reach.cue.start, reach.since)
    if place is None or not _is_comma(reach.sentence, place) or _begins_anew(reach):
        return []
    return _clause(reach) if reach.cue.verb.lemma_ in CLAUSE | SPEECH else []


def _is_comma(sentence: Sentence, place: int) -> bool:
    return sentence.doc[place].text in _COMMAS and sentence.quote_at(place) is None


def _passage(reach: Reach, quote: Quote) -> list[Stretch]:
    """Find the passage before a cue, and the one behind it that goes on."""
    lemma = reach.cue.verb.lemma_
    if lemma not in SPEECH | MANNER or (lemma in WEAK and not (quote.starts or quote.pauses)):
        return []
    first = (_opening(quote, reach), quote.span.end)
    if _begins_anew(reach) or (not quote.starts and _goes_on(reach)):
        return []
    if first[0] < quote.span.start and not (_is_left(reach) and _is_clause(first, reach)):
        return []
    resumed = resumed_passage(reach)
    return [first] if resumed is None else [first, resumed.stretch]


def _clause(reach: Reach) -> list[Stretch]:
    """Find the clause before ", she said", and what follows it where the cue interrupts it."""
    first = trimmed(reach.sentence, (reach.since, reach.cue.start))
    resumed = resumed_passage(reach)
    if first is None or (resumed is not None and resumed.starts and not _topical(first, reach)):
        return []
    clause = reach.grammar.fronted.get(reach.cue.verb.i)
    if clause is not None and reach.since <= clause.i < reach.cue.start:
        return [first]
    if _interrupts(reach):
        second = trimmed(reach.sentence, (reach.cue.end, reach.sentence.end))
        return [first] if second is None else [first, second]
    if resumed is not None:
        return [first, resumed.stretch]
    return [first] if reach.cue.speaker is not None and _trails_off(reach) else []


def _topical(stretch: Stretch, reach: Reach) -> bool:
    """Tell whether words name what is spoken of: "As for the harbour, she said, …"."""
    return reach.sentence.doc[stretch[0] : stretch[0] + 2].text.lower() in ("as for", "as to")


def resumed_passage(reach: Reach) -> Quote | None:
    """Find the passage that goes on behind a cue: "X," she said, "Y."."""
    quote = reach.next_quote()
    if quote is None or _has_own_cue(quote, reach):
        return None
    gap = reach.sentence.doc[reach.cue.end : quote.span.start]
    if _goes_on_later(quote, gap, reach):
        return quote
    if reach.next_cue_before(quote) or any(t.pos_ == "VERB" for t in gap):
        return None
    joined = all(t.lower_ in _JOINING or t.text == "," for t in gap)
    return quote if joined or gap[-1].text in _LEADING else None


def _goes_on_later(quote: Quote, gap: Span, reach: Reach) -> bool:
    """Tell whether a sentence goes on behind an aside: "X," she said when asked, "and Y."."""
    if quote.starts or not len(gap) or gap[-1].text != ",":
        return False
    return not any(0 <= quote.span.start - later.end <= _LEAD for later in reach.later)


def _has_own_cue(quote: Quote, reach: Reach) -> bool:
    """Tell whether a later cue follows a passage at once: "…," she said, "…," he said."""
    return any(0 <= later.start - quote.span.end <= 1 for later in reach.later[:1])


def _interrupts(reach: Reach) -> bool:
    """Tell whether a cue stands between commas inside the clause it reports."""
    verb, end = reach.cue.verb, reach.cue.end
    inside = verb.dep_ in ("parataxis", "ccomp") and end < verb.head.i < reach.sentence.end
    return inside and reach.sentence.doc[end].text == ","


def _trails_off(reach: Reach) -> bool:
    """Tell whether a sentence ends with the cue: nothing is left for it to report."""
    end = reach.cue.end
    return end >= reach.sentence.end or reach.sentence.doc[end].text in (".", "?", "!")


def _begins_anew(reach: Reach) -> bool:
    """Tell whether a cue starts what comes next: "…," adding that; "…," which she called."""
    first = reach.sentence.doc[reach.cue.start]
    return reach.cue.verb.tag_ == "VBG" or first.tag_ in ("WDT", "WP")


def _is_clause(stretch: Stretch, reach: Reach) -> bool:
    """Tell whether words hold a verb that makes them a statement, not "On the show "X","."""
    return any(t.tag_ in _FINITE for t in reach.sentence.doc[stretch[0] : stretch[1]])


def _is_left(reach: Reach) -> bool:
    """Tell whether nothing but when, where and to whom follows a cue up to the next comma."""
    if reach.cue.end >= reach.sentence.end or reach.cue.verb.lemma_ == "tell":
        return True
    return reach.sentence.doc[reach.cue.end].pos_ in ("PUNCT", "ADP", "ADV", "SPACE", "PROPN")


def _goes_on(reach: Reach) -> bool:
    """Tell whether a clause follows the cue at once: the passage before it belongs elsewhere."""
    return any(
        t.dep_ == "ccomp"
        and t.left_edge.i <= reach.cue.end
        and reach.sentence.quote_at(t.i) is None
        for t in reach.grammar.rights.get(reach.cue.verb.i, ())
    )


def _paused(quote: Quote, sentence: Sentence) -> bool:
    """Tell whether a cue may follow a passage at once: after a pause, or a whole sentence."""
    alone = quote.span.start == sentence.start and len(quote.span) - 2 >= _LONG_ENOUGH
    return quote.pauses or quote.ends or alone


def _opening(quote: Quote, reach: Reach) -> int:
    """Give where what is said begins: with the passage, or before it if that is but a part."""
    doc, place = reach.sentence.doc, _before(reach.sentence, quote.span.start, reach.since)
    if place is None:
        return quote.span.start
    if quote.starts and doc[place].lower_ in _LEADING | _JOINING:
        return quote.span.start
    whole = trimmed(reach.sentence, (reach.since, quote.span.end))
    if whole is None or all(t.pos_ in _LINKING for t in doc[whole[0] : quote.span.start]):
        return quote.span.start
    return whole[0]


def _before(sentence: Sentence, place: int, first: int) -> int | None:
    """Give the last token before a place that is no space, if there is one from `first` on."""
    place -= 1
    while place >= first and sentence.doc[place].is_space:
        place -= 1
    return place if place >= first else None
