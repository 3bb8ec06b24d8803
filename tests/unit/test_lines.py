"""Lines are answered in order, as soon as can be, with few in work; without a process."""

import json
from collections.abc import Callable
from concurrent.futures import Future

import pytest

from pipeline.cli.lines import answer_lines
from pipeline.rejection import Rejection
from schemas.vocabulary import RejectionKind

LATE = Rejection(RejectionKind.TIMED_OUT, "the analysis took more than 60 s")


class Promises:
    """A pool whose answers a test gives, each when it likes."""

    def __init__(self, when_asked: Callable[["Promises"], None]) -> None:
        self.open: list[Future[bytes | Rejection]] = []
        self.stopped = False
        self._when_asked = when_asked

    def answer(self, message: bytes) -> "Future[bytes | Rejection]":
        self.open.append(Future())
        self._when_asked(self)
        return self.open[-1]

    def stop(self) -> None:
        self.stopped = True
        for promise in self.open:
            promise.cancel()


def lines(count):
    return [json.dumps({"id": number}).encode() for number in range(count)]


def last_first(pool):
    if len(pool.open) == 3:
        for number in (2, 1, 0):
            pool.open[number].set_result(b"%d" % number)


def test_answers_keep_the_order_of_the_lines():
    written = []

    assert answer_lines(lines(3), Promises(last_first), written.append, ahead=5)
    assert written == [b"0", b"1", b"2"]


def test_no_more_lines_are_read_than_may_be_in_work():
    def answer_the_oldest_of_three(pool):
        waiting = [promise for promise in pool.open if not promise.done()]
        assert len(waiting) <= 3
        if len(waiting) == 3:
            waiting[0].set_result(b"x")

    def read():
        yield from lines(20)
        for promise in pool.open[-2:]:
            promise.set_result(b"x")

    pool = Promises(answer_the_oldest_of_three)
    written = []

    assert answer_lines(read(), pool, written.append, ahead=3)
    assert len(written) == 20


@pytest.mark.parametrize(
    ("line", "error"),
    [
        pytest.param(b'{"id": 7, "text": "x"}', {"id": 7, "error": LATE.reason}, id="number"),
        pytest.param(b'{"id": "a"}', {"id": "a", "error": LATE.reason}, id="text"),
        pytest.param(b'{"text": "x"}', {"error": LATE.reason}, id="no-id"),
        pytest.param(b'{"id": 7, "text": "x', {"error": LATE.reason}, id="cut-off"),
    ],
)
def test_a_rejection_is_written_with_the_id_of_its_line(line, error):
    written = []
    pool = Promises(lambda pool: pool.open[-1].set_result(LATE))

    assert not answer_lines([line], pool, written.append, ahead=5)
    assert [json.loads(answer) for answer in written] == [error]


def test_a_reader_that_is_gone_ends_it_within_the_lines_in_work():
    def write(_):
        raise BrokenPipeError

    pool = Promises(lambda pool: pool.open[-1].set_result(b"x"))

    with pytest.raises(BrokenPipeError):
        answer_lines(lines(1_000), pool, write, ahead=5)
    assert pool.stopped
    assert len(pool.open) <= 6
