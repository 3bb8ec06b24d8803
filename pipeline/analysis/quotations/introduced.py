"""Whole passages behind their cue: she said, "X."; she told them: "X"; they cried "X" and "Y"."""

from spacy.tokens import Span

from pipeline.analysis.quotations.cues import Reach
from pipeline.analysis.quotations.sentences import Quote, Sentence, Stretch
from pipeline.analysis.quotations.speech_cues import MANNER, SPEECH, WEAK

_ADDRESS = 3  # words of "him on Monday,"; behind more of them a few marked words are a title
_TITLE = 9
_LISTING = frozenset((",", "and", "or"))
_LEADING = frozenset((",", ":", ";", "—", "–", "-", "--"))


def introduced(reach: Reach) -> list[Stretch]:
    """Find the whole passage that a cue introduces, and those listed with it."""
    quote = reach.next_quote()
    if quote is None or reach.next_cue_before(quote):
        return []
    gap = reach.sentence.doc[reach.cue.end : quote.span.start]
    if not _leads(gap, reach) or not _is_whole(quote, gap, reach):
        return []
    listed = _listed(quote, reach.sentence)
    last = reach.sentence.quotes[-1]
    if not listed and last is not quote and quote.pauses and not reach.next_cue_before(last):
        return [(quote.span.start, last.span.end)]
    return [quote.stretch, *(q.stretch for q in listed)]


def _leads(gap: Span, reach: Reach) -> bool:
    """Tell whether a cue and the words behind it lead up to a passage: by comma, colon, nothing."""
    lemma, leading = reach.cue.verb.lemma_, gap[-1].text if len(gap) else ""
    if lemma not in SPEECH | MANNER or (leading and leading not in _LEADING):
        return False
    if lemma in WEAK | MANNER and leading not in (",", ":"):
        return False
    return not any(t.lower_ == "that" and t.dep_ == "mark" for t in gap)


def _is_whole(quote: Quote, gap: Span, reach: Reach) -> bool:
    """Tell whether a passage reads as a sentence of its own, not as a title or a part."""
    leading = gap[-1].text if len(gap) else ""
    if leading == ":":
        return True
    if leading == "," and len(gap) > _ADDRESS and len(quote.span) < _TITLE and not quote.ends:
        return False
    closes = quote.ends or quote.pauses or quote.span.end + 1 >= reach.sentence.end
    return quote.starts and closes


def _listed(first: Quote, sentence: Sentence) -> list[Quote]:
    """Give the passages listed behind one: "X," "Y" and "Z."."""
    found: list[Quote] = []
    end = first.span.end
    while (quote := sentence.quote_from(end)) is not None:
        if any(t.lower_ not in _LISTING for t in sentence.doc[end : quote.span.start]):
            break
        found.append(quote)
        end = quote.span.end
    return found
