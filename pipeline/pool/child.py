"""The inside of one analysing process: loads the model once, then answers message by message."""

import ctypes
import importlib
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
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
    """What a process needs to know: the language model, and what answers with it.

    The solver is named as `module:function`, for it is imported in the process alone: it takes a
    message and a Reader, and gives an answer or a Rejection.
    """

    model: str
    blis: bool
    solver: str


@dataclass(frozen=True)
class Ready:
    """The model is loaded, and an article can be read with it."""


@dataclass(frozen=True)
class NotReady:
    """No article can be read, and what to do."""

    remedy: str


def serve(connection: Connection, task: Task, parent: int) -> None:
    """Answer every message on the connection until its other end closes."""
    _belong_to(parent)
    os.environ.update(ONE_THREAD)
    # Imported here: numpy reads its number of threads once, and the parent needs none of this.
    from pipeline.analysis.analyse import analyse  # noqa: PLC0415
    from pipeline.analysis.reading.document import Reader  # noqa: PLC0415

    module, function = task.solver.split(":")
    solve = getattr(importlib.import_module(module), function)
    try:
        reader = Reader(task.model, blis=task.blis)
        analyse(PROBE, reader)
    except Exception as error:  # noqa: BLE001  # whatever it is, every article would meet it
        connection.send(NotReady(_remedy(task.model, error)))
        return
    connection.send(Ready())
    with suppress(EOFError, BrokenPipeError):
        while True:
            connection.send(solve(connection.recv_bytes(), reader))


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


def _remedy(model: str, error: Exception) -> str:
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
