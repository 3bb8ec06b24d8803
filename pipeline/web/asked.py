"""What an address asks for: the filters of every page and of the API, as `query` has them."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Annotated, Any

from fastapi import HTTPException, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model, model_validator

from pipeline.moments import moment_of
from pipeline.queries import Counted, EntityOrder, Filters, Period
from pipeline.queries.cursors import place_of
from schemas.confidence import SHOWN_FROM
from schemas.vocabulary import Judged, Polarity, QuotationKind

LONGEST_NAME = 200
LONGEST_WORDS = 300
ROWS = 50  # on a page, or in an answer, unless asked otherwise
MOST_ROWS = 500  # on a page, or in one answer as JSON
EVERY_ROW = 1_000_000_000  # of what is streamed


def _searchable(name: str) -> str:
    if not any(c.isalnum() for c in name) or "\0" in name:
        raise ValueError(f"{name!r} holds no letter or digit to search for")
    return name


def _place(cursor: str) -> str:
    place_of(cursor)
    return cursor


def _first_moment(typed: str) -> str:
    moment_of(typed)
    return typed


Name = Annotated[str, Field(max_length=LONGEST_NAME), AfterValidator(_searchable)]
Day = Annotated[str, Field(max_length=40), AfterValidator(_first_moment)]


class Parameters(BaseModel):
    """What an address may say; an empty value says nothing, as forms send them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, given: Any) -> Any:  # noqa: ANN401  # whatever an address holds
        if not isinstance(given, dict):
            return given
        return {name: value for name, value in given.items() if value not in ("", [""])}

    def parameters(self, **changed: object) -> dict[str, str]:
        """Give what differs from asking nothing, as an address holds it, with some changed."""
        default = type(self)().model_dump(mode="json")
        given = self.model_dump(mode="json") | changed
        return {
            name: str(value).lower() if isinstance(value, bool) else str(value)
            for name, value in given.items()
            if value is not None and value != default.get(name)
        }


class Asked(Parameters):
    """Which rows an address asks for, and how they are to be counted."""

    holder: Name | None = Field(None, description="Of this holder, by any name or id.")
    target: Name | None = Field(None, description="Towards this target, or on this issue.")
    entity: Name | None = Field(None, description="Of this person, body or place.")
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
    with_wrong: bool = Field(
        default=False, description="Also what readers judged wrong, which is hidden otherwise."
    )
    judged: Judged = Field(Judged.STANCE, description="Whether stances or quotations were judged.")
    sort: EntityOrder = Field(EntityOrder.ARTICLES, description="Which entities come first.")
    by: Period = Field(Period.MONTH, description="What a timeline goes by.")
    least: int = Field(1, ge=1, description="Only who takes a side on an issue so often.")
    limit: int | None = Field(None, ge=1, le=EVERY_ROW, description="At most so many rows.")
    after: Annotated[str, Field(max_length=60), AfterValidator(_place)] | None = Field(
        None, description="After the row with this cursor, as `next` of an answer has it."
    )

    @property
    def counted(self) -> Counted:
        """Say whether what several articles print alike counts once."""
        return Counted.RAW if self.raw else Counted.ONCE

    def filters(self, **own: object) -> Filters:
        """Give the filters; `own` outrank what was asked, as the person of a person's page."""
        given = {name: getattr(self, name) for name in FILTERED if getattr(self, name) is not None}
        if self.kind is not None:
            given["kinds"] = (self.kind.value,)
        if self.since is not None:
            given["since"] = moment_of(self.since)
        if self.until is not None:
            given["until"] = moment_of(self.until, last=True)
        return Filters(**({"limit": ROWS} | given | own))

    def within(self, first: date, last: date) -> "Asked":
        """Ask for the same between two days, both included."""
        asked, narrowed = self.filters(), {}
        if asked.since is None or asked.since < moment_of(str(first)):
            narrowed["since"] = str(first)
        if asked.until is None or asked.until > moment_of(str(last), last=True):
            narrowed["until"] = str(last)
        return self.model_copy(update=narrowed)


# The parameters that are filters as they stand.
FILTERED = (
    "holder target entity speaker polarity min_confidence type outlet words with_wrong limit after"
).split()


def only(names: Collection[str], **more: Any) -> type[Parameters]:  # noqa: ANN401  # fields
    """Make the parameters that have only these of `Asked`, and `more` fields."""
    fields: dict[str, Any] = {
        name: (field.annotation, field)
        for name, field in Asked.model_fields.items()
        if name in names
    }
    return create_model("Parameters", __base__=Parameters, **fields, **more)


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
        if asked.limit is not None and asked.limit > MOST_ROWS:
            raise HTTPException(400, f"limit: at most {MOST_ROWS} on a page; the API has them all.")
        return asked

    return read
