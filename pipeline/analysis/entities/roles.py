"""Roles: the offices people hold in an article, and where it calls them by office alone."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline.analysis.entities.cast import Cast, Member
from pipeline.analysis.names.titles import HONORIFICS, is_title

# Words that only open an office: "the former president".
_OPENINGS = frozenset("acting deputy ex former prime presidential vice".split())
_POINTING = frozenset("the this our".split())
_QUALIFYING = frozenset("compound amod nmod poss".split())
# How many words of one phrase are looked at for which office it is.
_LONGEST = 8


@dataclass(frozen=True)
class Role:
    """An office, "prime minister", and the words that say which, "Danish"; both in lower case."""

    office: str
    which: frozenset[str]


# For each office, whom the article gives it to, and by which words.
Offices = Mapping[str, Mapping[str, frozenset[str]]]


def offices_of(cast: Cast) -> Offices:
    """Map each office that the article gives somebody to all the people it gives it to."""
    offices: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for person in cast.members:
        for role in _roles(cast, person) if person.label == "PERSON" else ():
            people = offices[role.office]
            people[person.id] = people.get(person.id, frozenset()) | role.which
    return offices


def holders_of(role: Role, offices: Offices) -> frozenset[str]:
    """Give the people whom the words of a role fit."""
    people = offices.get(role.office, {})
    return frozenset(person for person, which in people.items() if role.which <= which)


def role_at(token: Token) -> tuple[Role, Span] | None:
    """Give the role that "the Danish prime minister" names, and its words; none before a name."""
    doc = token.doc
    if not _is_role_word(token) or token.lower_ in _OPENINGS or _goes_on(token):
        return None
    office = _first_role_word(doc, token.i)
    start = _first_qualifier(doc, office)
    if start == 0 or not (doc[start - 1].lower_ in _POINTING or _is_ours(token)):
        return None
    span = doc[start - 1 if start == office else office : token.i + 1]
    return _role(doc, start, office, token.i + 1), span


def _is_ours(office: Token) -> bool:
    """Tell whether "we have a president who lies" says who the president is."""
    verb = office.head
    ours = any(c.dep_ == "nsubj" and c.lower_ == "we" for c in verb.children)
    return office.dep_ == "dobj" and verb.lower_ == "have" and ours


def _roles(cast: Cast, person: Member) -> Iterator[Role]:
    for appearance in person.appearances:
        yield from _before(cast.doc, appearance.span.start)
        yield from _beside(appearance.span)


def _before(doc: Doc, end: int) -> Iterator[Role]:
    """Yield the office in front of a name: "Danish Prime Minister"."""
    if end and _is_role_word(doc[end - 1]):
        office = _first_role_word(doc, end - 1)
        yield _role(doc, _first_qualifier(doc, office), office, end)


def _beside(span: Span) -> Iterator[Role]:
    """Yield the offices in apposition: "Mara Venn, mayor of Vale", "the mayor, Mara Venn"."""
    beside = [child for child in span.root.children if child.dep_ == "appos"]
    if span.root.dep_ == "appos":
        beside.append(span.root.head)
    for token in beside:
        if _is_role_word(token) and not span.start <= token.i < span.end:
            office = _first_role_word(span.doc, token.i)
            role = _role(span.doc, _first_qualifier(span.doc, office), office, token.i + 1)
            yield Role(role.office, role.which | _complements(token))


def _role(doc: Doc, start: int, office: int, end: int) -> Role:
    which = frozenset(token.lower_ for token in doc[start:office])
    return Role(" ".join(token.lower_ for token in doc[office:end]), which)


def _complements(office: Token) -> frozenset[str]:
    """Give the words behind an office that say which: "of the House Oversight Committee"."""
    behind = [c for c in office.rights if c.dep_ == "prep" and c.lower_ in ("of", "for", "on")]
    words = [token for prep in behind for token in office.doc[prep.i : prep.right_edge.i + 1]]
    return frozenset(t.lower_ for t in words[:_LONGEST] if t.pos_ in ("PROPN", "NOUN", "ADJ"))


def _is_role_word(token: Token) -> bool:
    return is_title(token.text) and token.lower_.rstrip(".") not in HONORIFICS


def _first_role_word(doc: Doc, last: int) -> int:
    start = last
    while start and last - start < 3 and _is_role_word(doc[start - 1]):
        start -= 1
    return start


def _first_qualifier(doc: Doc, office: int) -> int:
    """Give where the words begin that stand before an office in its phrase."""
    start = office
    while start and office - start < _LONGEST and doc[start - 1].dep_ in _QUALIFYING:
        if doc[start - 1].pos_ not in ("PROPN", "NOUN", "ADJ"):
            break
        start -= 1
    return start


def _goes_on(token: Token) -> bool:
    """Tell whether the words after an office say more of it: a name, "of …", another noun."""
    if token.i + 1 >= len(token.doc):
        return False
    following = token.nbor()
    if following.lower_ in ("of", "for"):
        return following.head == token
    return following.pos_ in ("PROPN", "NOUN") or following.text == "-"
