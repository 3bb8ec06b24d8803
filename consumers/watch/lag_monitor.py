"""Edge: reads from the broker how far the groups are behind, and asks `pipeline.lag` to judge."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from kafka.errors import CoordinatorNotAvailableError, UnknownTopicOrPartitionError

from consumers.watch.members import readers
from consumers.watch.next_messages import NextMessages, Position
from consumers.watch.other_groups import groups_like, places_of
from pipeline.broker import (
    administration,
    committed_offsets,
    retention_of,
    settled,
    wait_for_broker,
)
from pipeline.errors import SetupError, UnavailableError
from pipeline.lag import GroupLag, LagReport, Member, Offsets, partition_lag
from schemas.topics import Topic, Topics

CONNECT_SECONDS = 2.0  # whoever watches wants to be told soon

# What is said of a group whose members cannot be seen.
UNSEEN: dict[str, Any] = {"group_state": "Unknown", "members": []}


@dataclass(frozen=True)
class _Group:
    """A group as the broker describes it, and where it reads."""

    state: str
    members: int
    readers: Mapping[TopicPartition, Member] | None
    committed: Mapping[TopicPartition, int | None]


@contextmanager
def lag_reader(
    bootstrap: str, topics: Topics, others: Collection[str] = ()
) -> Iterator[Callable[[], LagReport]]:
    """Open what reads the lag of the analyser and the sink, as often as it is called.

    It reads that of other groups, too, whose names match one of the patterns in `others`.
    Raises UnavailableError when the broker is away, SetupError when the topics are missing.
    """
    wait_for_broker(bootstrap, CONNECT_SECONDS)
    with administration(bootstrap) as admin, closing(NextMessages(bootstrap)) as following:
        yield lambda: settled(lambda: _report(_groups(admin, topics, others), admin, following))


def _groups(admin: KafkaAdminClient, topics: Topics, others: Collection[str]) -> dict[str, _Group]:
    """Read of every group where it stands; the offsets last, so that no group seems too far."""
    reads = {
        topics.analyser_group: (topics.articles,),
        topics.sink_group: (topics.analyses, topics.dead_letters),
    }
    found = {name: seen for name, seen in groups_like(admin, others).items() if name not in reads}
    described = _described(admin, [*reads, *(name for name, seen in found.items() if seen)])
    groups = {name: _group(described[name], _committed(admin, name, reads[name])) for name in reads}
    there = set(admin.list_topics()) if found else set()
    for name, seen in sorted(found.items()):
        known = described[name] if seen else UNSEEN
        assigned = (readers(known) if seen else None) or {}
        places = places_of(admin, name, assigned)
        committed = {place: offset for place, offset in places.items() if place.topic in there}
        if committed:
            group = _group(known, committed)
            groups[name] = group if seen else replace(group, readers=None)
    return groups


def _group(described: Mapping[str, Any], committed: Mapping[TopicPartition, int | None]) -> _Group:
    return _Group(
        described["group_state"], len(described["members"]), readers(described), committed
    )


def _described(admin: KafkaAdminClient, groups: list[str]) -> dict[str, dict[str, Any]]:
    """Read states and members; a group that never was is Dead and has none."""
    described: dict[str, dict[str, Any]] = admin.describe_groups(groups)
    for group in described.values():
        if group["error"] and group["group_state"] != "Dead":
            raise CoordinatorNotAvailableError(group["error"])
    return described


def _committed(
    admin: KafkaAdminClient, group: str, topics: tuple[Topic, ...]
) -> dict[TopicPartition, int | None]:
    """Give where a group of ours stands, in every partition that it is to read."""
    wanted = [TopicPartition(t.name, number) for t in topics for number in range(t.partitions)]
    try:
        committed = committed_offsets(admin, group, wanted)
    except (UnavailableError, UnknownTopicOrPartitionError) as error:
        names = ", ".join(topic.name for topic in topics)
        raise SetupError(f"No such topic: {names}. Start the wire or publish first.") from error
    return {place: committed.get(place) for place in wanted}


def _report(
    groups: Mapping[str, _Group], admin: KafkaAdminClient, following: NextMessages
) -> LagReport:
    """Read the ends after the offsets, so that a busy group never seems further than it is."""
    places = {place for group in groups.values() for place in group.committed}
    start = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.EARLIEST))
    end = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
    retention = retention_of(admin, {place.topic for place in places})
    offsets = {
        name: {
            place: Offsets(
                topic=place.topic,
                partition=place.partition,
                committed=committed,
                log_start=start[place].offset,
                end=end[place].offset,
                retention_ms=retention.get(place.topic),
            )
            for place, committed in group.committed.items()
        }
        for name, group in groups.items()
    }
    next_at = following.published_at(_positions(offsets))
    now = datetime.now(UTC)
    return LagReport(
        now,
        tuple(_lag(name, group, offsets[name], next_at, now) for name, group in groups.items()),
    )


def _positions(offsets: Mapping[str, Mapping[TopicPartition, Offsets]]) -> set[Position]:
    return {
        (place, each.position)
        for group in offsets.values()
        for place, each in group.items()
        if each.end > each.position
    }


def _lag(
    name: str,
    group: _Group,
    offsets: Mapping[TopicPartition, Offsets],
    next_at: Mapping[Position, datetime],
    now: datetime,
) -> GroupLag:
    owners = group.readers
    partitions = []
    for place, each in offsets.items():
        owned = None if owners is None else place in owners
        lag = partition_lag(each, next_at.get((place, each.position)), now, owned=owned)
        partitions.append(replace(lag, member=(owners or {}).get(place)))
    return GroupLag(name, group.state, group.members, tuple(partitions))
