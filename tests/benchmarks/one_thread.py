"""Processes of one thread, as the wire's workers are: what they take is told by one processor."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from unittest.mock import patch

from pipeline.pool.child import ONE_THREAD


@contextmanager
def process_of_one_thread(*, tasks: int | None = None) -> Iterator[ProcessPoolExecutor]:
    """Give a process to submit to, a new one after so many `tasks`."""
    # A library reads its number of threads once, when it is loaded.
    with (
        patch.dict(os.environ, ONE_THREAD),
        ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=tasks) as pool,
    ):
        yield pool
