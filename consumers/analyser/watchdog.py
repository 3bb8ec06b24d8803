"""Watches for the slow death: a consumer that stops consuming and raises nothing."""

import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kafka import TopicPartition
from kafka.admin import OffsetSpec

from pipeline.broker import administration
from pipeline.errors import UnavailableError
from pipeline.health import BEAT_SECONDS, beat

EXIT_STALLED = 70  # EX_SOFTWARE of sysexits.h

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """Where a group stands in the partitions that are watched, at one moment."""

    at: float  # seconds of a clock that never goes back
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
    """Ends the process when its group stalls, and says that it is well while it does not.

    It is a thread of its own, for the event loop may be what died, and ends the process without
    asking anybody: what was not acknowledged comes again.
    """

    def __init__(
        self, read: Callable[[], Reading], *, patience: float, home: Path, name: str
    ) -> None:
        super().__init__(name="watchdog", daemon=True)
        self._read = read
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
            if progress is not None and progress.seconds_stalled() > self._patience:
                self._end(progress)
            beat(self._home, self._name)
            time.sleep(min(BEAT_SECONDS, self._patience))

    def _end(self, progress: Progress) -> None:
        logger.critical(
            "No article was acknowledged although some wait: ending, to be started again",
            extra={"lag": progress.reading.lag, "seconds": round(progress.seconds_stalled())},
        )
        os._exit(EXIT_STALLED)


def reading_of(bootstrap: str, group: str, topic: str, partitions: set[int]) -> Reading:
    """Read a group's offsets from the broker; raises UnavailableError when it is away."""
    places = [TopicPartition(topic, number) for number in sorted(partitions)]
    with administration(bootstrap) as admin:
        committed = admin.list_group_offsets({group: places})[group]
        starts = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.EARLIEST))
        ends = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
    return Reading(
        at=time.monotonic(),
        # -1: nothing committed yet; below the start: retention took what was not answered
        committed={p.partition: max(committed[p].offset, starts[p].offset) for p in places},
        ends={p.partition: ends[p].offset for p in places},
    )
