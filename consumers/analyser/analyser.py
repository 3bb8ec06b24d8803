"""The analyser: a Faust app that answers every fetched article and loses none.

The shape is narrow on purpose: other uses of Faust acknowledge what was not answered.
"""

import asyncio
import logging
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Awaitable
from typing import Any
from uuid import UUID

import faust

from consumers.analyser.answers import Analysis, Answer, within_limit
from consumers.analyser.metrics import count
from consumers.analyser.offsets import OneTopicTransport
from consumers.analyser.watchdog import Reading, Watchdog, reading_of
from consumers.dead_letters import rejection
from pipeline.broker import administration, ensure_topics, topic_ids, wait_for_broker
from pipeline.errors import SetupError
from pipeline.metrics import serve_metrics
from pipeline.pool.child import Task
from pipeline.pool.pool import Pool, seconds_allowed
from pipeline.rejection import Rejection
from pipeline.settings import Settings
from schemas.topics import QUEUED_AT, Topics, topics_of
from schemas.vocabulary import RejectionKind

NAME = "analyser"
SOLVER = "consumers.analyser.solver:answer"  # what the processes do
BUFFERED = 64  # Faust's own 4,096 outlast the group's patience and cost the membership
# With these a killed analyser's partitions are taken over within 6 s and little is repeated:
# 3,000 messages through 5 SIGKILLs in 36 s, 0 lost, 222 repeated.
SESSION_SECONDS = 6
HEARTBEAT_SECONDS = 2
# While partitions are given anew, the group waits for a member's article in work; one that
# takes longer than the group waits is begun again by the next member, and again, for ever.
REBALANCE_SECONDS = 20  # beside the time that one article may take
REQUEST_SECONDS = 10
# A topic that a broker does not show for a moment leaves the group without partitions until its
# metadata are read anew: by Faust's own setting after five minutes.
METADATA_SECONDS = 5
COMMIT_SECONDS = 0.3
LOG_SECONDS = 1.0  # between two lines on what was answered, while there is something to answer
# Whoever supervises kills after 10 s; before that we leave by ourselves, as if killed.
STOP_SECONDS = 8.0
FRAME_BYTES = 64 * 1024  # what the record around an answer may take: its key is an id
# An honest article fails once in many thousands; ten in a row mean that the analysis is broken.
FAULTS_IN_A_ROW = 10
FAULTS = {RejectionKind.ANALYSIS_FAILED, RejectionKind.WORKER_DIED, RejectionKind.TIMED_OUT}

logger = logging.getLogger(__name__)


