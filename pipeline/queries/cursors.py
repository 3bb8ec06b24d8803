"""Cursors: the place of a row among all, newest first, which no row that arrives moves."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def cursor_of(row: Mapping[str, object]) -> str:
    """Write down a row's place, to ask for what comes after it."""
    dated = row["dated"]
    assert isinstance(dated, datetime)  # noqa: S101  # as every list has it
    return f"{(dated - EPOCH) // MICROSECOND}.{row['revision_id']}.{row.get('number', 0)}"


def place_of(cursor: str) -> dict[str, object]:
    """Read a place, by the names of parameters; ValueError for what is no cursor."""
    try:
        since, revision, number = map(int, cursor.split("."))
        dated = EPOCH + since * MICROSECOND
    except (ValueError, OverflowError):
        raise ValueError(f"{cursor!r} is no cursor that a list gave") from None
    return {"after_dated": dated, "after_revision": revision, "after_number": number}
