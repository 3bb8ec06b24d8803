"""One given target, one question: is the text, or a given holder, for or against it?"""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from spacy.tokens import Doc, Token

from pipeline.analysis.model.model_input import Pair
from pipeline.analysis.reading.document import Reader
from pipeline.analysis.received.as_read import as_read
from pipeline.analysis.stances.claims.claim import Claim
from pipeline.analysis.stances.claims.predicates import predicate_claims
from pipeline.analysis.stances.claims.statements import statement_claims
from pipeline.analysis.stances.verdicts import verdict_on
from pipeline.analysis.valence import valence
from schemas.contracts import Contract
from schemas.vocabulary import Polarity

Text = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]
Place = tuple[int, int]

# How much a claim about the target outweighs the sound of the words around it.
CLAIM = 3.0
# A claim by somebody else than the holder asked about, or about something the target is part of.
ASIDE = 1.0
# Words this near to the target colour it most; the sentence's other words colour it less.
NEAR, FAR = 1.5, 0.5
_NEAR_WORDS = 8
# The weight of no evidence at all: a text is neutral unless it says otherwise.
NOTHING = 0.6


class Question(Contract):
    """A text, the target asked about and, if known, the holder; either may be absent from it."""

    text: Text
    target: Text
    target_start: int | None = Field(default=None, ge=0)
    target_end: int | None = None
    holder: Text | None = None
    holder_start: int | None = Field(default=None, ge=0)
    holder_end: int | None = None

    @model_validator(mode="after")
    def _places_lie_in_the_text(self) -> Self:
        for name in ("target", "holder"):
            start, end = getattr(self, f"{name}_start"), getattr(self, f"{name}_end")
            if (start is None) != (end is None):
                raise ValueError(f"{name}_start and {name}_end belong together")
            if start is not None and not start < end <= len(self.text):
                raise ValueError(f"{name}: {start}-{end} is no place in the text")
        return self


class Judgement(Contract):
    """Which way the stance goes, how sure that is, and what speaks for each way; sums to 1."""

    polarity: Polarity
    confidence: float
    scores: dict[Polarity, float]


def judgement_of(question: Question, reader: Reader) -> Judgement:
    """Judge the stance a text takes, or says the holder takes, towards one target.

    By the model; without it by the rules and words that read the stances of an article. A name
    that the text lacks is judged by the text as a whole.
    """
    return _judged(_as_read(question), reader)


def _as_read(question: Question) -> Question:
    """Ask the same of the text as it is read, its places led there."""
    read = as_read(question.text)
    asked: dict[str, object] = {"text": read.text}
    for party in ("target", "holder"):
        name, place = getattr(question, party), _place(question, party)
        start, end = (None if place is None else read.read_place(*place)) or (None, None)
        asked |= {
            party: None if name is None else as_read(name).text,
            f"{party}_start": start,
            f"{party}_end": end,
        }
    return question.model_copy(update=asked)


def _judged(question: Question, reader: Reader) -> Judgement:
    if reader.stance_model is not None:
        (scores,) = reader.stance_model.scores([_pair(question)])
        return _judgement(scores)
    doc = reader.document(question.text)
    target, holder = _places(question, "target", doc), _places(question, "holder", doc)
    weights = {Polarity.FOR: 0.0, Polarity.AGAINST: 0.0, Polarity.NEUTRAL: NOTHING}
    for way, weight in (*_claimed(doc, target, holder), *_coloured(doc, target)):
        weights[way] += weight
    return _judgement(weights)


def _pair(question: Question) -> Pair:
    return Pair(
        text=question.text,
        target=question.target,
        target_span=_place(question, "target"),
        holder=question.holder,
        holder_span=_place(question, "holder"),
    )


def _place(question: Question, party: str) -> Place | None:
    start, end = getattr(question, f"{party}_start"), getattr(question, f"{party}_end")
    return None if start is None or end is None else (start, end)


def _places(question: Question, party: str, doc: Doc) -> tuple[Place, ...]:
    """Give where a party stands: the place given, else wherever one of its words is a name."""
    if (place := _place(question, party)) is not None:
        return (place,)
    name: str | None = getattr(question, party)
    words = {w for w in (name or "").casefold().split() if len(w) > 2}
    return tuple(
        (t.idx, t.idx + len(t)) for t in doc if t.lower_ in words and t.pos_ in ("PROPN", "NOUN")
    )


def _claimed(
    doc: Doc, target: tuple[Place, ...], holder: tuple[Place, ...]
) -> Iterator[tuple[Polarity, float]]:
    for token in doc:
        for claim in (*predicate_claims(token), *statement_claims(token)):
            verdict = verdict_on(claim)
            if verdict is not None and _is_at(claim.target, target):
                weight = ASIDE if holder and not _is_held_by(claim, holder) else CLAIM
                yield verdict.polarity, weight * verdict.confidence


def _is_held_by(claim: Claim, holder: tuple[Place, ...]) -> bool:
    return not claim.holders or any(_is_at(token, holder) for token in claim.holders)


def _is_at(token: Token, places: tuple[Place, ...]) -> bool:
    """Tell whether the phrase of a word covers one of the places."""
    start = token.left_edge.idx
    end = token.right_edge.idx + len(token.right_edge)
    near = token.idx + len(token)
    return any(start <= s < near or (token.idx < s < end and e <= near) for s, e in places)


def _coloured(doc: Doc, target: tuple[Place, ...]) -> Iterator[tuple[Polarity, float]]:
    """Yield what the words of praise and blame in the text weigh, near the target or far."""
    spans = (doc.char_span(s, e, alignment_mode="expand") for s, e in target)
    heads = [span.root.i for span in spans if span is not None]
    for token in doc:
        if value := valence(token):
            near = not heads or min(abs(token.i - i) for i in heads) <= _NEAR_WORDS
            way = Polarity.FOR if value > 0 else Polarity.AGAINST
            yield way, abs(value) * (NEAR if near else FAR)


def _judgement(weights: dict[Polarity, float]) -> Judgement:
    total = sum(weights.values())
    scores = {way: round(weight / total, 4) for way, weight in weights.items()}
    best = max(scores, key=lambda way: scores[way])
    return Judgement(polarity=best, confidence=scores[best], scores=scores)
