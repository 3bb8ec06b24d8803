"""Processes as the operating system sees them."""

import subprocess


def children_of(pid: int) -> list[int]:
    """Give the processes that a process has started and that have not ended."""
    return [int(child) for child in _said("pgrep", "-P", str(pid)).split()]


def lives(pid: int) -> bool:
    """Tell whether a process runs; one that waits to be buried does not."""
    state = _said("ps", "-o", "stat=", "-p", str(pid)).strip()
    return bool(state) and not state.startswith(b"Z")


def _said(*command: str) -> bytes:
    return subprocess.run(command, capture_output=True, check=False).stdout
