"""Edge: a process says that it is well by touching a file, and others look how long ago."""

import time
from pathlib import Path

BEAT_SECONDS = 5.0
# Three beats may be missed on a loaded machine before a process counts as unwell.
FRESH_SECONDS = 4 * BEAT_SECONDS


def beat(home: Path, name: str) -> None:
    """Say that the process `name` is well now."""
    file = _file(home, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()


def seconds_since_beat(home: Path, name: str) -> float | None:
    """Give the seconds since the process `name` last said that it is well; None: never."""
    try:
        return max(0.0, time.time() - _file(home, name).stat().st_mtime)
    except FileNotFoundError:
        return None


def _file(home: Path, name: str) -> Path:
    return home / "health" / name
