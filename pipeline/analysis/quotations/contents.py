"""What follows a cue as the words it reports: a clause, an infinitive, an object, a phrase."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from pipeline.analysis.quotations.cues import Cue, Reach
from pipeline.analysis.quotations.sentences import Quote, Sentence, Stretch, trimmed
from pipeline.analysis.quotations.speech_cues import (
    ADDRESSING,
    ADJECTIVE,
    ADJECTIVE_CLAUSE,
    ANY_VERB,
    CLAUSE,
    INFINITIVE,
    NOUN_CLAUSE,
    NOUN_PREPOSITION,
    OBJECT,
    PREPOSITION,
    SPEECH,
    WEAK,
)

_BY_RELATION = (("ccomp", CLAUSE), ("xcomp", INFINITIVE), ("dobj", OBJECT), ("oprd", OBJECT))
_DASHES = frozenset(("—", "–", "--", "-", "―"))
_NEAR = 6  # words between a verb of speech and a passage that the parse does not join
_LEADING = frozenset((",", ":", ";", "—", "–", "-", "--"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_PAUSES = frozenset((",", '"', "”", "''", "’"))
_CONCEDING = frozenset("while although though but when as".split())
_ASIDES = frozenset(("VBG", "WDT", "WP", "WRB", "WP$"))
_JOINING = frozenset(("and", "but"))
_CLIMB = 12  # steps from a passage up to the verb that governs it


def governed_at_once(reach: Reach) -> list[Stretch]:
    """Find what a cue governs if it starts right behind it, so that nothing before is said."""
    found = governed(reach)
    return found if found and found[0][0] <= reach.cue.end + 1 else []


def governed(reach: Reach) -> list[Stretch]:
    """Find what a cue governs behind it; a passage it reaches into is taken whole."""
    stretch = _by_complement(reach) or _by_passage(reach)
    if stretch is None or stretch[0] < reach.since:
        return []
    start, end = stretch
    quotes = reach.sentence.quotes_in(stretch)
    if quotes:
        start, end = min(start, quotes[0].span.start), max(end, quotes[-1].span.end)
        if quotes[-1].words.endswith(",") and _adds(reach.sentence, quotes[-1].span.end):
            end = quotes[-1].span.end
    first = reach.next_quote()
    if first is not None and first.span.end == start and first.span.start <= reach.cue.end + 1:
        start = first.span.start
    last = reach.sentence.quote_from(end)
    if last is not None and _follows(last, end, reach.sentence):
        end = last.span.end
    end = _aside_behind(reach.sentence, start, end)
    found = trimmed(reach.sentence, (start, end))
    return [] if found is None else [found]


def _follows(quote: Quote, end: int, sentence: Sentence) -> bool:
    """Tell whether a passage goes on where words end, at once or behind "and" or "but"."""
    return all(t.lower_ in _JOINING for t in sentence.doc[end : quote.span.start])


def _aside_behind(sentence: Sentence, start: int, end: int) -> int:
    """Give where the reporter's aside behind the last passage starts: a dash, ", which"."""
    quotes = sentence.quotes_in((start, end))
    behind = sentence.doc[quotes[-1].span.end : end] if quotes else ()
    return next((t.i for t in behind if _is_dash(t) or _opens_aside(t)), end)


def _opens_aside(token: Token) -> bool:
    if token.text != "," or token.i + 1 >= len(token.doc):
        return False
    return token.nbor().tag_ in _ASIDES


def _is_dash(token: Token) -> bool:
    return token.text in _DASHES and (token.text != "-" or bool(token.nbor(-1).whitespace_))


def _adds(sentence: Sentence, place: int) -> bool:
    """Tell whether the reporter goes on behind "X,": with an aside or a participle."""
    if place >= sentence.end:
        return False
    token = sentence.doc[place]
    return token.tag_ in _ASIDES or token.pos_ in ("DET", "NOUN", "PROPN", "PUNCT")


def _by_complement(reach: Reach) -> Stretch | None:
    """Find what a cue governs as its lemma allows."""
    complement = _complement(reach)
    if complement is None or _says_itself(complement, reach):
        return None
    start, end = max(complement.left_edge.i, reach.cue.verb.i + 1), _end(reach, complement)
    return (start, end) if end > start else None


def _says_itself(complement: Token, reach: Reach) -> bool:
    """Tell whether the object is a statement whose own verb reports: "a statement saying X"."""
    if complement.dep_ != "dobj" or not reach.later:
        return False
    verb = reach.later[0].verb
    return verb.dep_ == "acl" and verb.head.i == complement.i


def _complement(reach: Reach) -> Token | None:
    """Give the head of what a cue governs: the first of clause, infinitive, object, phrase."""
    verb, end = reach.cue.verb, reach.sentence.end
    rights = [t for t in reach.grammar.rights.get(verb.i, ()) if t.i < end]
    if verb.pos_ == "NOUN":
        clause = _first(rights, ("acl", "ccomp")) if verb.lemma_ in NOUN_CLAUSE else None
        return clause or _behind(rights, NOUN_PREPOSITION, reach)
    if verb.pos_ == "ADJ":
        clause = _first(rights, ("ccomp", "xcomp")) if verb.lemma_ in ADJECTIVE_CLAUSE else None
        return clause or _behind(rights, ADJECTIVE, reach)
    for relation, lemmas in _BY_RELATION:
        complement = _first(rights, (relation,)) if verb.lemma_ in lemmas else None
        if complement is not None:
            return _told(complement, reach) if verb.lemma_ in ADDRESSING else complement
    return _behind(rights, PREPOSITION, reach)


