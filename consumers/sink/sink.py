"""Edge: takes analyses and dead letters from Kafka and stores them, each exactly once."""

import logging
import time
from collections.abc import Sequence
from threading import Event

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import (
    KafkaConnectionError,
    KafkaError,
    MessageSizeTooLargeError,
    OffsetOutOfRangeError,
)
from sqlalchemy import Engine

from consumers.sink import metrics
from consumers.sink.arrivals import Arrival, arrival, queued
from consumers.sink.offsets import FencedError
from consumers.sink.positions import Positions
from consumers.sink.store import Batch, store_batch
from consumers.stopping import stop_on_signals
from pipeline.broker import OrderlyClient, ensure_topics, wait_for_broker
from pipeline.database import (
    check_schema,
    connection_to,
    engine_of,
    wait_for_database,
)
from pipeline.errors import ArticleRefusedError, SetupError, UnavailableError
from pipeline.health import BEAT_SECONDS, beat
from pipeline.metrics import serve_metrics
from pipeline.settings import Settings
from schemas.contracts import AnalysedArticle, DeadLetter, Retraction
from schemas.topics import MESSAGE_BYTES, Topics, topics_of

NAME = "sink"
BATCH_RECORDS = 200  # 0.5 s to store on a busy core, for articles of 5,000 characters
POLL_MS = 500  # also how long SIGTERM may go unnoticed
# Waiting 50 ms for company and not 250, a row is there 0.1 s sooner, and at 25 articles a second an
# article takes 6.1 ms of the sink's processor, not 4.9. What waits already comes together anyway.
FETCH_BYTES = 1024 * 1024
FETCH_MS = 50
SESSION_MS = 6_000  # a killed sink is replaced within this; the least that brokers allow
HEARTBEAT_MS = 2_000
METADATA_MS = 5_000  # a topic deleted and made anew is joined again within this; else after 5 min
POLL_INTERVAL_MS = 60_000  # longer than any statement may take, else the member leaves
STATEMENT_MS = 30_000
LOCK_MS = 10_000
IDLE_MS = 10_000  # a sink that stands still in mid-transaction holds up its successor so long
DELIVERY_SECONDS = 30
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 10.0
REFUSED_IN_A_ROW = 50  # so many at once are no accident of the messages: then the fault is ours

logger = logging.getLogger(__name__)


def run_sink(settings: Settings) -> None:
    """Store what arrives until SIGTERM or SIGINT; waits for broker and database at start.

    Raises SetupError when the tables or topics do not fit, or when nothing can be stored.
    """
    assert settings.kafka is not None and settings.database_url is not None  # noqa: S101, PT018
    serve_metrics(settings, NAME)
    wait_for_broker(settings.kafka, None)
    wait_for_database(settings.database_url, None)
    topics = topics_of(settings.namespace)
    ensure_topics(settings.kafka, topics)
    engine = engine_of(
        settings.database_url,
        statement_timeout=str(STATEMENT_MS),
        lock_timeout=str(LOCK_MS),
        idle_in_transaction_session_timeout=str(IDLE_MS),
    )
    check_schema(engine)
    sink = Sink(settings, topics, engine)
    stop = Event()
    stop_on_signals(stop)
    try:
        sink.run(stop)
    finally:
        sink.close()


