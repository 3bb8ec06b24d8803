"""Where each assigned partition continues: nothing is read before the database has said so."""

import logging
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from kafka import ConsumerRebalanceListener, KafkaConsumer, TopicPartition
from kafka.errors import KafkaError
from kafka.structs import OffsetAndMetadata
from sqlalchemy import Engine

from consumers.sink.offsets import Progress, stored_offsets
from pipeline.broker import administration, topic_ids
from pipeline.database import connection_to
from pipeline.errors import SetupError, UnavailableError

REQUEST_MS = 10_000
# Kafka's own commit only feeds the lag report; a broker that is slow to take it is not waited for.
COMMIT_MS = 3_000
LOOK_SECONDS = 5.0  # between two looks whether the topics are still the same; 6 ms each

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Position:
    """What the database awaits next of a partition; None: it has not seen the partition."""

    topic_id: UUID
    expected: int | None


class Positions(ConsumerRebalanceListener):  # type: ignore[misc]  # kafka-python is untyped
    """Holds every newly assigned partition until `settle` has sought the database's offset."""

    def __init__(self, consumer: KafkaConsumer, bootstrap: str, engine: Engine) -> None:
        self._consumer = consumer
        self._bootstrap = bootstrap
        self._engine = engine
        self._known: dict[TopicPartition, Position] = {}
        self._untold: dict[TopicPartition, int] = {}
        self._looked_at = time.monotonic()

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:
        """Forget what others may move from now on; the join that begins is seen through."""
        for partition in revoked:
            self._forget(partition)
        # Else kafka-python forgets a join that outlasts its poll. There is no public way.
        self._consumer._coordinator.request_rejoin()

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:
        """Hold them: this runs on Kafka's thread and may not wait for the database."""
        self._hold(assigned)

    def hold_all(self) -> None:
        """Read nothing more until `settle`; polling goes on, so the group keeps its member."""
        self._hold(self._consumer.assignment())

    def notice_new_topics(self) -> None:
        """Hold the partitions of a topic made anew, where our positions mean nothing any more.

        It looks every few seconds. Raises UnavailableError when the broker or the topic is away.
        """
        if time.monotonic() - self._looked_at < LOOK_SECONDS or not self._known:
            return
        self._looked_at = time.monotonic()
        known = dict(self._known)
        with administration(self._bootstrap) as admin:
            ids = topic_ids(admin, {p.topic for p in known})
        remade = [p for p, position in known.items() if position.topic_id != ids[p.topic]]
        if remade:
            logger.warning(
                "A topic was made anew", extra={"topics": sorted({p.topic for p in remade})}
            )
            self._hold(self._consumer.assignment().intersection(remade))

    def settle(self) -> None:
        """Let held partitions continue from where the database is.

        Raises UnavailableError when broker or database is away, and SetupError when the
        database is ahead of the log.
        """
        held = self._consumer.assignment() - self._known.keys()
        if not held:
            return
        with administration(self._bootstrap) as admin:
            ids = topic_ids(admin, {p.topic for p in held})
        with connection_to(self._engine) as connection:
            stored = stored_offsets(connection, ids.values())
        try:
            firsts = self._consumer.beginning_offsets(held, timeout_ms=REQUEST_MS)
            ends = self._consumer.end_offsets(held, timeout_ms=REQUEST_MS)
        except KafkaError as error:
            raise UnavailableError(f"The broker does not tell its offsets: {error}") from error
        for partition in held:
            topic_id = ids[partition.topic]
            expected = stored.get((topic_id, partition.partition))
            start = start_of(partition, expected, first=firsts[partition], end=ends[partition])
            self._known[partition] = Position(topic_id, expected)
            self._consumer.seek(partition, start)
            self._consumer.resume(partition)
            if expected is not None:
                self._untold[partition] = expected
        self.tell_kafka()

    def progress(self, ends: Mapping[TopicPartition, int]) -> list[Progress]:
        """Say how far a batch that ends before `ends` brings the database."""
        return [
            Progress(known.topic_id, p.topic, p.partition, known.expected, following)
            for p, following in ends.items()
            if (known := self._known[p])
        ]

    def stored(self, ends: Mapping[TopicPartition, int]) -> None:
        """Go on from `ends`, which the database holds now, and tell Kafka."""
        for partition, following in ends.items():
            self._known[partition] = Position(self._known[partition].topic_id, following)
            self._untold[partition] = following
        self.tell_kafka()

    def knows(self, partition: TopicPartition) -> bool:
        """Say whether records of a partition may be stored now."""
        return partition in self._known

    def tell_kafka(self) -> None:
        """Tell Kafka how far the database is; what it does not take is kept for the next time."""
        ends = self._untold.copy()
        if not ends:
            return
        try:
            self._consumer.commit(
                {p: OffsetAndMetadata(following, "", -1) for p, following in ends.items()},
                timeout_ms=COMMIT_MS,
            )
        except KafkaError as error:
            reason = type(error).__name__
            logger.warning("Kafka did not take the offsets", extra={"reason": reason})
        else:
            self._untold.clear()

    def _hold(self, partitions: Iterable[TopicPartition]) -> None:
        for partition in partitions:
            self._forget(partition)
            self._consumer.pause(partition)
            # Any position does: without one, Kafka's committed offset would be asked for.
            self._consumer.seek(partition, 0)

    def _forget(self, partition: TopicPartition) -> None:
        self._known.pop(partition, None)
        self._untold.pop(partition, None)


def start_of(partition: TopicPartition, expected: int | None, *, first: int, end: int) -> int:
    """Give the offset to read first, of a log that has those from `first` up to `end`.

    Raises SetupError when the database is ahead of the log; records that the log has lost
    already are an alarm, and reading goes on after them.
    """
    place = {"topic": partition.topic, "partition": partition.partition}
    if expected is None:
        return first
    if expected > end:
        raise SetupError(
            f"The database awaits offset {expected} of {partition.topic} {partition.partition}, "
            f"but the log ends at {end}: the broker has lost records.\n"
            "To read again what the log has (rows that stand stay as they are), run this SQL:\n"
            f"DELETE FROM sink_offset WHERE topic = '{partition.topic}';"
        )
    if expected < first:
        lost = {**place, "awaited": expected, "first": first}
        logger.error("Kafka deleted records before they were stored", extra=lost)
    return max(expected, first)
