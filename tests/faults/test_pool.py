"""What an article does to its process stays in that process."""

import multiprocessing
import signal
from collections.abc import Iterator

import pytest

from consumers.analyser.analyser import SOLVER
from consumers.analyser.answers import Analysis, Answer
from pipeline.analysis.reading.document import PIECE
from pipeline.errors import SetupError, UnavailableError
from pipeline.pool.child import Task
from pipeline.pool.pool import LARGE_BYTES, Pool, seconds_allowed
from pipeline.rejection import Rejection
from schemas.topics import ARTICLE_BYTES
from tests.records import article
from tests.trial_model import DIE, HANG, NAME, RAISE, SLOW, SLOW_SECONDS

GOOD = "Mara Venn opposes the ban."
TRIAL = Task(SOLVER, NAME)


@pytest.fixture
def pool(trial) -> Iterator[Pool[Analysis]]:
    pool = Pool(TRIAL, workers=2, seconds=3)
    pool.start()
    yield pool
    pool.stop()


def _answers(pool: Pool, *texts: str) -> list[Answer]:
    messages = [article("a", text).model_dump_json().encode() for text in texts]
    promised = [pool.answer(message) for message in messages]
    return [promise.result() for promise in promised]


def test_each_failure_costs_one_article_and_the_pool_goes_on(pool):
    texts = [GOOD, RAISE, GOOD, DIE, GOOD, HANG, GOOD, GOOD]

    answers = _answers(pool, *texts)

    assert [a.kind.value if isinstance(a, Rejection) else "" for a in answers] == [
        "", "analysis-failed", "", "worker-died", "", "timed-out", "", "",
    ]  # fmt: skip
    assert all(isinstance(answer, Analysis) for answer in _answers(pool, GOOD, GOOD))


def test_a_process_killed_by_others_costs_no_article(pool):
    victim = multiprocessing.active_children()[0]
    victim.kill()
    victim.join()
    assert victim.exitcode == -signal.SIGKILL

    assert all(isinstance(answer, Analysis) for answer in _answers(pool, GOOD, GOOD))


def test_of_many_processes_only_those_begin_that_are_needed(trial):
    pool = Pool(TRIAL, workers=16, seconds=30)

    for _ in range(3):
        _answers(pool, GOOD)

    assert len(multiprocessing.active_children()) == 1
    pool.stop()


def test_a_process_that_has_met_many_words_makes_room_for_another(trial, monkeypatch):
    monkeypatch.setattr("pipeline.pool.pool.RENEWED_AFTER", 2)
    pool = Pool(TRIAL, workers=1, seconds=30)
    pool.start()
    (first,) = multiprocessing.active_children()

    assert all(isinstance(answer, Analysis) for answer in _answers(pool, GOOD, GOOD, GOOD))

    (second,) = multiprocessing.active_children()
    assert (first.is_alive(), second.is_alive()) == (False, True)
    pool.stop()


def test_a_stopped_pool_leaves_no_process_and_no_promise_open(pool):
    promised = [pool.answer(article("a", text).model_dump_json().encode()) for text in [HANG] * 5]
    pool.stop()

    assert all(isinstance(p.exception(), UnavailableError) for p in promised if not p.cancelled())
    assert sum(p.cancelled() for p in promised) >= 3
    assert multiprocessing.active_children() == []


def test_a_large_article_is_given_longer_and_a_stuck_one_is_ended_still(trial):
    pool = Pool(TRIAL, workers=2, seconds=3)
    pool.start()
    piece = f"{SLOW} Mara Venn opposes the ban.".ljust(PIECE - 2) + "\n\n"  # read piece by piece
    slow = 4 * int(3 / SLOW_SECONDS) // 3 * piece  # for a third longer than a usual article may

    answers = _answers(pool, slow.ljust(ARTICLE_BYTES), f"{HANG} {GOOD}".ljust(LARGE_BYTES))
    pool.stop()

    assert isinstance(answers[0], Analysis)
    assert isinstance(answers[1], Rejection)
    assert answers[1].reason == "the analysis took more than 6 s"


@pytest.mark.parametrize(
    ("size", "seconds"),
    [
        pytest.param(6_000, 60, id="usual"),
        pytest.param(LARGE_BYTES, 120, id="large"),
        pytest.param(ARTICLE_BYTES, 300, id="the-largest"),
        pytest.param(6 * ARTICLE_BYTES, 300, id="its-message-escaped"),
    ],
)
def test_the_seconds_that_a_message_may_take(size, seconds):
    assert seconds_allowed(60, size) == seconds


def test_a_model_that_reads_no_article_stops_at_start(trial, monkeypatch):
    monkeypatch.setenv("TRIAL_READS", "nothing")
    pool = Pool(TRIAL, workers=1, seconds=1)

    with pytest.raises(SetupError, match=r"No article can be read .*'trial_model'.*\n.*anew"):
        pool.start()
    pool.stop()


def test_a_model_that_is_not_installed_is_named_with_its_remedy():
    pool = Pool(Task(SOLVER, "en_core_web_xl"), workers=1, seconds=1)

    with pytest.raises(SetupError, match=r"'en_core_web_xl'.*\n.*pip install en-core-web-xl"):
        pool.start()
    pool.stop()
