"""Voices: by whose words a sentence says what it says, nearest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.analysis.quotations.quotations import Quoted
from pipeline.analysis.stances.syntax import (
    ancestors,
    children,
    conjoined,
    is_passive,
    is_verb,
    subjects,
)
from pipeline.analysis.stances.words import lexicon
from schemas.vocabulary import QuotationKind


@dataclass(frozen=True)
class Voice:
    """Those whose words, or held opinion, a stretch of text is; of a phrase its head nouns."""

    speakers: tuple[Token, ...]
    quoted: bool


class Voices:
    """Who speaks where in one document; quotations are looked up by token."""

    def __init__(self, quoted: Sequence[Quoted]) -> None:
        self._by_token: dict[int, Quoted] = {}
        for quotation in quoted:
            for span in quotation.spans:
                for i in range(span.start, span.end):
                    self._by_token.setdefault(i, quotation)

    def quotation_at(self, token: Token) -> Quoted | None:
        """Give the quotation that a token is inside of, if any."""
        return self._by_token.get(token.i)

    def cue_at(self, token: Token) -> Token | None:
        """Give the word that reports the quotation a token is inside of, if any."""
        quotation = self.quotation_at(token)
        return None if quotation is None or quotation.cue is None else quotation.cue.root

    def at(self, token: Token) -> tuple[Voice, ...]:
        """Give the voices that say what a token says: the nearest holder first."""
        quotation = self._by_token.get(token.i)
        inside = _clause_voices(token, quotation, self._by_token)
        if quotation is None or not quotation.speakers:
            return inside or _according_to(token)
        return (*inside, Voice(quotation.speakers, quoted=True))


def _clause_voices(
    token: Token, quotation: Quoted | None, places: dict[int, Quoted]
) -> tuple[Voice, ...]:
    voices = []
    below = token
    for head in ancestors(token):
        around = places.get(head.i)
        if around is not quotation and (quotation or (around and _is_direct(around))):
            break
        if _is_held(below, head) and not _is_quoted_between(below, head, places):
            voices.append(Voice(subjects(head), quoted=False))
        below = head
    return tuple(voices)


def _is_quoted_between(clause: Token, head: Token, places: dict[int, Quoted]) -> bool:
    """Tell whether what was said is a quotation: `Smith scolded him: "No," she said`."""
    words = range(min(clause.i, head.i) + 1, max(clause.i, head.i))
    return clause.i not in places and any(_is_direct(places[i]) for i in words if i in places)


def _is_direct(quotation: Quoted) -> bool:
    return quotation.kind is QuotationKind.DIRECT


def _according_to(token: Token) -> tuple[Voice, ...]:
    """Give the voice of a sentence that begins or ends with "according to"."""
    first, last = token.sent[0], token.sent[-1]
    for word in token.sent.root.children:
        outermost = word.left_edge == first or word.right_edge.i >= last.i - 1
        if word.lower_ == "according" and outermost:
            sources = [s for to in children(word, "prep") for s in children(to, "pobj")]
            return tuple(Voice(conjoined(s), quoted=False) for s in sources)
    return ()


def _is_held(clause: Token, head: Token) -> bool:
    """Tell whether a clause is the content of a verb of saying or holding."""
    return (
        clause.dep_ == "ccomp"
        and is_verb(head)
        and (head.lemma_ in lexicon.HOLDING or _makes_clear(head))
        and not is_passive(head)
    )


def _makes_clear(verb: Token) -> bool:
    return verb.lemma_ == "make" and any(c.lower_ in ("clear", "plain") for c in verb.children)