class Analyser:
    """The Faust app, its pool of processes and what connects them."""

    def __init__(self, settings: Settings) -> None:
        if settings.kafka is None:
            raise SetupError("No broker is named: set STANCEWIRE_KAFKA or run `stancewire up`.")
        self._settings = settings
        self._bootstrap = settings.kafka
        self._topics = topics_of(settings.namespace)
        self._limit = self._topics.analyses.message_bytes - FRAME_BYTES
        self._pool = Pool[Analysis](
            Task(SOLVER, settings.model, blis=settings.blis),
            workers=settings.workers,
            seconds=settings.article_seconds,
        )
        self._faults = 0
        self._in_work = 0  # articles that were taken and not yet answered
        self._outcomes: Counter[str] = Counter()  # of the answers since the last log line
        self._logged_at = 0.0
        self._ours: set[int] = set()  # the partitions that the group gave us
        self.app = _faust_app(settings, self._bootstrap, self._topics)
        articles = self.app.topic(
            self._topics.articles.name, key_serializer="raw", value_serializer="raw"
        )
        self.app.agent(articles, name="answer_articles", concurrency=1)(self._answer_articles)
        self.app.on_partitions_assigned.connect(self._note_partitions)

    def run(self) -> None:
        """Answer articles until SIGTERM or SIGINT, then raise SystemExit(0).

        Raises SetupError when the model or a topic is not as it must be. Anything unforeseen is
        a SystemExit with another code: whoever supervises starts the process again.
        """
        serve_metrics(self._settings, NAME)
        wait_for_broker(self._bootstrap, seconds=None)
        ensure_topics(self._bootstrap, self._topics)
        topic_id = self._articles_id()
        self.app.transport = OneTopicTransport(self.app, topic_id)
        try:
            self._pool.start()
            logger.info("The processes have their model", extra={"model": self._settings.model})
            self._watchdog(topic_id).start()
            loop = asyncio.new_event_loop()
            asyncio.set_event_loop(loop)
            worker = _Worker(
                self.app, loop=loop, quiet=True, override_logging=False, redirect_stdouts=False
            )
            worker.spinner = None
            worker.execute_from_commandline()
        finally:
            self._pool.stop()

    def _articles_id(self) -> UUID:
        name = self._topics.articles.name
        with administration(self._bootstrap) as admin:
            return topic_ids(admin, [name])[name]

    def _watchdog(self, topic_id: UUID) -> Watchdog:
        return Watchdog(
            self._reading,
            topic_id=topic_id,
            patience=self._settings.stall_seconds + seconds_allowed(self._settings.article_seconds),
            home=self._settings.home,
            name=NAME,
        )

    def _reading(self) -> Reading:
        """Read the offsets of our partitions, or while we have none, of all."""
        return reading_of(
            self._bootstrap,
            self._topics.analyser_group,
            self._topics.articles.name,
            self._ours or set(range(self._topics.articles.partitions)),
        )

    async def _note_partitions(self, _app: object, /, *assigned: set[Any], **_: object) -> None:
        self._ours = {place.partition for places in assigned for place in places}
        logger.info("Partitions were assigned", extra={"partitions": sorted(self._ours)})

    async def _answer_articles(self, stream: Any) -> None:  # noqa: ANN401  # Faust's seam
        """Answer every article by one analysis or one dead letter.

        So many are in work at once that no process waits; a slow one holds up its partition alone.
        Whatever is raised here ends the process, with nothing acknowledged that has no answer.
        """
        stream.enable_acks = False  # Faust would acknowledge an article when the next is taken
        room = asyncio.Semaphore(self._settings.batch)
        last: dict[int, asyncio.Task[None]] = {}
        async with asyncio.TaskGroup() as deliveries:
            async for event in stream.events():
                await room.acquire()
                self._in_work += 1
                partition = event.message.partition
                turn = self._deliver_behind(last.get(partition), event, self.begin(event))
                last[partition] = deliveries.create_task(turn)
                last[partition].add_done_callback(lambda _: room.release())

    def begin(self, event: Any) -> Awaitable[Answer]:  # noqa: ANN401  # Faust's seam
        """Promise the answer to an article; the processes take them in the order of asking."""
        return asyncio.wrap_future(self._pool.answer(event.message.value or b""))

    async def _deliver_behind(
        self,
        before: asyncio.Task[None] | None,
        event: Any,  # noqa: ANN401  # Faust's seam
        promised: Awaitable[Answer],
    ) -> None:
        """Deliver an answer and acknowledge its article, when that is done for the one before."""
        if before is not None:
            await before
        answer = within_limit(await promised, self._limit)
        self._stop_if_at_fault(answer)
        await self._deliver(event.message, answer)
        self.acknowledge(event)
        self._note(answer)

    def _note(self, answer: Answer) -> None:
        """Count an answer that was delivered, and log what was: every second, and at the last."""
        count(answer)
        self._in_work -= 1
        self._outcomes[_outcome(answer)] += 1
        if self._in_work == 0 or time.monotonic() - self._logged_at >= LOG_SECONDS:
            logger.info("Answered articles", extra={**self._outcomes, "in_work": self._in_work})
            self._outcomes.clear()
            self._logged_at = time.monotonic()

    def acknowledge(self, event: Any) -> None:  # noqa: ANN401  # Faust's seam
        """Let the article's offset be committed, unless its partition was taken away meanwhile."""
        if event.message.generation_id == self.app.consumer_generation_id:
            event.ack()

    async def _deliver(self, message: Any, answer: Answer) -> None:  # noqa: ANN401
        """Return when the brokers have the answer, in the same partition as the article."""
        if isinstance(answer, Analysis):
            topic, key, body = self._topics.analyses, answer.article_id.encode(), answer.body
        else:
            topic, key, body = self._topics.dead_letters, message.key, _letter(message, answer)
        delivered = await self.app.producer.send(
            topic.name,
            key,
            body,
            message.partition,
            timestamp=None,
            headers={QUEUED_AT: b"%d" % (1000 * message.timestamp)},
        )
        await delivered

    def _stop_if_at_fault(self, answer: Answer) -> None:
        self._faults = faults_after(self._faults, answer)
        if self._faults >= FAULTS_IN_A_ROW:
            raise SetupError(
                f"The analysis failed on {FAULTS_IN_A_ROW} articles in a row, so it is at fault, "
                "not they. Their reasons: `stancewire dead-letters list`."
            )


