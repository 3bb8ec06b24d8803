"""One given target, one question: is the text, or a given holder, for or against it?"""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from pipeline.analysis.document import Reader
from schemas.contracts import Contract, Polarity

Text = Annotated[str, StringConstraints(min_length=1, max_length=1_000_000)]


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
    """Judge the stance a text takes, or says the holder takes, towards one target."""
    scores = {Polarity.FOR: 0.3, Polarity.AGAINST: 0.3, Polarity.NEUTRAL: 0.4}
    best = max(scores, key=lambda polarity: scores[polarity])
    return Judgement(polarity=best, confidence=scores[best], scores=scores)
