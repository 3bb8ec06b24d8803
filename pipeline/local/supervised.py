"""A process that is started again whenever it dies, with growing pauses."""

import logging

from pipeline.errors import SetupError
from pipeline.local.children import Child
from pipeline.local.endpoints import ProcessState, State
from pipeline.local.logfile import bound
from pipeline.local.restarts import failures_after, restart_pause

logger = logging.getLogger(__name__)


class Supervised:
    """A child process, how often it died, and when it is to be started again."""

    def __init__(self, child: Child) -> None:
        self.child = child
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
            name=self.child.name,
            state="running" if self.answered and self.child.running else state,
            pid=self.child.pid,
            restarts=self._restarts,
            address=self.child.address,
            log=self.child.log,
        )

    def launch(self, now: float) -> None:
        """Start it for the first time; raises SetupError when it can never start.

        `now` is in seconds of a clock that never goes back, here and below.
        """
        bound(self.child.log)
        self._launched = now
        self.child.launch()

    def tend(self, now: float) -> None:
        """Look after it once: note that it answers, note that it died, or start it again."""
        if self._due is not None:
            if now >= self._due:
                self._start_again(now)
        elif not self.child.running:
            self._note_death(now)
        elif not self.answered:
            self.answered = self.child.answers()

    def _note_death(self, now: float) -> None:
        uptime = now - self._launched
        self._failures = failures_after(self._failures, uptime)
        pause = restart_pause(self._failures)
        self._due = now + pause
        self.answered = False
        logger.warning(
            "A process died; it will be started again",
            extra={"service": self.child.name, "uptime": round(uptime, 1), "pause": pause},
        )

    def _start_again(self, now: float) -> None:
        self._due = None
        self._restarts += 1
        try:
            self.launch(now)
        except SetupError as error:  # its port was taken meanwhile, say
            logger.warning("A process cannot start: %s", error, extra={"service": self.child.name})
