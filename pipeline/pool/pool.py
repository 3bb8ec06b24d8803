"""Processes that analyse side by side; what one article does to its process stays there."""

import logging
import multiprocessing
import os
import queue
import signal
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Generic, TypeVar, cast

from pipeline.errors import SetupError, UnavailableError
from pipeline.pool.child import NotReady, Task, serve
from pipeline.rejection import Rejection
from schemas.topics import ARTICLE_BYTES
from schemas.vocabulary import RejectionKind

# Loading the model takes 2 s, and ten times that on a machine that swaps.
LOAD_SECONDS = 120.0
# A process may also die by another's fault (memory, an operator): one death proves nothing.
DEATHS_OF_A_CULPRIT = 2
# An article of 1 MiB in short sentences took 60 s of a core to itself, a usual one 0.03 s: the
# largest gets five times the seconds of a usual one.
LARGE_BYTES = 256 * 1024
# A process remembers the words that it met: 2 MB in a hundred articles. After so many another takes
# its place, which costs 3 s, 0.6 ms an article.
RENEWED_AFTER = 5_000
DYING_SECONDS = 1.0  # between the end of its connection and of the process itself

# A fork would copy the event loop and its threads.
_spawned = multiprocessing.get_context("spawn")
logger = logging.getLogger(__name__)

T = TypeVar("T")  # what the task's solver answers


class Pool(Generic[T]):
    """As many processes as `workers`, each with the model loaded and one article at a time.

    A process that dies or takes more than `seconds` over one article, or the more that a large
    one is allowed, is replaced; the articles in the other processes go on.
    """

    def __init__(self, task: Task, *, workers: int, seconds: float) -> None:
        self._work = task.work
        self._seconds = seconds
        self._children = [_Child(task) for _ in range(workers)]
        # The last to answer is asked first: of many processes only those begin that are needed.
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()
        for child in self._children:
            self._idle.put(child)
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="pool")
        self._stopped = False

    def start(self) -> None:
        """Return when every process has its model; raises SetupError saying what it lacks.

        Without this, each loads it when it is first needed.
        """
        for child in self._children:
            child.start()
        for child in self._children:
            child.wait_until_ready()

    def stop(self) -> None:
        """End the processes at once, whatever they have in work; nothing more is answered."""
        self._stopped = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._children:
            child.kill()

    def answer(self, message: bytes) -> "Future[T | Rejection]":
        """Promise the answer to a message; any number may be asked for at once.

        The promise raises SetupError where a process cannot load what it needs.
        """
        return self._threads.submit(self._answer, message)

    def _answer(self, message: bytes) -> T | Rejection:
        seconds = seconds_allowed(self._seconds, len(message))
        child = self._idle.get()  # there are as many threads as processes
        try:
            for _ in range(DEATHS_OF_A_CULPRIT):
                try:
                    return cast("T | Rejection", child.answer(message, seconds))
                except _DiedError as death:
                    if self._stopped:
                        raise UnavailableError("The pool is stopped.") from death
                    logger.warning("A process died over an article", extra={"fate": str(death)})
                    fate = f"{death}, {DEATHS_OF_A_CULPRIT} times"
            return Rejection(RejectionKind.WORKER_DIED, f"the process of {self._work} {fate}")
        except TimeoutError:
            reason = f"{self._work} took more than {seconds:g} s"
            return Rejection(RejectionKind.TIMED_OUT, reason)
        finally:
            if self._stopped:
                child.kill()  # it may have begun just after all were ended
            self._idle.put(child)


def seconds_allowed(seconds: float, size: int = ARTICLE_BYTES) -> float:
    """Give how long a message of `size` bytes may take, where a usual article may take `seconds`.

    No text is larger than ARTICLE_BYTES, however long its message.
    """
    return seconds * (1 + min(size, ARTICLE_BYTES) // LARGE_BYTES)


class _DiedError(Exception):
    """The process ended without an answer; says how."""


class _Child:
    """One process and the connection to it; when there is none, the next message starts it."""

    def __init__(self, task: Task) -> None:
        self._task = task
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None
        self._answered = 0

    def start(self) -> None:
        self._connection, theirs = _spawned.Pipe()
        arguments = (theirs, self._task, os.getpid())
        process = _spawned.Process(target=serve, args=arguments, daemon=True)
        with _signals_held():
            process.start()
        self._process, self._answered = process, 0
        theirs.close()  # else the end of the process would not end the connection

    def wait_until_ready(self) -> None:
        try:
            said = self._received(LOAD_SECONDS)
        except (_DiedError, TimeoutError) as error:
            raise SetupError(
                f"A process that was to load the model failed: {error}\n"
                "If memory is short, let fewer work side by side: --workers, STANCEWIRE_WORKERS."
            ) from error
        if isinstance(said, NotReady):
            self.kill()
            raise SetupError(said.remedy)

    def answer(self, message: bytes, seconds: float) -> object:
        if self._process is None:
            self.start()
            self.wait_until_ready()
        try:
            self._open.send_bytes(message)
        except OSError as error:
            raise _DiedError(self.kill(DYING_SECONDS)) from error
        answer = self._received(seconds)
        self._answered += 1
        if self._answered >= RENEWED_AFTER:
            self.kill()
        return answer

    def kill(self, grace: float = 0) -> str:
        """End the process and tell how it ended; the next message starts another."""
        process, self._process = self._process, None
        if process is None:
            return "had ended"
        process.join(grace)
        process.kill()
        process.join()
        self._open.close()
        code = process.exitcode or 0
        return f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"

    @property
    def _open(self) -> Connection:
        assert self._connection is not None  # noqa: S101  # every process has one
        return self._connection

    def _received(self, seconds: float) -> object:
        try:
            if self._open.poll(seconds):
                return self._open.recv()
        except (EOFError, OSError) as error:
            raise _DiedError(self.kill(DYING_SECONDS)) from error
        self.kill()
        raise TimeoutError(f"no answer within {seconds:g} s")


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back what a child inherits as held back: else Ctrl-C would break it half-loaded."""
    resource_tracker.ensure_running()  # which lets signals through again, once it has begun
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
