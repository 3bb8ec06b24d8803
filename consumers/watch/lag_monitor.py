"""Edge: reads from the broker how far the groups are behind, and asks `pipeline.lag` to judge."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from kafka.errors import CoordinatorNotAvailableError, KafkaError, UnknownTopicOrPartitionError

from pipeline.broker import OrderlyClient, administration, committed_offsets, wait_for_broker
from pipeline.errors import SetupError, UnavailableError
from pipeline.lag import GroupLag, LagReport, Offsets, partition_lag
from schemas.topics import Topic, Topics

CONNECT_SECONDS = 2.0  # whoever watches wants to be told soon
# For reading one message of each partition that lags; without an answer its age is unknown.
READ_SECONDS = 3.0
POLL_MS = 200
SETTLE_SECONDS = 15.0  # a new broker makes its topic of offsets at the first question: 1 s
PAUSE_SECONDS = 0.2


@contextmanager
def lag_reader(bootstrap: str, topics: Topics) -> Iterator[Callable[[], LagReport]]:
    """Open what reads the lag of the analyser and the sink, as often as it is called.

    Raises UnavailableError when the broker is away, SetupError when the topics are missing.
    """
    wait_for_broker(bootstrap, CONNECT_SECONDS)
    with administration(bootstrap) as admin, closing(_consumer(bootstrap)) as consumer:
        yield lambda: _settled_report(admin, consumer, topics)


def _consumer(bootstrap: str) -> KafkaConsumer:
    return KafkaConsumer(
        kafka_client=OrderlyClient,
        bootstrap_servers=bootstrap.split(","),
        group_id=None,
        enable_auto_commit=False,
        max_partition_fetch_bytes=1,  # the broker still gives one whole batch
    )


def _settled_report(admin: KafkaAdminClient, consumer: KafkaConsumer, topics: Topics) -> LagReport:
    """Read the lag; a broker that just started is given some seconds to find its groups."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while True:
        try:
            return _report(admin, consumer, topics)
        except KafkaError as error:
            if not error.retriable or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_SECONDS)


def _report(admin: KafkaAdminClient, consumer: KafkaConsumer, topics: Topics) -> LagReport:
    reads = {
        topics.analyser_group: (topics.articles,),
        topics.sink_group: (topics.analyses, topics.dead_letters),
    }
    described = _described(admin, list(reads))
    offsets = {group: _offsets(admin, group, read) for group, read in reads.items()}
    next_at = _next_times(consumer, _positions(offsets))
    now = datetime.now(UTC)
    groups = []
    for group in reads:  # the broker answers in an order of its own
        found = described[group]
        owners = owned_places(found)
        places = [TopicPartition(each.topic, each.partition) for each in offsets[group]]
        judged = tuple(
            partition_lag(
                each, next_at.get(place), now, owned=None if owners is None else place in owners
            )
            for each, place in zip(offsets[group], places, strict=True)
        )
        groups.append(GroupLag(group, found["group_state"], len(found["members"]), judged))
    return LagReport(at=now, groups=tuple(groups))


def _described(admin: KafkaAdminClient, groups: list[str]) -> dict[str, dict[str, Any]]:
    """Read states and members; a group that never was is Dead and has none."""
    described: dict[str, dict[str, Any]] = admin.describe_groups(groups)
    for group in described.values():
        if group["error"] and group["group_state"] != "Dead":
            raise CoordinatorNotAvailableError(group["error"])
    return described


def owned_places(group: Mapping[str, Any]) -> set[TopicPartition] | None:
    """Tell which partitions a described group's members read; None while it gives them out.

    A member may own none of a topic that its group has not seen yet, or lost sight of.
    """
    if group["members"] and group["group_state"] != "Stable":
        return None
    return {
        TopicPartition(topic["topic"], number)
        for member in group["members"]
        for topic in member["member_assignment"]["assigned_partitions"]
        for number in topic["partitions"]
    }


def _offsets(admin: KafkaAdminClient, group: str, topics: tuple[Topic, ...]) -> list[Offsets]:
    """Read committed offsets first, so that a busy group never seems further behind than it is."""
    wanted = [TopicPartition(t.name, number) for t in topics for number in range(t.partitions)]
    try:
        committed = committed_offsets(admin, group, wanted)
        start = admin.list_partition_offsets(dict.fromkeys(wanted, OffsetSpec.EARLIEST))
        end = admin.list_partition_offsets(dict.fromkeys(wanted, OffsetSpec.LATEST))
    except (UnavailableError, UnknownTopicOrPartitionError) as error:
        names = ", ".join(topic.name for topic in topics)
        raise SetupError(f"No such topic: {names}. Start the wire or publish first.") from error
    return [
        Offsets(
            topic=place.topic,
            partition=place.partition,
            committed=committed.get(place),
            log_start=start[place].offset,
            end=end[place].offset,
        )
        for place in wanted
    ]


def _positions(offsets: Mapping[str, list[Offsets]]) -> dict[TopicPartition, int]:
    return {
        TopicPartition(each.topic, each.partition): each.position
        for group in offsets.values()
        for each in group
        if each.end > each.position
    }


def _next_times(
    consumer: KafkaConsumer, positions: Mapping[TopicPartition, int]
) -> dict[TopicPartition, datetime]:
    """Read when the message at each position was published; no request gives it without reading.

    A partition that does not answer within READ_SECONDS is left out.
    """
    found: dict[TopicPartition, datetime] = {}
    consumer.assign(list(positions))
    for place, position in positions.items():
        consumer.seek(place, position)
    deadline = time.monotonic() + READ_SECONDS
    while len(found) < len(positions) and time.monotonic() < deadline:
        for place, records in consumer.poll(timeout_ms=POLL_MS, max_records=1).items():
            found[place] = datetime.fromtimestamp(records[0].timestamp / 1000, UTC)
            consumer.pause(place)
    return found
