"""An analyser that makes no progress ends itself, to be started again."""

import time

from consumers.analyser.watchdog import EXIT_STALLED
from pipeline.pool.pool import seconds_allowed
from tests.records import analyses, article, publish, waiting
from tests.stack.waiting import eventually

PATIENCE = {"stall_seconds": 1, "article_seconds": 1}


def test_an_analyser_that_never_acknowledges_is_ended(settings, trial, run_broken):
    publish(settings, [article(f"a{n}", "Mara Venn opposes it.") for n in range(3)])

    analyser = run_broken("mute", **trial, **PATIENCE)

    assert analyser.wait(timeout=60) == EXIT_STALLED
    assert {a.id for a in analyses(settings)} == {"a0", "a1", "a2"}
    assert waiting(settings) == 3


def test_an_analyser_with_nothing_to_do_lives_on(settings, trial, run):
    analyser = run("analyser", **trial, **PATIENCE)
    eventually((settings.home / "health" / "analyser").exists)
    time.sleep(2 * (1 + seconds_allowed(1)))

    assert analyser.poll() is None
