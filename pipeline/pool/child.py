"""The inside of one process: loads what it needs once, then answers message by message."""

import ctypes
import importlib
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from schemas.contracts import FetchedArticle

# Side by side, single-threaded processes read 1.3-2 times as much as threads inside them.
ONE_THREAD = dict.fromkeys(
    "OMP_NUM_THREADS OPENBLAS_NUM_THREADS MKL_NUM_THREADS BLIS_NUM_THREADS".split(), "1"
)
# Read before the first article: word lists are loaded when they are first needed.
PROBE = FetchedArticle(
    article_id="probe",
    revision="1",
    text='OTTAWA (AP) - "We oppose the ban," Mara Venn said Monday. She praised Ottawa.',
)
_PR_SET_PDEATHSIG = 1  # from <sys/prctl.h>
_FIRST_TO_GO = "1000"  # from proc(5): the whole range of oom_score_adj


@dataclass(frozen=True)
class Task:
    """What a process needs to know: what answers, and the language model that it answers with.

    The solver is named as `module:function`, for it is imported in the process alone: it takes a
    message and, where there is a model, a `reader`, and gives an answer or a Rejection.
    """

    solver: str
    model: str | None = None
    blis: bool = False
    work: str = "the analysis"  # what it does, for reasons
    memory_bytes: int | None = None  # that the process may take


@dataclass(frozen=True)
class Ready:
    """All is loaded, and a message can be answered."""


@dataclass(frozen=True)
class NotReady:
    """No message can be answered, and what to do."""

    remedy: str


def serve(connection: Connection, task: Task, parent: int) -> None:
    """Answer every message on the connection until its other end closes."""
    _belong_to(parent)
    os.environ.update(ONE_THREAD)
    if task.memory_bytes is not None:
        resource.setrlimit(resource.RLIMIT_DATA, (task.memory_bytes, task.memory_bytes))
    try:
        solve = _solver(task)
    except Exception as error:  # noqa: BLE001  # whatever it is, every message would meet it
        connection.send(NotReady(_remedy(task.model, error)))
        return
    connection.send(Ready())
    with suppress(EOFError, BrokenPipeError):
        while True:
            connection.send(solve(connection.recv_bytes()))


def _solver(task: Task) -> Callable[[bytes], object]:
    """Load what the task needs; a model has read a first article."""
    module, function = task.solver.split(":")
    solve: Callable[..., object] = getattr(importlib.import_module(module), function)
    if task.model is None:
        return solve
    # Imported here: numpy reads its number of threads once, and the parent needs none of this.
    from pipeline.analysis.analyse import analyse  # noqa: PLC0415
    from pipeline.analysis.reading.document import Reader  # noqa: PLC0415

    reader = Reader(task.model, blis=task.blis)
    analyse(PROBE, reader)
    return partial(solve, reader=reader)


def _belong_to(parent: int) -> None:
    """Leave signals to the parent, die with it, and before it when memory runs out."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text(_FIRST_TO_GO)
    if os.getppid() != parent:
        sys.exit("The parent died before its process was up.")


def _remedy(model: str | None, error: Exception) -> str:
    if model is None:
        return (
            f"A process cannot begin its work: {type(error).__name__}: {error}\n"
            "Install stancewire anew if a file of its own is missing."
        )
    if isinstance(error, OSError | ImportError) and model in str(error):
        return (
            f"The language model {model!r} cannot be loaded: {error}\n"
            f"Install it by `pip install {model.replace('_', '-')}`, "
            "or name another by STANCEWIRE_MODEL."
        )
    return (
        f"No article can be read with the language model {model!r}: "
        f"{type(error).__name__}: {error}\n"
        "Install stancewire anew if a file of its own is missing, or name by STANCEWIRE_MODEL "
        "an English model with a tagger, a parser and named entities."
    )
