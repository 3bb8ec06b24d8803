"""The sink on a real broker and database: what is refused is set apart, nothing else suffers."""

import json
import re
import signal

import pytest

from consumers.dead_letters import rejection
from pipeline.broker import administration, ensure_topics
from pipeline.health import seconds_since_beat
from pipeline.rejection import Rejection
from schemas.topics import topics_of
from tests import records
from tests.analyses import analysed, deliver, send
from tests.rows import allow, count, forbid, rows
from tests.stack.commands import stancewire
from tests.stack.waiting import ended, eventually

pytestmark = pytest.mark.stack

GOOD = [analysed(f"toll-{n}") for n in range(30)]


def stored(settings, revisions, letters=0):
    """Wait until so many revisions and dead letters are rows."""
    url = settings.database_url
    expected = (revisions, letters)
    eventually(lambda: (count(url, "revision"), count(url, "dead_letter")) == expected)


def test_one_refused_row_among_good_ones_costs_no_other(settings, run):
    forbid(settings.database_url, "bad")
    deliver(settings, [*GOOD[:15], analysed("bad"), *GOOD[15:]])

    run("sink")
    stored(settings, len(GOOD), letters=1)

    (letter,) = records.dead_letters(settings)
    assert letter.kind == "refused-by-database"
    assert rows(settings.database_url, "SELECT id, article_id, kind FROM dead_letter") == [
        (letter.id, "bad", "refused-by-database")
    ]
    assert json.loads(letter.original)["id"] == "bad"
    assert count(settings.database_url, "mention") == 3 * len(GOOD)


def test_what_cannot_be_decoded_becomes_a_dead_letter_of_either_topic(settings, run):
    topics = topics_of(settings.namespace)
    send(settings, topics.analyses, [(b"x", b"poison")], partition=4)
    send(settings, topics.dead_letters, [(b"y", b"poison too")], partition=5)
    deliver(settings, GOOD)

    run("sink")
    stored(settings, len(GOOD), letters=2)

    found = rows(
        settings.database_url,
        "SELECT topic, partition, record_offset, kind, original"
        " FROM dead_letter ORDER BY partition",
    )
    assert found == [
        (topics.analyses.name, 4, 0, "undecodable", b"poison"),
        (topics.dead_letters.name, 5, 0, "undecodable", b"poison too"),
    ]


def test_a_dead_letter_that_cannot_be_stored_is_kept_as_what_it_was(settings, run):
    topic = topics_of(settings.namespace).dead_letters
    why = Rejection("undecodable", "half a reason")
    letter = rejection(("news.articles", 2, 0), b"x", b"poison", why, "analyser")
    body = letter.model_dump_json().replace("half a", "half a \\u0000").encode()
    send(settings, topic, [(b"x", body)], partition=2)

    run("sink")
    stored(settings, 0, letters=1)

    found = rows(settings.database_url, "SELECT topic, original FROM dead_letter")
    assert found == [(topic.name, body)]
    assert len(list(records.records_of(settings, topic))) == 1


def test_many_refusals_in_a_row_stop_the_sink_with_what_to_do(settings, run, tmp_path):
    send(settings, topics_of(settings.namespace).analyses, [(b"x", b"poison")] * 60, partition=4)

    sink = run("sink")

    assert ended(sink) == 2
    said = next(tmp_path.glob("sink-*.log")).read_text()
    assert "50 records in a row" in said
    assert "dead-letters replay --all" in said


def test_replayed_dead_letters_arrive_once_after_the_cause_is_mended(settings, run):
    forbid(settings.database_url, "bad")
    deliver(settings, [*GOOD, analysed("bad")])
    run("sink")
    stored(settings, len(GOOD), letters=1)
    listed = json.loads(stancewire(settings, "dead-letters", "list", "--json").stdout)
    assert [(found["article_id"], found["replayed_at"]) for found in listed] == [("bad", None)]
    shown = stancewire(settings, "dead-letters", "show", listed[0]["id"], "--raw")
    assert json.loads(shown.stdout)["id"] == "bad"

    allow(settings.database_url)
    replays = [stancewire(settings, "dead-letters", "replay", "--all") for _ in range(2)]
    replays.append(stancewire(settings, "dead-letters", "replay", listed[0]["id"]))

    assert [done.stdout for done in replays] == ["replayed 1\n", "replayed 0\n", "replayed 1\n"]
    stored(settings, len(GOOD) + 1, letters=1)
    waiting = stancewire(settings, "dead-letters", "list", "--waiting")
    assert (waiting.returncode, waiting.stdout) == (0, "")


def test_a_sink_ends_quickly_and_cleanly_on_sigterm(settings, run):
    deliver(settings, GOOD)
    sink = run("sink")
    stored(settings, len(GOOD))
    assert seconds_since_beat(settings.home, "sink") is not None

    sink.send_signal(signal.SIGTERM)

    assert ended(sink) == 0


def test_two_sinks_share_the_partitions_and_one_takes_over_from_the_other(settings, run):
    first, _second = run("sink"), run("sink")
    deliver(settings, GOOD[:15])
    stored(settings, 15)

    first.send_signal(signal.SIGTERM)
    assert ended(first) == 0
    deliver(settings, GOOD[15:])

    stored(settings, len(GOOD))
    assert _next_offsets(settings) == _ends(settings)


def test_the_same_analyses_twice_make_no_second_row(settings, run):
    run("sink")
    deliver(settings, GOOD)
    deliver(settings, GOOD)

    eventually(lambda: _next_offsets(settings) == _ends(settings))

    assert count(settings.database_url, "revision") == len(GOOD)
    assert count(settings.database_url, "stance") == 2 * len(GOOD)


def test_a_topic_made_anew_is_read_from_its_start(settings, run):
    topics = topics_of(settings.namespace)
    deliver(settings, GOOD[:15])
    first = run("sink")
    stored(settings, 15)
    first.send_signal(signal.SIGTERM)
    assert ended(first) == 0

    with administration(settings.kafka) as admin:
        admin.delete_topics([topics.analyses.name])
        eventually(lambda: topics.analyses.name not in admin.list_topics())
    ensure_topics(settings.kafka, topics)
    deliver(settings, GOOD[15:])
    run("sink")

    stored(settings, len(GOOD))


def test_a_database_ahead_of_the_log_stops_the_sink_with_what_to_do(settings, run, tmp_path):
    deliver(settings, GOOD)
    first = run("sink")
    stored(settings, len(GOOD))
    first.send_signal(signal.SIGTERM)
    assert ended(first) == 0
    rows(settings.database_url, "UPDATE sink_offset SET next = next + 100")

    assert ended(run("sink")) == 2
    said = (tmp_path / "sink-1.log").read_text()
    remedy = re.search(r"DELETE FROM sink_offset .*;", said).group()
    rows(settings.database_url, remedy)
    run("sink")

    eventually(lambda: _next_offsets(settings) == _ends(settings))
    assert count(settings.database_url, "revision") == len(GOOD)


def _ends(settings):
    ends = records.ends_of(settings, topics_of(settings.namespace).analyses)
    return {partition: end for partition, end in ends.items() if end}


def _next_offsets(settings):
    topic = topics_of(settings.namespace).analyses.name
    return dict(
        rows(
            settings.database_url,
            "SELECT partition, next FROM sink_offset WHERE topic = :topic",
            topic=topic,
        )
    )
