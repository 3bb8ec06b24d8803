"""The broker restarted in mid-stream costs time and repeats, never an article."""

from tests.records import analyses, article, publish, waiting
from tests.stack.waiting import eventually
from tests.trial_model import WAIT

ARTICLES = [
    article(f"a{number}", f"{WAIT} Mara Venn opposes ban {number}.") for number in range(24)
]


def test_a_broker_restarted_in_mid_stream_loses_nothing(stack, settings, trial, run, let_pass):
    publish(settings, ARTICLES)
    analyser = run("analyser", **trial)
    let_pass(4)
    eventually(lambda: waiting(settings) == len(ARTICLES) - 4)

    stack.stop_broker()
    let_pass(len(ARTICLES))
    stack.start_broker()

    eventually(lambda: analyser.poll() is not None or waiting(settings) == 0)
    if analyser.poll() is not None:  # it may crash over it: then it is started again
        run("analyser", **trial)
    eventually(lambda: waiting(settings) == 0)
    assert {a.id for a in analyses(settings)} == {a.article_id for a in ARTICLES}
