"""The cast of an article: who appears in it, and at which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Span, Token

from schemas.contracts import Entity, Mention, TextSpan
from schemas.vocabulary import MentionKind


@dataclass(frozen=True)
class Appearance:
    """Where an entity is mentioned: the span of tokens, and how it is named there."""

    span: Span
    kind: MentionKind


@dataclass(frozen=True)
class Member:
    """One entity: its id, fullest name, spaCy's label for it, and its appearances in order."""

    id: str
    name: str
    label: str
    appearances: tuple[Appearance, ...]


class Cast:
    """The entities of one document; find them by the tokens that mention them."""

    def __init__(self, doc: Doc, members: Sequence[Member]) -> None:
        self.doc = doc
        self.members = tuple(members)
        self._by_id = {member.id: member for member in members}
        self._by_token: dict[int, str] = {}
        named = ((a, member.id) for member in members for a in member.appearances)
        for appearance, member_id in sorted(named, key=lambda n: n[0].kind is MentionKind.NAME):
            for i in range(appearance.span.start, appearance.span.end):
                self._by_token.setdefault(i, member_id)

    def __getitem__(self, member_id: str) -> Member:
        return self._by_id[member_id]

    def at(self, token: Token) -> str | None:
        """Name the entity that a token is part of a mention of, if any."""
        return self._by_token.get(token.i)

    def within(self, span: Span) -> tuple[str, ...]:
        """Name the entities mentioned inside a span, each once, in order."""
        found = (self._by_token.get(token.i) for token in span)
        return tuple(dict.fromkeys(i for i in found if i is not None))

    def having(self, more: Iterable[tuple[str, Appearance]]) -> "Cast":
        """Give a cast in which the named entities appear at more places."""
        added: dict[str, list[Appearance]] = {}
        for member_id, appearance in more:
            added.setdefault(member_id, []).append(appearance)
        return Cast(
            self.doc,
            [
                replace(m, appearances=_in_order((*m.appearances, *added[m.id])))
                if m.id in added
                else m
                for m in self.members
            ],
        )

    def entities(self) -> tuple[Entity, ...]:
        """Give the cast as the contract says it."""
        return tuple(
            Entity(
                id=m.id,
                name=m.name,
                type=m.label,
                mentions=tuple(_mention(a) for a in m.appearances),
            )
            for m in self.members
        )


def text_span(span: Span) -> TextSpan:
    """Give a span of tokens as characters of the text."""
    return TextSpan(start=span.start_char, end=span.end_char, text=span.text)


def _mention(appearance: Appearance) -> Mention:
    span = appearance.span
    return Mention(start=span.start_char, end=span.end_char, text=span.text, kind=appearance.kind)


def _in_order(appearances: Iterable[Appearance]) -> tuple[Appearance, ...]:
    """Sort appearances by their place; one found twice, in a quotation's quotation, counts once."""
    distinct = {(a.span.start, a.span.end): a for a in reversed(tuple(appearances))}
    return tuple(distinct[place] for place in sorted(distinct))
