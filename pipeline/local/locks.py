"""Locks between processes that the kernel frees when their holder dies."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import StancewireError

PAUSE_SECONDS = 0.05


class HeldError(StancewireError):
    """Another process holds the lock."""


@contextmanager
def locked(path: Path, seconds: float | None = None) -> Iterator[None]:
    """Hold the lock of this file.

    Raises HeldError when another process keeps it for `seconds`; None waits for ever.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    with path.open("a") as file:
        while not _try_lock(file.fileno(), fcntl.LOCK_EX):
            if deadline is not None and time.monotonic() > deadline:
                raise HeldError(f"{path} is locked by another process")
            time.sleep(PAUSE_SECONDS)
        yield


def is_locked(path: Path) -> bool:
    """Say whether a living process holds the lock; to ask takes it for an instant, shared."""
    try:
        with path.open() as file:
            return not _try_lock(file.fileno(), fcntl.LOCK_SH)
    except FileNotFoundError:
        return False


def _try_lock(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
