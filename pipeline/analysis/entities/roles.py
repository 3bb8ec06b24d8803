"""Roles: the offices people hold in an article, and where it calls them by office alone."""

from collections import defaultdict
from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from pipeline.analysis.entities.cast import Cast, Member
from pipeline.analysis.names.titles import HONORIFICS, is_title

# Words that only open an office: "the former president".
_OPENINGS = frozenset("acting deputy ex former prime presidential vice".split())
_QUALIFIED = frozenset("minister secretary".split())


def roles_of(cast: Cast) -> dict[str, frozenset[str]]:
    """Map each office that the article gives somebody to all the people it gives it to."""
    holders: dict[str, set[str]] = defaultdict(set)
    for person in cast.members:
        if person.label == "PERSON":
            for role in _roles(cast, person):
                holders[role].add(person.id)
    return {role: frozenset(people) for role, people in holders.items()}


def role_at(token: Token) -> Span | None:
    """Give the words "the prime minister" that end at a token, when no name follows them."""
    doc = token.doc
    if not _is_role_word(token) or token.lower_ in _OPENINGS or _goes_on(doc, token.i + 1):
        return None
    start = _first_role_word(doc, token.i)
    if start == 0 or doc[start - 1].lower_ != "the":
        return None
    return doc[start - 1 : token.i + 1]


def role_of(span: Span) -> str:
    """Give the office that the words "the prime minister" name."""
    return " ".join(token.lower_ for token in span[1:])


def _roles(cast: Cast, person: Member) -> Iterator[str]:
    for appearance in person.appearances:
        yield from _before(cast.doc, appearance.span.start)
        yield from _beside(appearance.span)


def _before(doc: Doc, end: int) -> Iterator[str]:
    """Yield the office in front of a name: "Trade Minister" is "trade minister" and "minister"."""
    if end == 0 or not _is_role_word(doc[end - 1]):
        return
    start = _first_role_word(doc, end - 1)
    role = " ".join(token.lower_ for token in doc[start:end])
    yield role
    if role in _QUALIFIED and start and doc[start - 1].pos_ == "PROPN":
        yield f"{doc[start - 1].lower_} {role}"


def _beside(span: Span) -> Iterator[str]:
    """Yield the offices in apposition: "Mara Venn, the mayor", "the mayor, Mara Venn"."""
    beside = [child for child in span.root.children if child.dep_ == "appos"]
    if span.root.dep_ == "appos":
        beside.append(span.root.head)
    for token in beside:
        if _is_role_word(token) and not span.start <= token.i < span.end:
            start = _first_role_word(span.doc, token.i)
            yield " ".join(word.lower_ for word in span.doc[start : token.i + 1])


def _is_role_word(token: Token) -> bool:
    return is_title(token.text) and token.lower_.rstrip(".") not in HONORIFICS


def _first_role_word(doc: Doc, last: int) -> int:
    start = last
    while start and last - start < 3 and _is_role_word(doc[start - 1]):
        start -= 1
    return start


def _goes_on(doc: Doc, i: int) -> bool:
    """Tell whether the words after an office say more of it: a name, "of …", another noun."""
    if i >= len(doc):
        return False
    return doc[i].lower_ in ("of", "for") or doc[i].pos_ in ("PROPN", "NOUN") or doc[i].text == "-"
