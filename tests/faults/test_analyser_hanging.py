"""An article that hangs while the partitions are given anew costs no second round."""

from tests.records import analyses, article, dead_letters, members, publish_raw, waiting
from tests.stack.waiting import eventually
from tests.trial_model import HANG

ARTICLE_SECONDS = 24  # longer than the 20 s that a group would wait without it
HANGING = article("hanging", f"{HANG} Mara Venn opposes the ban.")
GOOD = [article(f"good{number}", f"Mara Venn opposes ban {number}.") for number in range(6)]


def test_a_group_waits_for_the_longest_article(settings, trial, run):
    first = run("analyser", **trial, article_seconds=ARTICLE_SECONDS)
    eventually(lambda: members(settings) == 1)
    messages = [(b"k", a.model_dump_json().encode()) for a in (*GOOD[:3], HANGING, *GOOD[3:])]
    publish_raw(settings, messages, partition=0)
    eventually(lambda: waiting(settings) == 4)

    second = run("analyser", **trial, article_seconds=ARTICLE_SECONDS)
    eventually(lambda: members(settings) == 2)
    assert waiting(settings) == 4, "the article hung no longer when the second one joined"
    eventually(lambda: waiting(settings) == 0)

    assert [a.id for a in analyses(settings)] == [a.article_id for a in GOOD]
    assert [str(letter.kind) for letter in dead_letters(settings)] == ["timed-out"]
    assert first.poll() is second.poll() is None
