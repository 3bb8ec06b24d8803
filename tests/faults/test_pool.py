"""What an article does to its process stays in that process."""

import asyncio
import multiprocessing
import signal
from collections.abc import Iterator

import pytest

from consumers.answers import Analysis, Answer, Rejection
from consumers.child import Task
from consumers.pool import Pool
from pipeline.errors import SetupError
from tests.records import article
from tests.trial_model import DIE, HANG, NAME, RAISE

GOOD = "Mara Venn opposes the ban."


@pytest.fixture
def pool(trial) -> Iterator[Pool]:
    pool = Pool(Task(NAME, blis=False, limit=20_000), workers=2, seconds=3)
    pool.start()
    yield pool
    pool.stop()


def _answers(pool: Pool, *texts: str) -> list[Answer]:
    async def gathered() -> list[Answer]:
        messages = [article("a", text).model_dump_json().encode() for text in texts]
        return list(await asyncio.gather(*(pool.answer(message) for message in messages)))

    return asyncio.run(gathered())


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


def test_an_answer_over_the_limit_is_rejected(pool):
    (answer,) = _answers(pool, GOOD.ljust(20_000, "x"))

    assert isinstance(answer, Rejection)
    assert answer.kind == "too-large"


def test_a_model_that_is_not_installed_is_named_with_its_remedy():
    pool = Pool(Task("en_core_web_xl", blis=False, limit=1), workers=1, seconds=1)

    with pytest.raises(SetupError, match=r"'en_core_web_xl'.*\n.*pip install en-core-web-xl"):
        pool.start()
    pool.stop()
