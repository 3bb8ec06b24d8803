"""What was seen of a reader in one place: its last commits, and the last looks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

COMMITS = 10  # as many as Burrow judges by


@dataclass(frozen=True)
class Look:
    """Where a reader stands in one place at one moment."""

    at: datetime
    offset: int | None  # what it goes on with; None: it never committed
    end: int  # what comes next behind all that is there
    lag: int  # messages that wait
    lost: int = 0  # messages that retention deleted before they were read
    read: bool | None = True  # whether a member is there to read; None: the group gives out anew


@dataclass(frozen=True)
class Window:
    """The last looks at a place, and those of them that count as commits.

    A look counts as a commit when its offset is another than before, and when a member reads the
    place: Kafka's own clients commit the same offset again and again, which looks cannot tell.
    """

    looks: tuple[Look, ...]
    commits: tuple[Look, ...]
    still_since: datetime  # when something waited first, at the offset of today
    patience: float  # seconds that a reader may stand still

    @property
    def latest(self) -> Look:
        """Give the last look."""
        return self.looks[-1]

    @property
    def first(self) -> Look:
        """Give the first of the looks."""
        return self.looks[0]

    @property
    def seconds(self) -> float:
        """Give the seconds from the first look to the last."""
        return seconds_between(self.first.at, self.latest.at)

    @property
    def silence(self) -> float:
        """Give for how many seconds the offset has been seen to stay while messages wait."""
        return seconds_between(self.still_since, self.latest.at)

    @property
    def complete(self) -> bool:
        """Say whether there are enough commits, over enough time, to judge their course."""
        span = seconds_between(self.commits[0].at, self.commits[-1].at)
        return len(self.commits) >= COMMITS and span >= self.patience


def window_after(before: Window | None, look: Look, patience: float) -> Window:
    """Add a look; what is older than both `patience` and the last ten is forgotten.

    A place that ends before where it did was made anew, so nothing seen of it holds any more.
    """
    if before is None or look.end < before.latest.end:
        return Window((look,), (look,), look.at, patience)
    moved = look.offset != before.latest.offset
    commits = (*before.commits, look) if moved or look.read else before.commits
    return replace(
        before,
        looks=_recent((*before.looks, look), patience),
        commits=_recent(commits, patience),
        still_since=look.at if moved or before.latest.lag == 0 else before.still_since,
    )


def seconds_between(one: datetime, other: datetime) -> float:
    """Give the seconds from one moment to another."""
    return (other - one).total_seconds()


def _recent(looks: Sequence[Look], patience: float) -> tuple[Look, ...]:
    """Leave out the oldest as long as ten are left that go back by `patience`."""
    since = looks[-1].at - timedelta(seconds=patience)
    begin = sum(look.at <= since for look in looks) - 1  # the last that is as old
    return tuple(looks[max(0, min(begin, len(looks) - COMMITS)) :])
