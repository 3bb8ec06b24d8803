"""One of stancewire's own processes, as a child."""

import sys
import time
from pathlib import Path

from pipeline.errors import SetupError
from pipeline.health import seconds_since_beat
from pipeline.local.children import Child, spawn
from pipeline.settings import Settings

SETUP_ERROR_CODE = 2  # what `stancewire` exits with when it could not run
ERROR_PREFIX = "stancewire: "


class Worker(Child):
    """`stancewire run NAME` with the given settings."""

    def __init__(self, name: str, log: Path, settings: Settings, address: str | None) -> None:
        super().__init__(name, log)
        self._settings = settings
        self._address = address
        self._launched = 0.0
        self._log_start = 0

    @property
    def address(self) -> str | None:
        """Tell where it listens; None: on no port."""
        return self._address

    def launch(self) -> None:
        """Start the process."""
        self._log_start = self.log.stat().st_size if self.log.exists() else 0
        self._launched = time.monotonic()
        self._process = spawn(
            [sys.executable, "-m", "pipeline.cli", "run", self.name],
            log=self.log,
            environment=self._settings.to_environment(),
        )

    def answers(self) -> bool:
        """Say whether it has said that it is well since its launch."""
        beat = seconds_since_beat(self._settings.home, self.name)
        return self.running and beat is not None and beat < time.monotonic() - self._launched

    def check(self) -> None:
        """Raise SetupError with its own sentence when it ended for a fault of the set-up."""
        if self._process is not None and self._process.poll() == SETUP_ERROR_CODE:
            raise SetupError(self._last_sentence())

    def _last_sentence(self) -> str:
        with self.log.open("rb") as file:
            file.seek(self._log_start)
            said = file.read().decode(errors="replace").rpartition(ERROR_PREFIX)[2].strip()
        return f"The {self.name} cannot start: {said}\nLog: {self.log}"
