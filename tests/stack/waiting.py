"""Waiting for what happens elsewhere."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def eventually(what: Callable[[], T], seconds: float = 60, pause: float = 0.1) -> T:
    """Give the first true answer of `what`; after `seconds` the test fails with the last one."""
    end = time.monotonic() + seconds
    while not (answer := what()):
        assert time.monotonic() < end, f"not within {seconds} s; last answer: {answer!r}"
        time.sleep(pause)
    return answer
