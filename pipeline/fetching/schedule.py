"""When to ask again: by how often a source changes, by what a server asks for, after a failure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LEAST_SECONDS = 5 * 60.0  # between two looks at a source, unless its user says otherwise
MOST_SECONDS = 24 * 3_600.0
FIRST_SECONDS = 30 * 60.0  # until it is known how often it changes
_SOONER, _LATER = 0.5, 1.5  # a source that changes at each look is at its least after three
FIRST_BACKOFF_SECONDS = 60.0
MOST_BACKOFF_SECONDS = 24 * 3_600.0
FAILURES_OF_A_PAGE = 6  # half an hour apart in all; then a page is not asked for any more
NOT_FOUND_AGAIN_SECONDS = 3_600.0
TIMES_NOT_FOUND = 2  # that make an article gone


@dataclass(frozen=True)
class Every:
    """How often a source is looked at: seconds now, and their bounds."""

    seconds: float = FIRST_SECONDS
    least: float = LEAST_SECONDS
    most: float = MOST_SECONDS

    def after(self, *, changed: bool) -> float:
        """Give the seconds from a look to the next: fewer where there was something new."""
        wanted = self.seconds * (_SOONER if changed else _LATER)
        return min(self.most, max(self.least, wanted))


def backoff_seconds(failures: int) -> float:
    """Give the seconds to wait after so many failures in a row, the last included."""
    return min(MOST_BACKOFF_SECONDS, FIRST_BACKOFF_SECONDS * 2.0 ** min(failures - 1, 30))


def retry_after(words: str | None, now: datetime) -> datetime | None:
    """Read when a server wants to be asked again, told in seconds or as a date; a day at most."""
    if words is None:
        return None
    told = words.strip()
    if told.isdecimal() and told.isascii():
        seconds = float(told[:12])
    else:
        try:
            moment = parsedate_to_datetime(told)
        except (ValueError, IndexError, TypeError):
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        seconds = (moment - now).total_seconds()
    return now + timedelta(seconds=min(MOST_BACKOFF_SECONDS, max(0.0, seconds)))


def next_look(first: datetime, looks: int, after: Sequence[float]) -> datetime | None:
    """Say when an article is fetched again that was `looks` times; None: never.

    `after` are seconds since it was fetched first, each for one look.
    """
    return first + timedelta(seconds=after[looks - 1]) if looks <= len(after) else None
