"""Stopping: a worker's signals become an event that it looks at between two batches."""

import signal
from threading import Event
from types import FrameType


def stop_on_signals(stop: Event) -> None:
    """Set `stop` at SIGTERM and SIGINT."""

    def stopped(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, stopped)
    signal.signal(signal.SIGINT, stopped)
