"""Two analysers share the partitions; when one leaves, the other takes over what it had."""

import signal

import pytest

from schemas.topics import topics_of
from tests.records import analyses, article, group_state, publish, waiting
from tests.stack.waiting import ended, eventually
from tests.trial_model import WAIT

ARTICLES = [
    article(f"a{number}", f"{WAIT} Mara Venn opposes ban {number}.") for number in range(60)
]
PUBLISHED = 40  # before one of the two leaves; the others then lie in what it had


@pytest.mark.parametrize(
    "how",
    [pytest.param(signal.SIGTERM, id="stopped"), pytest.param(signal.SIGKILL, id="killed")],
)
def test_an_analyser_that_leaves_costs_no_article(settings, trial, run, let_pass, how):
    both = [run("analyser", **trial), run("analyser", **trial)]
    eventually(lambda: group_state(settings) == ("Stable", 2))
    publish(settings, ARTICLES[:PUBLISHED])
    let_pass(10)
    eventually(lambda: waiting(settings) == PUBLISHED - 10)

    both[0].send_signal(how)
    let_pass(len(ARTICLES))
    assert ended(both[0]) == (0 if how == signal.SIGTERM else -signal.SIGKILL)
    publish(settings, ARTICLES[PUBLISHED:])

    eventually(lambda: waiting(settings) == 0)
    answered = [a.id for a in analyses(settings)]
    assert set(answered) == {a.article_id for a in ARTICLES}
    assert both[1].poll() is None


def test_articles_that_come_while_partitions_are_given_anew_are_answered(
    settings, trial, run, run_broken
):
    analyser = run_broken("tardy", **trial)
    eventually(lambda: group_state(settings) == ("Stable", 1))

    run("analyser", **trial)

    every = {str(n) for n in range(topics_of(settings.namespace).articles.partitions)}
    eventually(lambda: {a.id for a in analyses(settings)} == every)
    eventually(lambda: waiting(settings) == 0)
    assert analyser.poll() is None
