"""What readers say of rows, and how that is passed on: checked when made, as the messages are."""

import unicodedata
from typing import Annotated, Self

from pydantic import AwareDatetime, BeforeValidator, StringConstraints, model_validator

from schemas.contracts import Contract, Identifier, ShortText
from schemas.topics import MIB
from schemas.vocabulary import Fault, Judged, Polarity, Verdict

NOTE_LENGTH, READER_LENGTH = 500, 60  # characters
# What can be wrong with a row of each kind.
FAULTS = {
    Judged.STANCE: tuple(Fault),
    Judged.QUOTATION: (Fault.WHO, Fault.WORDS, Fault.OTHER),
}


def _one_line(value: object) -> object:
    """Write a text on one line; what steers a terminal, or is half a character, is refused."""
    if not isinstance(value, str):
        return value
    line = " ".join(value.split())
    if odd := next((c for c in line if unicodedata.category(c) in ("Cc", "Cs")), None):
        raise ValueError(f"the character {odd!r} cannot stand here")
    return line


def _said(value: object) -> object:
    """Leave out a text that says nothing."""
    return _one_line(value) or None


Reader = Annotated[
    str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=READER_LENGTH)
]
Note = Annotated[
    Annotated[str, StringConstraints(max_length=NOTE_LENGTH)] | None, BeforeValidator(_said)
]
Words = Annotated[str, StringConstraints(min_length=1, max_length=MIB, pattern=r"^[^\x00]*$")]


class Judgement(Contract):
    """What a reader says of a row: right or wrong, and what is wrong with it."""

    kind: Judged
    reader: Reader
    verdict: Verdict
    fault: Fault | None = None
    note: Note = None

    @model_validator(mode="after")
    def _has_a_fault_of_its_kind(self) -> Self:
        if self.fault is not None and self.verdict is Verdict.RIGHT:
            raise ValueError("what is right has no fault")
        if self.fault is not None and self.fault not in FAULTS[self.kind]:
            raise ValueError(f"a {self.kind} cannot be wrong in its {self.fault}")
        return self


class GivenVerdict(Judgement):
    """A verdict with all that tells what it is of, as it is exported and imported."""

    article_id: Identifier
    words: Words
    who: Words | None = None
    target: ShortText | None = None
    polarity: Polarity | None = None
    judged_at: AwareDatetime

    @model_validator(mode="after")
    def _is_of_a_whole_claim(self) -> Self:
        of_stances = (self.target, self.polarity)
        if self.kind is Judged.STANCE and None in (self.who, *of_stances):
            raise ValueError("a stance has who, target and polarity")
        if self.kind is Judged.QUOTATION and of_stances != (None, None):
            raise ValueError("a quotation has no target or polarity")
        return self