def _first(rights: Sequence[Token], relations: Sequence[str]) -> Token | None:
    return next((t for t in rights if t.dep_ in relations and t.left_edge.i > t.head.i), None)


def _behind(
    rights: Sequence[Token], prepositions: Mapping[str, frozenset[str]], reach: Reach
) -> Token | None:
    """Give what a preposition leads to, if the cue reports with that preposition."""
    known = prepositions.get(reach.cue.verb.lemma_, frozenset())
    prep = next((t for t in rights if t.dep_ == "prep" and t.lower_ in known), None)
    if prep is None or prep.i + 1 >= reach.sentence.end:
        return None
    return next(iter(reach.grammar.rights.get(prep.i, ())), None)


def _told(complement: Token, reach: Reach) -> Token | None:
    """Give what somebody is told, where the model sees no clause: "told the Post he was late"."""
    if complement.dep_ != "dobj":
        return complement
    behind = reach.grammar.rights.get(complement.i, ())
    return next((t for t in behind if t.dep_ in ("relcl", "acl", "ccomp")), None)


def _by_passage(reach: Reach) -> Stretch | None:
    """Find what a verb of speech governs around a passage, whatever the complement."""
    quote, cue, doc = reach.next_quote(), reach.cue, reach.sentence.doc
    if quote is None or reach.next_cue_before(quote) or cue.verb.lemma_ not in SPEECH:
        return None
    if cue.verb.lemma_ in WEAK or quote in reach.taken:
        return None
    above = _above(quote)
    if all(t.i != cue.verb.i for t in above) and not _is_near(quote, reach):
        return None
    start, end = cue.end, quote.span.end
    while start < quote.span.start and (
        doc[start].text in _LEADING or (start == cue.end and doc[start].pos_ == "ADP")
    ):
        start += 1
    that = next((t.i for t in doc[start : quote.span.start] if _opens_clause(t)), None)
    start = start if that is None else that
    top = next((t for t in above if t.head.i == cue.verb.i and t.i > cue.verb.i), None)
    if top is None:
        return start, end
    if top.dep_ in ("advcl", "conj"):
        return None
    return start, max(end, _end(reach, top))


def _is_near(quote: Quote, reach: Reach) -> bool:
    """Tell whether a few words and no comma part a passage from a cue, whatever the parse."""
    gap = reach.sentence.doc[reach.cue.end : quote.span.start]
    return len(gap) <= _NEAR and not any(t.is_punct for t in gap)


def _opens_clause(token: Token) -> bool:
    return token.lower_ == "that" and token.dep_ == "mark"


def _end(reach: Reach, complement: Token) -> int:
    """Give where what a cue governs ends: at the latest before the next clause beside it."""
    verb = reach.cue.verb
    end = max(verb.right_edge.i, complement.right_edge.i) + 1
    for token in reach.grammar.rights.get(verb.i, ()):
        if token.i > complement.i and (_leaves(token, reach) or _acts(token, complement)):
            end = min(end, _with_conjunction(token))
            break
    for later in reach.later:
        if complement.i < later.start < end and (_trails(later) or _joined(later, reach)):
            end = _with_conjunction(later.verb.doc[later.start])
            break
    return min(max(end, complement.i + 1), reach.sentence.end)


def _leaves(token: Token, reach: Reach) -> bool:
    """Tell whether a phrase behind the complement is no part of what is reported."""
    if token.dep_ == "advcl":
        first = token.left_edge
        return first.lower_ in _CONCEDING or (first.i > 0 and first.nbor(-1).text == ",")
    if token.dep_ == "conj" and token.tag_ in _FINITE:
        contrasted = token.doc[_with_conjunction(token)].lower_ in ("but", ",")
        return contrasted or token.lemma_ in ANY_VERB or token.i in reach.grammar.subjects
    return token.dep_ == "parataxis"


def _acts(token: Token, complement: Token) -> bool:
    """Tell whether a speaker is told to do something else: "called it "dead" and left"."""
    clause = complement.dep_ in ("ccomp", "xcomp")
    return token.dep_ == "conj" and token.tag_ in _FINITE and not clause


def _joined(later: Cue, reach: Reach) -> bool:
    """Tell whether a later cue is the same speaker's next: "said X and warned Y"."""
    verb = later.verb
    before = verb.doc[later.start - 1].dep_ if later.start else ""
    return (
        before == "cc" and verb.tag_ == reach.cue.verb.tag_ and verb.i not in reach.grammar.subjects
    )


def _with_conjunction(token: Token) -> int:
    """Give where a clause starts, its "and" or "but" included."""
    start = token.left_edge.i
    while start > 0 and token.doc[start - 1].dep_ in ("cc", "punct"):
        start -= 1
    return start


def _trails(cue: Cue) -> bool:
    """Tell whether a cue is a participle hung on with a comma: "…, adding that it was late"."""
    before = cue.verb.doc[cue.start - 1].text if cue.start else ""
    return cue.verb.tag_ == "VBG" and before in _PAUSES


def _above(quote: Quote) -> list[Token]:
    """Give the words that govern a passage, from its own root upwards."""
    found = [quote.span.root]
    for _ in range(_CLIMB):
        if found[-1].head.i == found[-1].i:
            break
        found.append(found[-1].head)
    return found
