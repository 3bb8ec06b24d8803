"""The broker restarted in mid-stream costs time and repeats, never an article."""

from tests.records import analyses, article, publish, waiting
from tests.stack.waiting import eventually
from tests.trial_model import SLOW

ARTICLES = [
    article(f"a{number}", f"{SLOW} Mara Venn opposes ban {number}.") for number in range(24)
]


def test_a_broker_restarted_in_mid_stream_loses_nothing(stack, settings, trial, run):
    publish(settings, ARTICLES)
    analyser = run("analyser", **trial)
    eventually(lambda: waiting(settings) < len(ARTICLES))

    stack.stop_broker()
    assert analyser.poll() is None
    stack.start_broker()
    assert waiting(settings) > 0, "all was done before the broker stopped"

    eventually(lambda: analyser.poll() is not None or waiting(settings) == 0)
    if analyser.poll() is not None:  # it may crash over it: then it is started again
        run("analyser", **trial)
    eventually(lambda: waiting(settings) == 0)
    assert {a.id for a in analyses(settings)} == {a.article_id for a in ARTICLES}
