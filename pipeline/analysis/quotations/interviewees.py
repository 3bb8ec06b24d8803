"""Interviewees: whom an article says it has interviewed, where a turn is labelled "A." or "JM"."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span, Token

from pipeline.analysis.layout.speaker_labels import Naming
from pipeline.analysis.layout.turns import Turn
from pipeline.analysis.names.more_names import plain_names
from pipeline.analysis.names.names import spoken
from schemas.contracts import Zone
from schemas.vocabulary import ZoneName

_ASKING = frozenset("interview question quiz".split())
_TALKING = frozenset("answer catch chat converse discuss meet sit speak talk".split())
_TALKS = frozenset("chat conversation discussion interview q&a talk".split())
_WITH = frozenset("with to".split())
_ASKERS = frozenset(
    """anchor columnist contributor correspondent editor host interviewer journalist reporter
    writer""".split()
)
_INTERVIEWED, _SPOKEN_WITH, _SPEAKING = 3, 2, 1  # how sure it is who answers


def people_around(doc: Doc, turns: Sequence[Turn], zones: Sequence[Zone]) -> list[Span]:
    """Give the people named outside of what is said in turns, and in full by labels, in order."""
    said = spoken(doc, zones) if zones else [True] * len(doc)
    for turn in turns:
        for i in _tokens(doc, turn):
            said[i] = False
    found = [e for e in doc.ents if e.label_ == "PERSON" and said[e.start]]
    taken = {token.i for person in found for token in person}
    more = (name for name in plain_names(doc, said, taken) if name.label == "PERSON")
    found += [doc[name.start : name.end] for name in more]
    named = (turn.name for turn in turns if turn.naming is Naming.NAME)
    labels = [doc.char_span(*name, alignment_mode="expand") for name in named]
    found.sort(key=lambda person: person.start)
    return [*found, *(label for label in labels if label is not None and len(label) > 1)]


def by_initials(people: Sequence[Span]) -> dict[str, Span]:
    """Map initials, "JTM" and "JM", to the first mention of the one person whose they are."""
    bearers: dict[str, list[Span]] = defaultdict(list)
    for person in people:
        for initials in _initials_of(person):
            bearers[initials].append(person)
    named = ((initials, _only(those)) for initials, those in bearers.items())
    return {initials: person for initials, person in named if person is not None}


def interviewee(people: Sequence[Span], zones: Sequence[Zone]) -> Span | None:
    """Give who is said to be interviewed; else the only one in the headline, or in all of it."""
    sure = {person: _certainty(person) for person in people}
    most = max(sure.values(), default=0)
    if most:
        return _only([person for person in people if sure[person] == most])
    ends = [zone.end for zone in zones if zone.name is ZoneName.HEADLINE]
    above = [p for p in people if ends and p.start_char < ends[-1]]
    return _only(above) or _only(people)


def _only(people: Sequence[Span]) -> Span | None:
    """Give the first mention of the one person that all these are, by surname."""
    return people[0] if len({person[-1].lower_ for person in people}) == 1 else None


def _initials_of(person: Span) -> set[str]:
    """Give the initials of all names, and of the first and the last."""
    letters = [token.text[0] for token in person if token.text[0].isupper()]
    return {"".join(letters), "".join([*letters[:1], *letters[1:][-1:]])}


def _certainty(person: Span) -> int:
    """Tell how sure it is that a mention is of who is interviewed; 0 where nothing says so."""
    root = person.root
    if any(token.lower_ in _ASKERS for token in root.subtree if token.i < person.start):
        return 0
    verb = root.head
    if root.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in _ASKING:
        return _INTERVIEWED
    if root.dep_ == "pobj" and verb.lower_ in _WITH and _is_talk(verb.head):
        return _SPOKEN_WITH
    talking = root.dep_ == "nsubj" and verb.lemma_ in _TALKING
    return _SPEAKING if talking and any(c.lower_ in _WITH for c in verb.children) else 0


def _is_talk(word: Token) -> bool:
    """Tell whether one talks with somebody: "sat down with", "an interview with"."""
    if word.dep_ == "prt" or word.lower_ == "down":
        word = word.head
    return word.lemma_ in _TALKING or word.lower_.rstrip("s") in _TALKS


def _tokens(doc: Doc, turn: Turn) -> Iterator[int]:
    """Yield the tokens of a turn, its label among them."""
    for start, end in ((turn.start, turn.end), *turn.said):
        span = doc.char_span(start, end, alignment_mode="expand")
        yield from () if span is None else range(span.start, span.end)
