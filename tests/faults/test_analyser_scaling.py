"""Two analysers share the partitions; when one leaves, the other takes over what it had."""

import signal

import pytest

from tests.records import analyses, article, members, publish, waiting
from tests.stack.waiting import eventually
from tests.trial_model import SLOW

# More than the two batches that an analyser ends before it hands partitions over.
ARTICLES = [
    article(f"a{number}", f"{SLOW} Mara Venn opposes ban {number}.") for number in range(60)
]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        pytest.param(signal.SIGTERM, 0, id="stopped"),
        pytest.param(signal.SIGKILL, -signal.SIGKILL, id="killed"),
    ],
)
def test_an_analyser_that_leaves_costs_no_article(settings, trial, run, how, code):
    both = [run("analyser", **trial), run("analyser", **trial)]
    eventually(lambda: members(settings) == 2)
    publish(settings, ARTICLES)
    eventually(lambda: waiting(settings) < len(ARTICLES) - 4)

    both[0].send_signal(how)
    assert both[0].wait(timeout=10) == code
    assert waiting(settings) > 0, "all was done before it left"

    eventually(lambda: waiting(settings) == 0)
    answered = [a.id for a in analyses(settings)]
    assert set(answered) == {a.article_id for a in ARTICLES}
    assert both[1].poll() is None
