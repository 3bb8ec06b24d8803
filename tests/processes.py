"""Processes as the operating system sees them."""

import subprocess


def children_of(pid: int) -> list[int]:
    """Give the processes that a process has started and that have not ended."""
    return [int(child) for child in _said("pgrep", "-P", str(pid)).split()]


def lives(pid: int) -> bool:
    """Tell whether a process runs; one that waits to be buried does not."""
    return bool(state(pid)) and not state(pid).startswith("Z")


def state(pid: int) -> str:
    """Give a process's state as ps writes it: T is stopped, Z waits to be buried."""
    return _said("ps", "-o", "stat=", "-p", str(pid)).decode().strip()


def _said(*command: str) -> bytes:
    return subprocess.run(command, capture_output=True, check=False).stdout
