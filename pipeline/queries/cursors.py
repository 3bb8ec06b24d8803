"""Cursors: the place of a row among all, newest first, which no row that arrives moves."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from pipeline.database import Row

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
PLACES = ("revision_id", "number")  # what a cursor is made of, and no reader is shown


def with_cursors(rows: Sequence[Row]) -> list[Row]:
    """Give each row, in place of its numbers, the cursor of all that comes after it.

    A page ends by the number of a row, and shows an article's rows in the order of its text:
    a cursor has the highest number of those so far.
    """
    found: list[Row] = []
    last: tuple[object, int] | None = None
    for row in rows:
        number = int(str(row.get("number", 0)))
        if last is not None and last[0] == row["revision_id"]:
            number = max(number, last[1])
        last = row["revision_id"], number
        shown = {name: value for name, value in row.items() if name not in PLACES}
        found.append({**shown, "cursor": _cursor(row["dated"], *last)})
    return found


def _cursor(dated: object, revision: object, number: int) -> str:
    assert isinstance(dated, datetime)  # noqa: S101  # as every list has it
    return f"{(dated - EPOCH) // MICROSECOND}.{revision}.{number}"


def place_of(cursor: str) -> dict[str, object]:
    """Read a place, by the names of parameters; ValueError for what is no cursor."""
    try:
        since, revision, number = map(int, cursor.split("."))
        dated = EPOCH + since * MICROSECOND
    except (ValueError, OverflowError):
        raise ValueError(f"{cursor!r} is no cursor that a list gave") from None
    return {"after_dated": dated, "after_revision": revision, "after_number": number}