class Sink:
    """Polls, stores a batch with its offsets in one transaction, then tells Kafka."""

    def __init__(self, settings: Settings, topics: Topics, engine: Engine) -> None:
        self._home = settings.home
        self._topics = topics
        self._engine = engine
        assert settings.kafka is not None  # noqa: S101  # resolved by the entry point
        servers = settings.kafka.split(",")
        self._producer = _producer(servers)
        self._consumer = _consumer(servers, topics)
        self._positions = Positions(self._consumer, settings.kafka, engine)
        names = [topics.analyses.name, topics.dead_letters.name]
        for name in names:  # a member that leads its group gives out only what it knows of
            self._consumer.partitions_for_topic(name)
        self._consumer.subscribe(names, listener=self._positions)
        self._refused = 0
        self._pause = FIRST_PAUSE_SECONDS
        self._beaten_at = 0.0

    def run(self, stop: Event) -> None:
        """Store until `stop` is set; what is away is waited for, and nothing is skipped."""
        while not stop.is_set():
            self._beat()
            try:
                self._step()
            except FencedError as error:
                logger.warning("Fenced; reading the offsets anew", extra={"reason": str(error)})
                self._rest(stop)
            except OffsetOutOfRangeError:
                logger.warning("Kafka has deleted what comes next; reading the offsets anew")
                self._rest(stop)
            except UnavailableError as error:
                logger.warning("Waiting", extra={"reason": str(error), "seconds": self._pause})
                self._rest(stop)

    def close(self) -> None:
        """Leave the group, so that others take over at once."""
        self._consumer.close(autocommit=False, timeout_ms=POLL_MS)
        self._producer.close(timeout=1)
        self._engine.dispose()

    def _step(self) -> None:
        self._positions.notice_new_topics()
        self._positions.settle()
        polled = self._polled(POLL_MS)
        arrivals = [
            arrival(record, self._contract(partition.topic))
            for partition, records in polled.items()
            if self._positions.knows(partition)
            for record in records
        ]
        if arrivals:
            self._store(arrivals)
        else:
            self._positions.tell_kafka()
        self._pause = FIRST_PAUSE_SECONDS

    def _rest(self, stop: Event) -> None:
        """Pause, longer each time, with every partition held but the membership kept."""
        self._positions.hold_all()
        until = time.monotonic() + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)
        while not stop.is_set() and (left := until - time.monotonic()) > 0:
            try:
                self._polled(int(min(1000 * left + 1, POLL_MS)))
            except UnavailableError:
                stop.wait(min(left, 1.0))  # it failed at once
            self._beat()

    def _polled(self, timeout_ms: int) -> dict[TopicPartition, list[ConsumerRecord]]:
        """Take what is there; raises UnavailableError when the broker breaks off."""
        try:
            taken: dict[TopicPartition, list[ConsumerRecord]] = self._consumer.poll(
                timeout_ms=timeout_ms, max_records=BATCH_RECORDS
            )
        except KafkaConnectionError as error:
            raise UnavailableError(f"The broker broke off: {error}") from error
        return taken

    def _store(self, arrivals: Sequence[Arrival]) -> None:
        """Store all at once, or one by one when the database refuses something among them."""
        started = time.perf_counter()
        try:
            new = self._write(arrivals)
        except ArticleRefusedError:
            new = sum(self._write_alone(one) for one in arrivals)
        seconds = round(time.perf_counter() - started, 3)
        metrics.RECORDS.inc(len(arrivals))
        metrics.REVISIONS.inc(new)
        metrics.SECONDS.observe(seconds)
        extra = {"records": len(arrivals), "new_revisions": new, "seconds": seconds}
        logger.info("Stored a batch", extra=extra)

    def _write_alone(self, one: Arrival) -> int:
        try:
            return self._write([one])
        except ArticleRefusedError as error:
            return self._write([one.refused(str(error))])

    def _write(self, arrivals: Sequence[Arrival]) -> int:
        """Store arrivals and their offsets; what is rejected is delivered as a letter before."""
        letters = [one.content for one in arrivals if isinstance(one.content, DeadLetter)]
        for one in arrivals:
            if (letter := one.letter) is not None and not self._delivered(one, letter):
                letters.append(letter)
        ends = {TopicPartition(one.topic, one.partition): one.offset + 1 for one in arrivals}
        analyses = [one.content for one in arrivals if isinstance(one.content, AnalysedArticle)]
        retractions = [one.content for one in arrivals if isinstance(one.content, Retraction)]
        with connection_to(self._engine) as connection:
            progress = self._positions.progress(ends)
            batch = Batch(progress, analyses, letters, retractions, queued(arrivals))
            new = store_batch(connection, batch)
        self._positions.stored(ends)
        self._count_refusals(arrivals)
        return new

    def _delivered(self, one: Arrival, letter: DeadLetter) -> bool:
        """Send a dead letter and wait until Kafka has it; False: it must be stored right here.

        That is so for a dead letter's own dead letter, which would come back for ever, and for
        one that exceeds what the topic takes.
        """
        place = {"topic": one.topic, "partition": one.partition, "offset": one.offset}
        logger.warning("Rejected a record", extra={**place, "outcome": letter.kind})
        metrics.REJECTED.labels(letter.kind).inc()
        if one.topic == self._topics.dead_letters.name:
            return False
        try:
            self._producer.send(
                self._topics.dead_letters.name,
                key=one.key,
                value=letter.model_dump_json().encode(),
                partition=one.partition,
            ).get(timeout=DELIVERY_SECONDS)
        except MessageSizeTooLargeError:
            return False
        except KafkaError as error:
            raise UnavailableError(f"A dead letter could not be delivered: {error}") from error
        return True

    def _count_refusals(self, arrivals: Sequence[Arrival]) -> None:
        for one in arrivals:
            self._refused = 0 if one.letter is None else self._refused + 1
            if self._refused >= REFUSED_IN_A_ROW:
                raise SetupError(
                    f"{self._refused} records in a row could not be stored, the last one because "
                    f"of {one.letter and one.letter.reason!r}.\nThey are dead letters now. Mend "
                    "the cause, start the sink and run `stancewire dead-letters replay --all`."
                )

    def _contract(self, topic: str) -> type[AnalysedArticle] | type[DeadLetter]:
        return DeadLetter if topic == self._topics.dead_letters.name else AnalysedArticle

    def _beat(self) -> None:
        if time.monotonic() - self._beaten_at >= BEAT_SECONDS:
            beat(self._home, NAME)
            self._beaten_at = time.monotonic()


def _consumer(servers: list[str], topics: Topics) -> KafkaConsumer:
    return KafkaConsumer(
        kafka_client=OrderlyClient,
        bootstrap_servers=servers,
        group_id=topics.sink_group,
        client_id="stancewire-sink",
        enable_auto_commit=False,
        auto_offset_reset="none",  # the database says where to start, nothing else
        allow_auto_create_topics=False,
        session_timeout_ms=SESSION_MS,
        heartbeat_interval_ms=HEARTBEAT_MS,
        max_poll_interval_ms=POLL_INTERVAL_MS,
        max_partition_fetch_bytes=MESSAGE_BYTES,
        fetch_min_bytes=FETCH_BYTES,
        fetch_max_wait_ms=FETCH_MS,
        metadata_max_age_ms=METADATA_MS,
    )


def _producer(servers: list[str]) -> KafkaProducer:
    return KafkaProducer(
        bootstrap_servers=servers,
        client_id="stancewire-sink",
        acks="all",
        max_request_size=MESSAGE_BYTES,
    )
