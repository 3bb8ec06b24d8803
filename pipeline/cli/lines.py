"""JSON lines in, JSON lines out: one answer for each line, in order, by one process or several."""

import json
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial

from pydantic import ValidationError

from pipeline.analysis.reading.document import Reader
from pipeline.errors import ArticleRefusedError, SetupError
from pipeline.json_lines import json_object

Row = dict[str, object]
Solve = Callable[[Row, Reader], Row]

# Lines in flight per process: enough to keep it busy, few enough to stream.
AHEAD = 4


@dataclass(frozen=True)
class Answer:
    """One line of the output, and whether it answers the question or says why not."""

    line: bytes
    good: bool


def answers(
    lines: Iterator[bytes], solve: Solve, reader: Callable[[], Reader], workers: int
) -> Iterator[Answer]:
    """Answer each line in order, with `workers` processes that each load one reader."""
    if workers == 1:
        one = reader()
        return (_answer(line, solve, one) for line in lines)
    return _answers_of_pool(lines, solve, reader, workers)


def _answers_of_pool(
    lines: Iterator[bytes], solve: Solve, reader: Callable[[], Reader], workers: int
) -> Iterator[Answer]:
    pool = ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), initializer=_start, initargs=(reader,)
    )
    waiting: deque[Future[Answer]] = deque()
    try:
        for line in lines:
            waiting.append(pool.submit(partial(_answer_in_child, solve), line))
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as error:
        raise SetupError(
            "A process died, perhaps of too little memory: try --workers 1."
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_reader: Reader  # of this child, loaded once by `_start`


def _start(reader: Callable[[], Reader]) -> None:
    global _reader  # noqa: PLW0603  # the one way to hand a loaded model to a pool's calls
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _reader = reader()


def _answer_in_child(solve: Solve, line: bytes) -> Answer:
    return _answer(line, solve, _reader)


def _answer(line: bytes, solve: Solve, reader: Reader) -> Answer:
    row: Row = {}
    try:
        row = _row(line)
        return Answer(_json(solve(row, reader)), good=True)
    except ValidationError as error:
        return _refusal(row, reason_of(error))
    except ArticleRefusedError as error:
        return _refusal(row, str(error))
    except Exception as error:  # noqa: BLE001  # whatever one line breaks, the next is answered
        return _refusal(row, f"the analysis failed: {type(error).__name__}: {error}")


def _row(line: bytes) -> Row:
    row = json_object(line)
    if not isinstance(row.get("id"), str | int):
        raise ArticleRefusedError(
            "id: a text or a number is wanted" if "id" in row else "id: missing"
        )
    return row


def reason_of(error: ValidationError) -> str:
    """Say in one line what is wrong with which field."""
    return "; ".join(
        f"{'.'.join(map(str, e['loc']))}: {e['msg']}".removeprefix(": ") for e in error.errors()
    )


def _refusal(row: Row, reason: str) -> Answer:
    return Answer(_json({**_id(row), "error": reason}), good=False)


def _id(row: Row) -> Row:
    return {"id": row["id"]} if "id" in row else {}


def _json(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"
