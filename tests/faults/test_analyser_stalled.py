"""An analyser that makes no progress ends itself, to be started again."""

from consumers.analyser.watchdog import EXIT_STALLED
from pipeline.pool.pool import seconds_allowed
from tests.records import analyses, article, publish, waiting
from tests.stack.waiting import ended, eventually


def test_an_analyser_that_never_acknowledges_is_ended(settings, trial, run_broken):
    publish(settings, [article(f"a{n}", "Mara Venn opposes it.") for n in range(3)])

    analyser = run_broken("mute", **trial | {"stall_seconds": 1, "article_seconds": 2})

    assert ended(analyser) == EXIT_STALLED
    assert {a.id for a in analyses(settings)} == {"a0", "a1", "a2"}
    assert waiting(settings) == 3


def test_an_analyser_with_nothing_to_do_lives_on(settings, trial, run):
    seconds = 0.2
    patience = seconds + seconds_allowed(seconds)
    beat = settings.home / "health" / "analyser"

    analyser = run("analyser", **trial | {"stall_seconds": seconds, "article_seconds": seconds})
    eventually(beat.exists)
    first = beat.stat().st_mtime
    eventually(lambda: beat.stat().st_mtime > first + 2 * patience)

    assert analyser.poll() is None
