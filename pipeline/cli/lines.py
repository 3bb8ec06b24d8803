"""JSON lines in, JSON lines out: one answer for each line, in order, by the processes of a pool."""

from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from pipeline.cli.rows import refusal_of
from pipeline.json_lines import line_of
from pipeline.pool.pool import Pool
from pipeline.rejection import Rejection

Write = Callable[[bytes], None]


def answer_lines(lines: Iterable[bytes], pool: Pool[bytes], write: Write, *, ahead: int) -> bool:
    """Write one answer for each line, in order; tell whether none was an error.

    Each is written as soon as it and those before it are there, by a thread of its own: the next
    line may be long in coming. At most `ahead` lines are in work. The pool is stopped at the end.
    """
    writer = ThreadPoolExecutor(1, thread_name_prefix="writer")
    written: deque[Future[bool]] = deque()
    all_good = True
    try:
        for line in lines:
            written.append(writer.submit(_write_answer, line, pool.answer(line), write))
            while written and (written[0].done() or len(written) >= ahead):
                all_good &= written.popleft().result()
        while written:
            all_good &= written.popleft().result()
    finally:
        pool.stop()
        writer.shutdown(cancel_futures=True)
    return all_good


def _write_answer(line: bytes, promised: Future[bytes | Rejection], write: Write) -> bool:
    answer = promised.result()
    if isinstance(answer, Rejection):
        write(line_of(refusal_of(line, answer.reason)))
        return False
    write(answer)
    return True
