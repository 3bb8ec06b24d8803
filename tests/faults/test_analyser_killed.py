"""SIGKILL in mid-batch loses no article; the same kill is seen to hurt an analyser that would."""

import signal

from tests.processes import children_of, lives
from tests.records import analyses, article, publish, waiting
from tests.stack.waiting import eventually
from tests.trial_model import WAIT

ARTICLES = [
    article(f"a{number}", f"{WAIT} Mara Venn opposes ban {number}.") for number in range(24)
]


def _answered_after_kills(settings, start, let_pass, kills):
    """Kill analysers one after another, each with articles in work; then let one do the rest."""
    publish(settings, ARTICLES)
    for _ in range(kills):
        analyser, before = start(), waiting(settings)
        let_pass(4)
        eventually(lambda before=before: waiting(settings) <= before - 4)
        analyser.send_signal(signal.SIGKILL)
        assert analyser.wait() == -signal.SIGKILL
    let_pass(len(ARTICLES))
    start()
    eventually(lambda: waiting(settings) == 0)
    return [analysed.id for analysed in analyses(settings)]


def test_an_analyser_killed_in_mid_batch_loses_nothing(
    settings, trial, run, let_pass, record_property
):
    answered = _answered_after_kills(settings, lambda: run("analyser", **trial), let_pass, kills=2)

    assert set(answered) == {a.article_id for a in ARTICLES}
    repeats = len(answered) - len(ARTICLES)
    record_property("repeats", repeats)
    assert repeats <= 2 * settings.batch


def test_acknowledging_before_answering_is_seen_as_loss(settings, trial, run_broken, let_pass):
    answered = _answered_after_kills(
        settings, lambda: run_broken("early", **trial), let_pass, kills=1
    )

    assert set(answered) < {a.article_id for a in ARTICLES}


def test_children_do_not_outlive_a_killed_analyser(settings, trial, run, let_pass):
    analyser = run("analyser", **trial)
    publish(settings, ARTICLES)
    let_pass(1)
    eventually(lambda: waiting(settings) == len(ARTICLES) - 1)
    children = children_of(analyser.pid)
    assert children

    analyser.send_signal(signal.SIGKILL)
    analyser.wait()

    eventually(lambda: not any(lives(child) for child in children))
