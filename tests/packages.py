"""What tests need of Debian's packages, fetched by one of them at a time."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from pipeline.local.locks import locked

LOCK = Path(tempfile.gettempdir()) / f"stancewire-packages-{os.geteuid()}.lock"


@contextmanager
def alone() -> Iterator[None]:
    """Hold what keeps tests of other processes from fetching meanwhile."""
    with locked(LOCK):
        yield


def apt_get(*arguments: str, folder: Path | None = None) -> None:
    """Run apt-get on lists that are of today; raises CalledProcessError with what it said."""
    if os.geteuid() == 0:
        _update()
    command = ("apt-get", "--quiet", *arguments)
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@cache
def _update() -> None:
    subprocess.run(("apt-get", "--quiet", "update"), check=False, capture_output=True)