def faults_after(before: int, answer: Answer) -> int:
    """Count the articles in a row on which the analysis failed; a bad message is not its fault."""
    if isinstance(answer, Analysis):
        return 0
    return before + 1 if answer.kind in FAULTS else before


def run_analyser(settings: Settings) -> None:
    """Answer articles until SIGTERM or SIGINT; see `Analyser.run` for how it ends."""
    Analyser(settings).run()


def _letter(message: Any, why: Rejection) -> bytes:  # noqa: ANN401  # Faust's seam
    place = (message.topic, message.partition, message.offset)
    logger.warning(
        "Rejected an article",
        extra={"partition": message.partition, "offset": message.offset, "kind": str(why.kind)},
    )
    return rejection(place, message.key, message.value, why, by=NAME).model_dump_json().encode()


def _outcome(answer: Answer) -> str:
    return "analysed" if isinstance(answer, Analysis) else "rejected"


def _faust_app(settings: Settings, bootstrap: str, topics: Topics) -> faust.App:
    datadir = settings.home / "faust"  # stays empty: there are no tables
    datadir.mkdir(parents=True, exist_ok=True)
    largest = max(topic.message_bytes for topic in topics.all)
    rebalance = REBALANCE_SECONDS + seconds_allowed(settings.article_seconds)
    return faust.App(
        topics.analyser_group,
        broker=[f"kafka://{server}" for server in bootstrap.split(",")],
        datadir=str(datadir).replace("{", "{{").replace("}", "}}"),  # Faust formats it
        web_enabled=False,
        topic_disable_leader=True,
        topic_allow_declare=False,
        # one failing agent ends the process; Faust's other supervisors lose its batch
        agent_supervisor="mode.CrashingSupervisor",
        stream_wait_empty=True,
        stream_buffer_maxsize=BUFFERED,
        broker_session_timeout=SESSION_SECONDS,
        broker_heartbeat_interval=HEARTBEAT_SECONDS,
        broker_rebalance_timeout=rebalance,
        broker_request_timeout=REQUEST_SECONDS + rebalance,  # joining may take the whole of it
        broker_commit_interval=COMMIT_SECONDS,
        consumer_auto_offset_reset="earliest",  # said here, for Faust would ask the environment
        consumer_metadata_max_age_ms=METADATA_SECONDS * 1000,
        producer_acks=-1,
        producer_max_request_size=largest,
    )


class _Worker(faust.Worker):
    """Faust's worker, which leaves within STOP_SECONDS of a signal whatever it waits for."""

    def _schedule_shutdown(self, received: signal.Signals) -> None:
        deadline = threading.Timer(STOP_SECONDS, _leave)
        deadline.daemon = True
        deadline.start()
        super()._schedule_shutdown(received)


def _leave() -> None:
    logger.warning("Stopping took too long: leaving as if killed; nothing is lost by it")
    os._exit(0)
