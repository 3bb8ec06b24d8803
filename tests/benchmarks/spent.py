"""What processes have spent, with all that they started."""

import resource
from collections.abc import Callable, Iterable

import psutil


def processor_seconds(pids: Iterable[int]) -> float:
    """Give what processes and all that they started have spent, be those there or not."""
    return _sum(pids, lambda process: sum(process.cpu_times()[:4]))


def megabytes(pids: Iterable[int]) -> float:
    """Give the memory of processes and all that they started; what they share counts once."""
    return _sum(pids, lambda process: process.memory_full_info().pss) / 2**20


def _sum(pids: Iterable[int], asked: Callable[[psutil.Process], float]) -> float:
    total = 0.0
    for pid in pids:
        process = psutil.Process(pid)
        total += asked(process)
        for child in process.children(recursive=True):
            try:
                total += asked(child)
            except psutil.NoSuchProcess:
                continue  # what it spent, its parent counts now
    return total


def of_children() -> float:
    """Give the processor seconds of all children of this process that have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
