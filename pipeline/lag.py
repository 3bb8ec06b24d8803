"""How far consumer groups are behind: offsets and times become a report; pure."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Offsets:
    """Where a partition stands for a group; read committed first, then the others."""

    topic: str
    partition: int
    committed: int | None  # None: the group never committed here
    log_start: int
    end: int
    retention_ms: int | None = None  # how long messages are kept; None: without end

    @property
    def position(self) -> int:
        """Tell which message the group reads next; without a commit it begins at the oldest."""
        return max(self.committed or 0, self.log_start)


@dataclass(frozen=True)
class Member:
    """Who reads a partition for its group, as the broker knows it."""

    host: str
    consumer_id: str
    client_id: str


@dataclass(frozen=True)
class PartitionLag:
    """How far a group is behind in one partition."""

    topic: str
    partition: int
    committed: int | None
    log_start: int
    end: int
    lag: int  # messages
    seconds: float | None  # age of the next message to read; None: it could not be read in time
    lost: int  # messages that retention deleted before the group read them
    owned: bool | None  # whether a member reads it; None: the group is giving its partitions out
    member: Member | None = None  # who reads it, where somebody does
    retention_used: float | None = None  # 1: what is read next is about to be deleted

    @property
    def unread(self) -> bool:
        """Say whether messages wait and no member is there to read them."""
        return self.lag > 0 and self.owned is False


@dataclass(frozen=True)
class GroupLag:
    """How far a group is behind in all of its partitions."""

    group: str
    state: str  # as Kafka names it
    members: int
    partitions: tuple[PartitionLag, ...]

    @property
    def lag(self) -> int:
        """Count the messages that wait."""
        return sum(p.lag for p in self.partitions)

    @property
    def seconds(self) -> float | None:
        """Give the age of the oldest message that waits; None where it could not be read."""
        ages = [p.seconds for p in self.partitions if p.lag]
        return max((age for age in ages if age is not None), default=None if ages else 0.0)

    @property
    def lost(self) -> int:
        """Count the messages that retention deleted unread."""
        return sum(p.lost for p in self.partitions)

    @property
    def unread(self) -> int:
        """Count the messages that wait in partitions which no member reads."""
        return sum(p.lag for p in self.partitions if p.unread)

    @property
    def stalled(self) -> bool:
        """Say whether messages wait and no member is there to read them."""
        return self.unread > 0


@dataclass(frozen=True)
class ResolverLag:
    """How far the resolver is behind what is stored."""

    waiting: int  # revisions
    seconds: float  # since the one that waits longest was stored
    running: bool
    turn: int = 0  # rises with each batch that it resolves
    stored: int = 0  # rises with each revision that is stored

    @property
    def stalled(self) -> bool:
        """Say whether revisions wait and no resolver is there to read them."""
        return self.waiting > 0 and not self.running


@dataclass(frozen=True)
class LagReport:
    """How far every group was behind at one moment, and the resolver where the database told."""

    at: datetime
    groups: tuple[GroupLag, ...]
    resolver: ResolverLag | None = None

    @property
    def alarming(self) -> bool:
        """Say whether a group or the resolver stalled, or messages were lost."""
        stalled = self.resolver is not None and self.resolver.stalled
        return stalled or any(group.stalled or group.lost for group in self.groups)


def partition_lag(
    offsets: Offsets, next_at: datetime | None, now: datetime, *, owned: bool | None
) -> PartitionLag:
    """Judge one partition; `next_at` is the time of the message at the group's position.

    The end may have been read before a commit that overtook it: that is no negative lag.
    """
    lag = max(0, offsets.end - offsets.position)
    seconds = None if next_at is None else max(0.0, (now - next_at).total_seconds())
    seconds = seconds if lag else 0.0
    return PartitionLag(
        topic=offsets.topic,
        partition=offsets.partition,
        committed=offsets.committed,
        log_start=offsets.log_start,
        end=offsets.end,
        lag=lag,
        seconds=seconds,
        lost=0 if offsets.committed is None else max(0, offsets.log_start - offsets.committed),
        owned=owned,
        retention_used=retention_used(offsets, seconds),
    )


def retention_used(offsets: Offsets, seconds: float | None) -> float | None:
    """Give the share of its retention that a group has used up in a partition; at 1 it loses.

    It is a share of time, and where messages are kept without end or their age could not be read,
    of the messages that are there. None: there are none.
    """
    if offsets.retention_ms is not None and seconds is not None:
        return min(1.0, 1000 * seconds / offsets.retention_ms)
    there = offsets.end - offsets.log_start
    return max(0, offsets.end - offsets.position) / there if there > 0 else None


def as_fields(report: LagReport) -> dict[str, Any]:
    """Give the report as `stancewire lag --json` prints it."""
    resolver = report.resolver
    return {
        "at": report.at.isoformat(),
        "groups": [_group_fields(group) for group in report.groups],
        "resolver": None if resolver is None else _resolver_fields(resolver),
    }


def _group_fields(group: GroupLag) -> dict[str, Any]:
    return {
        "group": group.group,
        "state": group.state,
        "members": group.members,
        "stalled": group.stalled,
        "lag": group.lag,
        "seconds": group.seconds,
        "lost": group.lost,
        "unread": group.unread,
        "partitions": [asdict(partition) for partition in group.partitions],
    }


def _resolver_fields(resolver: ResolverLag) -> dict[str, Any]:
    return {
        "waiting": resolver.waiting,
        "seconds": resolver.seconds,
        "running": resolver.running,
        "stalled": resolver.stalled,
    }


def lagging(partitions: Iterable[PartitionLag]) -> list[PartitionLag]:
    """Give the partitions where something waits or was lost."""
    return [p for p in partitions if p.lag or p.lost]
