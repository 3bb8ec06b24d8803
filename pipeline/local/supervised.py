"""A process that is started again whenever it dies, with growing pauses."""

import logging
from pathlib import Path
from typing import Protocol

from pipeline.errors import SetupError
from pipeline.local.endpoints import ProcessState, State
from pipeline.local.logfile import bound
from pipeline.local.restarts import failures_after, restart_pause

logger = logging.getLogger(__name__)


class Service(Protocol):
    """Something that runs as a child process: broker, database or a process of our own."""

    log: Path

    @property
    def running(self) -> bool: ...
    @property
    def pid(self) -> int | None: ...
    @property
    def address(self) -> str | None: ...
    def launch(self) -> None: ...
    def answers(self) -> bool: ...
    def check(self) -> None: ...
    def stop(self) -> None: ...


class Supervised:
    """A service, how often it died, and when it is to be started again."""

    def __init__(self, name: str, service: Service) -> None:
        self.name = name
        self.service = service
        self.answered = False
        self._restarts = 0
        self._failures = 0
        self._launched = 0.0
        self._due: float | None = None  # None: it lives, as far as we know

    @property
    def state(self) -> ProcessState:
        """Tell how it is now."""
        state: State = "restarting" if self._due is not None else "starting"
        return ProcessState(
            name=self.name,
            state="running" if self.answered and self.service.running else state,
            pid=self.service.pid,
            restarts=self._restarts,
            address=self.service.address,
            log=self.service.log,
        )

    def launch(self, now: float) -> None:
        """Start it for the first time; raises SetupError when it can never start.

        `now` is in seconds of a clock that never goes back, here and below.
        """
        bound(self.service.log)
        self._launched = now
        self.service.launch()

    def tend(self, now: float) -> None:
        """Look after it once: note that it answers, note that it died, or start it again."""
        if self._due is not None:
            if now >= self._due:
                self._start_again(now)
        elif not self.service.running:
            self._note_death(now)
        elif not self.answered:
            self.answered = self.service.answers()

    def _note_death(self, now: float) -> None:
        uptime = now - self._launched
        self._failures = failures_after(self._failures, uptime)
        pause = restart_pause(self._failures)
        self._due = now + pause
        self.answered = False
        logger.warning(
            "A process died; it will be started again",
            extra={"service": self.name, "uptime": round(uptime, 1), "pause": pause},
        )

    def _start_again(self, now: float) -> None:
        self._due = None
        self._restarts += 1
        try:
            self.launch(now)
        except SetupError as error:  # its port was taken meanwhile, say
            logger.warning("A process cannot start: %s", error, extra={"service": self.name})
