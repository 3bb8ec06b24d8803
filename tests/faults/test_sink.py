"""Sinks killed, stopped and cut off: each analysis becomes rows once, and none is skipped."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consumers.sink.sink import SESSION_MS
from pipeline.broker import administration
from schemas.topics import topics_of
from tests import records
from tests.analyses import analysed, deliver, send
from tests.faults.broken_sinks import MID_JOIN
from tests.processes import state
from tests.rows import count, held, held_up, rows
from tests.stack.waiting import ended, eventually

pytestmark = pytest.mark.stack

ROOT = Path(__file__).parents[2]
ARTICLES = [analysed(f"toll-{n}") for n in range(40)]
KAFKAS_SESSION_SECONDS = 45  # by default; ours lasts 6, and nothing else is waited for


@pytest.fixture
def run_broken_sink(settings, tmp_path):
    """Start a sink with one mistake in it; see `broken_sinks`."""
    started = []

    def start(mistake):
        environment = os.environ | settings.to_environment() | {"PYTHONPATH": str(ROOT)}
        log = (tmp_path / f"broken-{mistake}.log").open("wb")
        command = [sys.executable, "-m", "tests.faults.broken_sinks", mistake]
        started.append(subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log))
        log.close()
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def told_to_kafka(settings):
    """Give the offsets that the sink's group has committed to Kafka, beyond zero."""
    topics = topics_of(settings.namespace)
    with administration(settings.kafka) as admin:
        offsets = admin.list_group_offsets(topics.sink_group)[topics.sink_group]
    return {
        place.partition: found.offset
        for place, found in offsets.items()
        if found.offset > 0 and place.topic == topics.analyses.name
    }


def stored_offsets(settings):
    found = rows(
        settings.database_url,
        "SELECT partition, next FROM sink_offset WHERE topic = :topic",
        topic=topics_of(settings.namespace).analyses.name,
    )
    return dict(found)


def ends(settings):
    found = records.ends_of(settings, topics_of(settings.namespace).analyses)
    return {partition: end for partition, end in found.items() if end}


def all_once(settings):
    """Wait until database and Kafka are at the end, and see every analysis stored once."""
    eventually(lambda: stored_offsets(settings) == ends(settings))
    eventually(lambda: told_to_kafka(settings) == ends(settings))
    assert count(settings.database_url, "revision") == len(ARTICLES)
    assert count(settings.database_url, "stance") == 2 * len(ARTICLES)
    assert count(settings.database_url, "dead_letter") == 0


def test_a_sink_killed_between_database_and_kafka_repeats_nothing(settings, run, run_broken_sink):
    deliver(settings, ARTICLES)
    sink = run_broken_sink("die")
    assert ended(sink) == -signal.SIGKILL
    struck = stored_offsets(settings)
    assert struck
    assert told_to_kafka(settings) == {}
    written = rows(settings.database_url, "SELECT max(stored_at), count(*) FROM revision")[0]
    assert written[1] > 0

    run("sink")
    all_once(settings)

    before = rows(
        settings.database_url,
        "SELECT count(*) FROM revision WHERE stored_at <= :then",
        then=written[0],
    )
    assert before == [(written[1],)]


@pytest.mark.parametrize("where", ["stop-before", "stop-within"])
def test_a_zombie_that_wakes_up_stores_nothing(settings, run, run_broken_sink, where, tmp_path):
    deliver(settings, ARTICLES)
    zombie = run_broken_sink(where)
    eventually(lambda: state(zombie.pid).startswith("T"))
    assert count(settings.database_url, "revision") == 0

    run("sink")
    all_once(settings)
    zombie.send_signal(signal.SIGCONT)

    log = tmp_path / f"broken-{where}.log"
    eventually(lambda: "Fenced" in log.read_text() or "Waiting" in log.read_text())
    zombie.kill()
    zombie.wait()
    all_once(settings)


def test_a_database_that_goes_and_comes_back_costs_no_message(stack, settings, run, tmp_path):
    sink = run("sink")
    deliver(settings, ARTICLES[:10])
    eventually(lambda: count(settings.database_url, "revision") == 10)

    stack.stop_database()
    try:
        deliver(settings, ARTICLES[10:])
        log = next(tmp_path.glob("sink-*.log"))
        eventually(lambda: "The database is away" in log.read_text())
    finally:
        stack.start_database()

    all_once(settings)
    assert sink.poll() is None


def test_a_waiting_sink_stays_a_member_of_its_group_and_ends_on_sigterm(
    stack, settings, run, tmp_path
):
    sink = run("sink")
    deliver(settings, ARTICLES[:1])
    eventually(lambda: count(settings.database_url, "revision") == 1)
    group = topics_of(settings.namespace).sink_group
    seen = set()

    stack.stop_database()
    try:
        deliver(settings, ARTICLES[1:])
        log = next(tmp_path.glob("sink-*.log"))
        eventually(lambda: "The database is away" in log.read_text())
        with administration(settings.kafka) as admin:
            # longer than the session lasts without a heartbeat
            until = time.monotonic() + 1.5 * SESSION_MS / 1000
            while time.monotonic() < until:
                seen.add(len(admin.describe_groups([group])[group]["members"]))
                time.sleep(0.5)
        sink.send_signal(signal.SIGTERM)
        assert ended(sink) == 0
    finally:
        stack.start_database()

    assert seen == {1}


def test_a_broker_restarted_in_mid_stream_costs_no_message(stack, settings, run):
    run("sink")
    deliver(settings, ARTICLES[:20])
    eventually(lambda: count(settings.database_url, "revision") == 20)

    with held(settings.database_url, "article"):
        deliver(settings, ARTICLES[20:30])
        eventually(lambda: held_up(settings.database_url))
        stack.stop_broker()
        stack.start_broker()
    deliver(settings, ARTICLES[30:])

    all_once(settings)


def test_offsets_that_kafka_did_not_take_are_told_again(settings, run_broken_sink, tmp_path):
    deliver(settings, ARTICLES)
    run_broken_sink("untold")

    all_once(settings)
    assert "Kafka did not take the offsets" in (tmp_path / "broken-untold.log").read_text()


def test_a_killed_sink_is_replaced_within_seconds(settings, run):
    killed, _other = run("sink"), run("sink")
    group = topics_of(settings.namespace).sink_group
    eventually(lambda: records.group_state(settings, group) == ("Stable", 2))

    killed.kill()
    began = time.monotonic()
    deliver(settings, ARTICLES)
    eventually(lambda: count(settings.database_url, "revision") == len(ARTICLES))

    assert time.monotonic() - began < KAFKAS_SESSION_SECONDS
    all_once(settings)


def test_a_join_that_outlasts_its_poll_is_seen_through(settings, run_broken_sink, tmp_path):
    sink = run_broken_sink("mid-join")
    deliver(settings, ARTICLES[:20])
    eventually(lambda: count(settings.database_url, "revision") == 20)
    log = tmp_path / "broken-mid-join.log"
    before = log.read_text().count(MID_JOIN)

    topic = topics_of(settings.namespace).analyses
    with administration(settings.kafka) as admin:
        admin.create_partitions({topic.name: topic.partitions + 1})
    later = ((a.id.encode(), a.model_dump_json().encode()) for a in ARTICLES[20:])
    eventually(lambda: log.read_text().count(MID_JOIN) > before)
    send(settings, topic, later, partition=topic.partitions)

    eventually(lambda: count(settings.database_url, "revision") == len(ARTICLES))
    assert sink.poll() is None
