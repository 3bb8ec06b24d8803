"""What an address asks for: the filters of every page and of the API, as `query` has them."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from fastapi import HTTPException, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from pipeline.moments import moment_of
from pipeline.queries import Counted, Filters
from schemas.confidence import SHOWN_FROM
from schemas.vocabulary import Polarity, QuotationKind

LONGEST_NAME = 200
LONGEST_WORDS = 300
ROWS = 50  # on a page, or in an answer, unless asked otherwise
MOST_ROWS = 500


def _searchable(name: str) -> str:
    if not any(c.isalnum() for c in name) or "\0" in name:
        raise ValueError(f"{name!r} holds no letter or digit to search for")
    return name


def _first_moment(typed: str) -> str:
    moment_of(typed)
    return typed


Name = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_searchable)]
Day = Annotated[str, Field(max_length=40), AfterValidator(_first_moment)]


class Asked(BaseModel):
    """Which rows an address asks for; an empty value asks nothing, as forms send them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    holder: Name | None = Field(None, description="Of this holder, by any name or id.")
    target: Name | None = Field(None, description="Towards this target, or on this issue.")
    entity: Name | None = Field(None, description="Of this holder or towards this target.")
    speaker: Name | None = Field(None, description="In the words of this speaker.")
    polarity: Polarity | None = Field(None, description="Only this side of the issue.")
    min_confidence: float = Field(
        SHOWN_FROM, ge=0, le=1, description="Stances at least so sure; 0: all that are stored."
    )
    kind: QuotationKind | None = Field(None, description="Quotations of this kind.")
    type: str | None = Field(None, max_length=20, description="Entities of this type: PERSON, …")
    outlet: Name | None = Field(None, description="Printed by this outlet.")
    since: Day | None = Field(None, description="Dated then or later, in ISO 8601.")
    until: Day | None = Field(None, description="Dated then or earlier; the day is included.")
    words: str | None = Field(
        None, max_length=LONGEST_WORDS, description='Of articles with these words; "…", -, or.'
    )
    raw: bool = Field(
        default=False, description="Count each print of what several articles print alike."
    )
    limit: int = Field(ROWS, ge=1, le=MOST_ROWS, description="At most so many rows.")

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, given: Any) -> Any:  # noqa: ANN401  # whatever an address holds
        if not isinstance(given, dict):
            return given
        return {name: value for name, value in given.items() if value not in ("", [""])}

    @property
    def counted(self) -> Counted:
        """Say whether what several articles print alike counts once."""
        return Counted.RAW if self.raw else Counted.ONCE

    def filters(self, **own: object) -> Filters:
        """Give the filters; `own` outrank what was asked, as the person of a person's page."""
        given: dict[str, Any] = self.model_dump(
            exclude={"raw", "kind", "since", "until"}, exclude_none=True
        )
        if self.kind is not None:
            given["kinds"] = (self.kind.value,)
        if self.since is not None:
            given["since"] = moment_of(self.since)
        if self.until is not None:
            given["until"] = moment_of(self.until, last=True)
        return Filters(**(given | own))

    def within(self, first: date, last: date) -> "Asked":
        """Ask for the same between two days, both included."""
        asked, narrowed = self.filters(), {}
        if asked.since is None or asked.since < moment_of(str(first)):
            narrowed["since"] = str(first)
        if asked.until is None or asked.until > moment_of(str(last), last=True):
            narrowed["until"] = str(last)
        return self.model_copy(update=narrowed)

    def parameters(self, **changed: object) -> dict[str, str]:
        """Give what differs from asking nothing, as an address holds it, with some changed."""
        default = type(self)().model_dump(mode="json")
        given = self.model_dump(mode="json") | changed
        return {
            name: str(value).lower() if isinstance(value, bool) else str(value)
            for name, value in given.items()
            if value is not None and value != default.get(name)
        }


def asking(*names: str) -> Callable[[Asked], Asked]:
    """Make what reads these filters from an address; it answers 400 to any other.

    A page that passed over a filter would show other rows than were asked for.
    """

    def read(asked: Annotated[Asked, Query()]) -> Asked:
        if foreign := sorted(asked.model_fields_set - {*names, "limit", "after"}):
            raise HTTPException(
                400,
                f"This page has no filter {', '.join(foreign)}. It has {', '.join(names)}; take "
                "the others out of the address.",
            )
        return asked

    return read
