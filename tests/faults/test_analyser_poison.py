"""A poison message among good ones costs itself, not its neighbours and not the analyser."""

from tests.records import analyses, article, dead_letters, publish_raw, waiting
from tests.stack.waiting import ended, eventually
from tests.trial_model import DIE, HANG, RAISE

GOOD = [article(f"good{number}", f"Mara Venn opposes ban {number}.") for number in range(12)]
POISON = {
    "raises": article("raises", f"{RAISE} Mara Venn opposes the ban."),
    "kills": article("kills", f"{DIE} Mara Venn opposes the ban."),
    "hangs": article("hangs", f"{HANG} Mara Venn opposes the ban."),
}


def test_poison_becomes_dead_letters_and_its_neighbours_analyses(settings, trial, run):
    # All in one partition and one batch: poison sits between good articles.
    mixed = [*GOOD[:6], *POISON.values(), *GOOD[6:]]
    messages = [(a.article_id.encode(), a.model_dump_json().encode()) for a in mixed]
    messages.insert(3, (b"garbage", b'{"version": 1, "text": '))
    publish_raw(settings, messages, partition=5)

    analyser = run("analyser", **trial | {"article_seconds": 4})
    eventually(lambda: waiting(settings) == 0)

    assert [a.id for a in analyses(settings)] == [a.article_id for a in GOOD]
    letters = {letter.key.decode(): letter for letter in dead_letters(settings)}
    assert {key: str(letter.kind) for key, letter in letters.items()} == {
        "garbage": "undecodable",
        "raises": "analysis-failed",
        "kills": "worker-died",
        "hangs": "timed-out",
    }
    assert {(k, x.original) for k, x in letters.items()} == set(_named(messages)) - set(
        _named((a.article_id.encode(), a.model_dump_json().encode()) for a in GOOD)
    )
    assert [letters[key].offset for key in ("garbage", "raises")] == [3, 7]
    assert analyser.poll() is None


def test_many_failures_in_a_row_stop_the_analyser(settings, trial, run):
    publish_raw(
        settings,
        [(b"k", article(f"a{n}", RAISE).model_dump_json().encode()) for n in range(30)],
        partition=0,
    )

    analyser = run("analyser", **trial)

    assert ended(analyser) == 1
    assert 0 < len(dead_letters(settings)) < 10
    assert waiting(settings) >= 20


def _named(messages):
    return [(key.decode(), value) for key, value in messages]
