"""Watches for the slow death: a consumer that stops consuming and raises nothing."""

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from kafka import TopicPartition
from kafka.admin import OffsetSpec

from pipeline.broker import administration, committed_offsets, topic_ids
from pipeline.errors import UnavailableError
from pipeline.health import BEAT_SECONDS, beat

EXIT_STALLED = 70  # EX_SOFTWARE of sysexits.h

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """Where a group stands in the partitions that are watched, at one moment."""

    at: float  # seconds of a clock that never goes back
    topic_id: UUID  # made anew, a topic has another
    committed: Mapping[int, int]  # partition -> next offset to be answered
    ends: Mapping[int, int]

    @property
    def lag(self) -> int:
        """How many messages wait to be answered."""
        return sum(max(0, end - self.committed[p]) for p, end in self.ends.items())


@dataclass(frozen=True)
class Progress:
    """The last reading, and since when the group has not moved."""

    reading: Reading
    since: float

    def seconds_stalled(self) -> float:
        """For how long nothing has moved although messages wait."""
        return self.reading.at - self.since


def progress_after(before: Progress | None, reading: Reading) -> Progress:
    """Judge a reading: any commit, any change of partitions and having no lag are progress."""
    if before is None or reading.lag == 0 or reading.committed != before.reading.committed:
        return Progress(reading, since=reading.at)
    return Progress(reading, since=before.since)


class Watchdog(threading.Thread):
    """Ends the process when its group stalls or its topic is made anew; else says it is well.

    It is a thread of its own, for the event loop may be what died, and ends the process without
    asking anybody: what was not acknowledged comes again.
    """

    def __init__(
        self,
        read: Callable[[], Reading],
        *,
        topic_id: UUID,
        patience: float,
        home: Path,
        name: str,
    ) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._read = read
        self._topic_id = topic_id
        self._patience = patience
        self._home = home
        self._name = name

    def run(self) -> None:
        """Look every few seconds, for ever; never leave the process without a watchdog."""
        try:
            self._watch()
        except Exception:
            logger.exception("The watchdog failed: ending, to be started again")
            os._exit(1)

    def _watch(self) -> None:
        progress: Progress | None = None
        while True:
            try:
                progress = progress_after(progress, self._read())
            except UnavailableError:
                progress = None  # with the broker away nothing can move, which is no stall
            if progress is not None:
                self._judge(progress)
            beat(self._home, self._name)
            time.sleep(min(BEAT_SECONDS, self._patience))

    def _judge(self, progress: Progress) -> None:
        """End the process when it stalls, or when what Faust knows is of a topic that is gone."""
        if progress.reading.topic_id != self._topic_id:
            logger.critical("The topic was made anew: ending, to be started again")
            os._exit(EXIT_STALLED)
        if (seconds := progress.seconds_stalled()) > self._patience:
            logger.critical(
                "No article was acknowledged although some wait: ending, to be started again",
                extra={"lag": progress.reading.lag, "seconds": round(seconds)},
            )
            os._exit(EXIT_STALLED)


def reading_of(bootstrap: str, group: str, topic: str, partitions: set[int]) -> Reading:
    """Read a group's offsets from the broker; raises UnavailableError when it is away."""
    places = [TopicPartition(topic, number) for number in sorted(partitions)]
    with administration(bootstrap) as admin:
        topic_id = topic_ids(admin, [topic])[topic]
        committed = committed_offsets(admin, group, places)
        starts = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.EARLIEST))
        ends = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
    return Reading(
        at=time.monotonic(),
        topic_id=topic_id,
        # below the start: retention took what was not answered
        committed={p.partition: max(committed.get(p, 0), starts[p].offset) for p in places},
        ends={p.partition: ends[p].offset for p in places},
    )
