"""Days, times and spans as people type them: in options, addresses and queries."""

import re
from datetime import UTC, datetime, timedelta

DAY = len("2024-05-31")
_SECONDS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800}


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


def seconds_of(typed: str) -> int:
    """Read a span such as 90s, 5m, 1h, 1d or 1w; ValueError naming what is none."""
    found = re.fullmatch(r"(\d{1,6})([smhdw])", typed.strip())
    if found is None:
        raise ValueError(f"{typed!r} is no span such as 90s, 5m, 1h, 1d or 1w")
    return int(found[1]) * _SECONDS[found[2]]
