"""Days and times as people type them: in options, addresses and queries."""

from datetime import UTC, datetime, timedelta

DAY = len("2024-05-31")


def moment_of(typed: str, *, last: bool = False) -> datetime:
    """Read a day or a time in ISO 8601, UTC where it names no zone; a last day is included.

    Raises ValueError naming what is no date.
    """
    try:
        time = datetime.fromisoformat(typed)
        time = time if time.tzinfo else time.replace(tzinfo=UTC)
        return time + timedelta(days=1) if last and len(typed) <= DAY else time
    except (ValueError, OverflowError):
        raise ValueError(f"{typed!r} is no date such as 2024-05-31 or 2024-05-31T18:00") from None
