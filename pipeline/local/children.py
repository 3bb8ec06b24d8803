"""Child processes that never outlive their parent, and ports for them to listen on."""

import ctypes
import errno
import os
import random
import signal
import socket
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import SetupError
from pipeline.local.logfile import last_lines

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 10.0  # the analyser needs 1.1 s, the broker 1 s; all of them survive SIGKILL

# Below what kernels hand out for outgoing connections: a client that tries again and again to
# reach a stopped server on an ephemeral port can end up connected to itself and hold the port.
PORTS = range(20_000, 30_000)


def spawn(  # noqa: PLR0913  # what a child is given, each by its name
    command: Sequence[str | Path],
    *,
    log: Path,
    environment: Mapping[str, str] = MappingProxyType({}),
    user: str | None = None,
    death_signal: signal.Signals | None = signal.SIGKILL,
    folder: Path = Path("/"),
) -> subprocess.Popen[bytes]:
    """Start a process that gets `death_signal`, if not None, when its parent dies.

    Its output is appended to `log`, `environment` added to ours, and it works in `folder`. It has
    a session of its own, so that Ctrl-C reaches only its parent, which then stops it in order.
    Call it from a thread that lives as long as the child should (the kernel watches the thread).
    """
    child: subprocess.Popen[bytes] | None = None
    try:
        with log.open("ab") as output, _signals_held() as usual:
            child = subprocess.Popen(
                list(map(str, command)),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env={**os.environ, **environment},
                user=user,
                group=user,
                extra_groups=None if user is None else [],
                cwd=folder,
                start_new_session=True,
                preexec_fn=_tied_to_parent(death_signal, usual),  # noqa: PLW1509  # system calls
            )
    except BaseException:  # from the handler of a signal that was held
        if child is not None:
            end(child)
        raise
    return child


@contextmanager
def _signals_held() -> Iterator[set[int]]:
    """Let no handler run while a process forks, and give the signals that are held as a rule.

    What a handler raises amid a fork is lost, with a lock of the module logging held for ever:
    Ctrl-C would be answered by nothing at all.
    """
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield set(map(int, usual))
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)


def _tied_to_parent(death_signal: signal.Signals | None, usual: set[int]) -> Callable[[], None]:
    """Give the call that frees a new child's signals and ties it to this process.

    Only Linux has the tie.
    """

    def free() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)

    if death_signal is None or sys.platform != "linux":
        return free
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def tie() -> None:
        free()
        prctl(PR_SET_PDEATHSIG, int(death_signal))
        if os.getppid() != parent:  # it died before the line above
            os._exit(1)

    return tie


def end(
    process: subprocess.Popen[bytes],
    first: signal.Signals = signal.SIGTERM,
    seconds: float = STOP_SECONDS,
) -> None:
    """Stop a child and reap it: with `first`, and after `seconds` with SIGKILL."""
    if process.poll() is None:
        process.send_signal(first)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Child(ABC):
    """One program of the local stack, and its process for as long as that lives."""

    stopped_by = signal.SIGTERM

    def __init__(self, name: str, log: Path) -> None:
        self.name = name
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def running(self) -> bool:
        return self.pid is not None

    @property
    def pid(self) -> int | None:
        """Give the number of its process; None: there is none that lives."""
        process = self._process
        return None if process is None or process.poll() is not None else process.pid

    @property
    def address(self) -> str | None:
        """Name host and port, without a password; None: it listens on no port."""
        return None

    @abstractmethod
    def launch(self) -> None:
        """Start the process, and do not wait until it answers; SetupError when it never can."""

    @abstractmethod
    def answers(self) -> bool:
        """Say whether it can do its work now."""

    def check(self) -> None:
        """Raise SetupError with the end of its log when it has died."""
        if not self.running:
            raise SetupError(f"The {self.name} died:\n{last_lines(self.log)}\nLog: {self.log}")

    def stop(self) -> None:
        """End it in order, and with SIGKILL when it does not end in time."""
        if self._process is not None:
            end(self._process, self.stopped_by)


def is_free(port: int) -> bool:
    """Say whether a server could listen on this port of 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return False
    return True


def free_port() -> int:
    """Find a port of 127.0.0.1 that nobody listens on, and no client is given by chance."""
    return next(port for port in random.sample(PORTS, len(PORTS)) if is_free(port))
