"""An article that takes long while the partitions are given anew: all wait for it, and for once."""

import signal
import time

from tests.faults.broken_analysers import HASTY_SECONDS
from tests.records import analyses, article, dead_letters, group_state, publish_raw, waiting
from tests.stack.waiting import ended, eventually
from tests.trial_model import WAIT

LONG = article("long", f"{WAIT} Mara Venn opposes the ban.")
GOOD = [article(f"good{number}", f"Mara Venn opposes ban {number}.") for number in range(6)]
MIXED = [*GOOD[:3], LONG, *GOOD[3:]]


def _let_two_meet(settings, start):
    """Have one analyser busy with the long article while another waits to join its group."""
    publish_raw(settings, [(b"k", a.model_dump_json().encode()) for a in MIXED], partition=0)
    first = start()
    eventually(lambda: waiting(settings) == 4)
    second = start()
    eventually(lambda: group_state(settings) == ("PreparingRebalance", 2))
    return first, second


def test_a_group_waits_for_the_longest_article(settings, trial, run_broken, let_pass):
    first, second = _let_two_meet(settings, lambda: run_broken("hasty", **trial))

    time.sleep(2 * HASTY_SECONDS)  # for so long the group would not wait without the article
    assert waiting(settings) == 4
    let_pass(2)  # also to whoever would begin it again
    eventually(lambda: waiting(settings) == 0)

    assert [a.id for a in analyses(settings)] == [a.article_id for a in MIXED]
    assert dead_letters(settings) == []
    assert first.poll() is second.poll() is None


def test_sigterm_stops_an_analyser_that_waits_to_join(settings, trial, run, let_pass):
    first, joining = _let_two_meet(settings, lambda: run("analyser", **trial))

    joining.send_signal(signal.SIGTERM)

    assert ended(joining) == 0
    assert waiting(settings) == 4, "it had joined already"
    let_pass(1)
    eventually(lambda: waiting(settings) == 0)
    assert first.poll() is None
