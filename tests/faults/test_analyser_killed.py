"""SIGKILL in mid-batch loses no article; the same kill is seen to hurt an analyser that would."""

import signal
import subprocess
from collections.abc import Callable

from pipeline.settings import Settings
from tests.processes import children_of, lives
from tests.records import analyses, article, publish, waiting
from tests.stack.waiting import eventually
from tests.trial_model import SLOW

ARTICLES = [
    article(f"a{number}", f"{SLOW} Mara Venn opposes ban {number}.") for number in range(24)
]
Start = Callable[[], "subprocess.Popen[bytes]"]


def _kill_in_mid_batch(settings: Settings, analyser: "subprocess.Popen[bytes]") -> None:
    before = waiting(settings)
    eventually(lambda: waiting(settings) < before)
    analyser.send_signal(signal.SIGKILL)

    assert analyser.wait() == -signal.SIGKILL
    assert waiting(settings) > 0, "nothing was in flight: the kill came too late to prove anything"


def _answered_after_kills(settings: Settings, start: Start, kills: int) -> list[str]:
    publish(settings, ARTICLES)
    for _ in range(kills):
        _kill_in_mid_batch(settings, start())
    start()
    eventually(lambda: waiting(settings) == 0)
    return [analysed.id for analysed in analyses(settings)]


def test_an_analyser_killed_in_mid_batch_loses_nothing(settings, trial, run, record_property):
    answered = _answered_after_kills(settings, lambda: run("analyser", **trial), kills=2)

    assert set(answered) == {a.article_id for a in ARTICLES}
    repeats = len(answered) - len(ARTICLES)
    record_property("repeats", repeats)
    assert repeats <= 2 * settings.batch


def test_acknowledging_before_answering_is_seen_as_loss(settings, trial, run_broken):
    answered = _answered_after_kills(settings, lambda: run_broken("early", **trial), kills=1)

    assert set(answered) < {a.article_id for a in ARTICLES}


def test_children_do_not_outlive_a_killed_analyser(settings, trial, run):
    analyser = run("analyser", **trial)
    publish(settings, ARTICLES)
    eventually(lambda: waiting(settings) < len(ARTICLES))
    children = children_of(analyser.pid)
    assert children

    analyser.send_signal(signal.SIGKILL)
    analyser.wait()

    eventually(lambda: not any(lives(child) for child in children), seconds=10)
