"""Members: where an article calls somebody by party alone, "the Kentucky Republican said"."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from pipeline.analysis.entities.cast import Cast, Member
from pipeline.analysis.names import political_parties

_OF_A_PARTY = political_parties.PARTISAN | political_parties.MEMBERS
_BEHIND_A_NAME = _OF_A_PARTY | political_parties.INITIALS
# "the top Republican" is told by an office, "the other Democrat" is somebody else.
_RANKS = frozenset(
    """top first last next only lone sole other another fellow former leading ranking
    senior second third least most possible potential unnamed average typical""".split()
)
_REACH = 4  # words before or behind a name: "Rep. Mara Venn (R-Ky.)"


def party_at(token: Token) -> str | None:
    """Give the party of "the Kentucky Republican", which stands for somebody named before."""
    if not token.text.istitle() or token.lower_ not in political_parties.MEMBERS:
        return None
    if token.dep_ in ("compound", "amod", "appos", "attr") or _goes_on(token):
        return None
    told = list(token.lefts)
    pointed = bool(told) and told[0].lower_ == "the" and len(told) > 1
    if not pointed or any(t.lower_ in _RANKS or t.like_num for t in told):
        return None
    return political_parties.MEMBERS[token.lower_]


def parties_of(cast: Cast) -> dict[str, str]:
    """Map people to the party that the words around their names give them."""
    found: dict[str, str] = {}
    for person in (member for member in cast.members if member.label == "PERSON"):
        named = {party for party in _parties(cast, person) if party is not None}
        if len(named) == 1:
            found[person.id] = named.pop()
    return found


def _parties(cast: Cast, person: Member) -> Iterator[str | None]:
    for appearance in person.appearances:
        span = appearance.span
        yield from (_before(token) for token in _words(cast.doc, span.start - _REACH, span.start))
        yield from (_behind(token) for token in _words(cast.doc, span.end, span.end + _REACH))


def _words(doc: Doc, start: int, end: int) -> list[Token]:
    """Give the words of a stretch, as far as the document has it."""
    return [token for token in doc[max(start, 0) : min(end, len(doc))] if not token.is_space]


def _before(token: Token) -> str | None:
    return _OF_A_PARTY.get(token.lower_) if token.dep_ != "nsubj" else None


def _behind(token: Token) -> str | None:
    """Read "(R-Ky.)", ", D-Calif.," and ", a Democrat" behind a name."""
    opened = token.i > 0 and token.nbor(-1).text in ("(", ",", "a", "-LRB-")
    word = token.lower_.partition("-")[0]
    return _BEHIND_A_NAME.get(word) if opened else None


def _goes_on(token: Token) -> bool:
    return any(c.dep_ in ("prep", "relcl", "acl", "appos", "conj") for c in token.rights)
