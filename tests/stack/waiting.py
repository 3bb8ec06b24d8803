"""Waiting for what happens elsewhere, for as long as a loaded machine may need."""

import subprocess
import time
from collections.abc import Callable
from typing import Any, TypeVar

# It ends what would hang for ever, and proves nothing: on a busy machine what takes seconds may
# take minutes, and a test that fails for that alone tells nobody anything.
LAST_RESORT_SECONDS = 300

T = TypeVar("T")


def eventually(what: Callable[[], T], pause: float = 0.1) -> T:
    """Give the first true answer of `what`; a test without one fails with the last."""
    end = time.monotonic() + LAST_RESORT_SECONDS
    while not (answer := what()):
        assert time.monotonic() < end, (
            f"not within {LAST_RESORT_SECONDS} s; last answer: {answer!r}"
        )
        time.sleep(pause)
    return answer


def ended(process: "subprocess.Popen[Any]") -> int:
    """Wait until a process has ended by itself, and give its exit code."""
    return process.wait(LAST_RESORT_SECONDS)
