"""Starts, finds and ends the local stack from outside of its supervisor."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pipeline.errors import SetupError
from pipeline.local.children import end, spawn
from pipeline.local.endpoints import (
    ProcessState,
    lock_of,
    logs_of,
    read_state,
    running_state,
)
from pipeline.local.jars import fetch_jars
from pipeline.local.locks import is_locked
from pipeline.local.logfile import bound, last_lines
from pipeline.settings import Settings

POLL_SECONDS = 0.1
EXIT_SECONDS = 2.0
STOP_SECONDS = 45.0  # 3 s as a rule; at worst four processes are given 10 s each

Notice = Callable[[ProcessState], None]


def start_stack(
    settings: Settings, notice: Notice, *, tied: bool
) -> subprocess.Popen[bytes] | None:
    """Start the local stack and return its supervisor when it is ready; None when it ran already.

    `notice` is told each process as it becomes ready. A tied stack ends when this process dies.
    Whatever interrupts the wait ends the stack. Raises SetupError saying why it cannot start.
    """
    settings = _absolute(settings)
    if running_state(settings.home) is not None:
        return None
    if settings.kafka is None:
        fetch_jars(settings.cache)  # here, where its progress can be seen
    logs = logs_of(settings.home)
    logs.mkdir(parents=True, exist_ok=True, mode=0o700)
    log = logs / "supervisor.log"
    bound(log)
    supervisor = spawn(
        [sys.executable, "-m", "pipeline.local.supervisor"],
        log=log,
        environment=settings.to_environment(),
        death_signal=signal.SIGTERM if tied else None,
    )
    try:
        return supervisor if _await_ready(supervisor, settings.home, notice) else None
    except BaseException:
        end(supervisor, seconds=STOP_SECONDS)
        raise


def stop_stack(home: Path) -> bool:
    """End the local stack and return when it is gone; False when none ran."""
    state = running_state(home)
    if state is None:
        return False
    os.kill(state.pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while is_locked(lock_of(home)):
        if time.monotonic() > deadline:
            os.kill(state.pid, signal.SIGKILL)  # what it started dies with it
        time.sleep(POLL_SECONDS)
    _await_exit(state.pid)
    return True


def _await_exit(pid: int) -> None:
    """Return when the process is gone: it frees its lock an instant earlier.

    Where nobody reaps what died, it stays as a zombie, which runs no more; that is enough.
    """
    deadline = time.monotonic() + EXIT_SECONDS
    with suppress(ProcessLookupError):
        while time.monotonic() < deadline:
            os.kill(pid, 0)
            time.sleep(POLL_SECONDS / 2)


def _absolute(settings: Settings) -> Settings:
    """Make the folders mean the same in every working directory."""
    folders = {"home": settings.home.absolute(), "cache": settings.cache.absolute()}
    return settings.model_copy(update=folders)


def _await_ready(supervisor: subprocess.Popen[bytes], home: Path, notice: Notice) -> bool:
    told: set[str] = set()
    while supervisor.poll() is None:
        state = read_state(home)
        if state is not None and state.pid == supervisor.pid:
            for process in state.processes:
                if process.state == "running" and process.name not in told:
                    told.add(process.name)
                    notice(process)
            if state.ready:
                return True
        time.sleep(POLL_SECONDS)
    if running_state(home) is not None:
        return False  # another was quicker
    raise SetupError(_why_ended(supervisor, home))


def _why_ended(supervisor: subprocess.Popen[bytes], home: Path) -> str:
    state, log = read_state(home), logs_of(home) / "supervisor.log"
    if state is not None and state.pid == supervisor.pid and state.failure is not None:
        return state.failure
    if supervisor.returncode == 0:
        return "The local stack was ended while it started."
    return f"The supervisor died:\n{last_lines(log)}\nLog: {log}"
