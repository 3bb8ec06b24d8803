"""The monitor on a real broker and database: states of real groups, told to whoever asks."""

import json
import signal
import statistics
import time
from datetime import UTC, datetime

import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.errors import RebalanceInProgressError

from consumers.sink.store import Batch, store_batch
from pipeline.broker import administration
from pipeline.database import connection_to, database_at
from schemas.topics import topics_of
from tests import records
from tests.analyses import analysed, claim, deliver, send
from tests.hook import listening
from tests.records import article, publish
from tests.rows import count, rows
from tests.scrape import answer, number, samples
from tests.stack.commands import stancewire
from tests.stack.ports import free_port
from tests.stack.waiting import LAST_RESORT_SECONDS, ended, eventually

pytestmark = pytest.mark.stack

OTHER = "billing-trial"  # a group that is not ours


class Monitor:
    """A monitor that looks often and soon loses its patience, seen by what it serves."""

    def __init__(self, run, settings, **changes):
        self.port = free_port()
        quick = {"monitor_seconds": 0.2, "patience_seconds": 1, "metrics_port": self.port}
        self.process = run("monitor", **quick | changes)
        self.sink = topics_of(settings.namespace).sink_group
        self.analyser = topics_of(settings.namespace).analyser_group

    def state(self, group: str) -> str | None:
        told = samples(self.port, "stancewire_group_state", group=group)
        return next((one.labels["state"] for one in told if one.value), None)

    def comes_to(self, group: str, state: str) -> bool:
        return eventually(lambda: self.state(group) == state)


@pytest.fixture
def hook():
    with listening() as made:
        yield made


@pytest.fixture
def topic(settings):
    return topics_of(settings.namespace).articles


@pytest.fixture
def watched(run, settings, hook):
    return Monitor(run, settings, webhook=hook.url)


def reason_of(hook, group: str) -> str:
    return next(one["reason"] for one in reversed(hook.posted) if one["group"] == group)


def test_a_sink_that_is_killed_is_unread_then_stopped_and_well_when_it_is_back(
    settings, run, watched, hook
):
    sink = run("sink")
    deliver(settings, [analysed(f"a{n}") for n in range(5)])
    eventually(lambda: count(settings.database_url, "revision") == 5)
    watched.comes_to(watched.sink, "ok")

    sink.kill()
    deliver(settings, [analysed(f"b{n}") for n in range(3)])
    watched.comes_to(watched.sink, "stop")

    told = ("unread", "stop")
    eventually(lambda: [to for group, _, to in hook.told if group == watched.sink][-2:] == [*told])
    assert "the sink has not committed for " in reason_of(hook, watched.sink)
    assert reason_of(hook, watched.sink).endswith(" s while 3 answers wait")
    run("sink")
    watched.comes_to(watched.sink, "ok")
    # While its members join anew it may stand still, or even fall behind, on the way.
    eventually(lambda: [to for group, _, to in hook.told if group == watched.sink][-1] == "ok")


def test_a_member_that_never_commits_stalls(settings, watched, hook, topic):
    publish(settings, [article(f"a{n}", f"Venn said {n}.") for n in range(60)])
    member = records.member_of(settings, watched.analyser, topic.name, enable_auto_commit=False)
    try:
        eventually(lambda: member.poll(timeout_ms=200))
        watched.comes_to(watched.analyser, "stall")
        eventually(lambda: "stall" in [to for _, _, to in hook.told])
    finally:
        member.close()

    stalled = next(one for one in hook.posted if one["to"] == "stall")
    assert stalled["reason"] == (
        "the analyser has never committed while 60 articles wait though it is there"
    )
    assert (stalled["topic"], stalled["lag"]) == (topic.name, 60)


def test_an_offset_that_goes_back_is_a_rewind(settings, watched, hook, topic):
    publish(settings, [article("a", f"Venn said {n}.") for n in range(6)], partition=3)
    records.commit(settings, {3: 6})
    watched.comes_to(watched.analyser, "ok")

    records.commit(settings, {3: 2})

    watched.comes_to(watched.analyser, "rewind")
    eventually(lambda: "rewind" in [to for _, _, to in hook.told])
    assert reason_of(hook, watched.analyser) == (
        "the analyser went back by 4 articles, and 4 articles wait"
    )
    assert number(watched.port, "stancewire_partition_state", partition="3", topic=topic.name) == 2


def test_what_retention_ate_is_lost_until_the_group_has_gone_on(settings, watched, hook, topic):
    publish(settings, [article("a", f"Venn said {n}.") for n in range(6)], partition=3)
    records.commit(settings, {3: 2})
    with administration(settings.kafka) as admin:
        admin.delete_records({TopicPartition(topic.name, 3): 5})

    watched.comes_to(watched.analyser, "lost")
    assert number(watched.port, "stancewire_group_lost_messages", group=watched.analyser) == 3
    eventually(lambda: "lost" in [to for _, _, to in hook.told])
    assert reason_of(hook, watched.analyser) == (
        "retention deleted 3 articles before the analyser read them"
    )

    records.commit(settings, {3: 6})
    watched.comes_to(watched.analyser, "ok")


def test_any_group_of_the_cluster_is_watched_where_a_pattern_names_it(settings, run, topic):
    publish(settings, [article("a", f"Venn said {n}.") for n in range(6)], partition=3)
    group = f"{OTHER}-{settings.namespace}"
    member = records.member_of(
        settings, group, topic.name, client_id="trial", enable_auto_commit=False
    )
    try:
        eventually(lambda: _has_committed(member, TopicPartition(topic.name, 3), 6))
        publish(settings, [article("a", "Venn said no more.")], partition=3)
        shown = stancewire(settings, "lag", "--group", "billing-*", "--json")
        watched = Monitor(run, settings, monitor_groups=f"{OTHER}-*, nobody-*")
        lag = {"group": group, "partition": "3", "client_id": "trial"}
        name = "kafka_consumergroup_group_lag"
        eventually(lambda: number(watched.port, name, **lag) == 1)
        watched.comes_to(group, "stall")
    finally:
        member.close()

    found = {one["group"]: one for one in json.loads(shown.stdout)["groups"]}
    assert (found[group]["lag"], found[group]["members"], found[group]["judged"]) == (1, 1, "ok")
    assert found[group]["reason"] == "1 message waits"


def _has_committed(member: KafkaConsumer, place: TopicPartition, offset: int) -> bool:
    """Read on and commit; while the group is balanced anew it cannot."""
    member.poll(timeout_ms=200)
    try:
        member.commit()
    except RebalanceInProgressError:
        return False
    return member.committed(place) == offset


def test_groups_that_no_pattern_names_are_left_out(settings, watched, topic):
    records.member_of(settings, f"{OTHER}-left-out", topic.name).close()
    watched.comes_to(watched.sink, "ok")

    assert watched.state(f"{OTHER}-left-out") is None


def test_the_oldest_message_of_two_groups_in_one_partition_is_told_of_each(settings, topic):
    now = datetime.now(UTC)
    for hours in (3, 2, 1):
        at = datetime.fromtimestamp(now.timestamp() - 3600 * hours, UTC)
        publish(settings, [article("a", f"Venn said {hours}.")], partition=3, at=at)
    group = f"{OTHER}-{settings.namespace}"
    member = records.member_of(settings, group, topic.name, enable_auto_commit=False)
    eventually(lambda: member.poll(timeout_ms=200, max_records=1))
    member.commit()
    member.close()

    shown = json.loads(stancewire(settings, "lag", "--group", group, "--json").stdout)

    ours = topics_of(settings.namespace).analyser_group
    hours = {one["group"]: one["seconds"] // 3600 for one in shown["groups"]}
    assert (hours[ours], hours[group]) == (3, 2)


def test_articles_that_no_resolver_reads_are_told(settings, watched, hook):
    with database_at(settings.database_url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), [claim("a", "Mara Venn")]))

    watched.comes_to("resolver", "unread")

    eventually(lambda: ("resolver", "ok", "unread") in hook.told)
    assert reason_of(hook, "resolver") == "1 article waits and no resolver is there to read"
    assert number(watched.port, "stancewire_resolver_waiting_articles") == 1


def test_dead_letters_that_nobody_replayed_are_counted_by_kind(settings, run, watched):
    sink_port = free_port()
    run("sink", metrics_port=sink_port)
    send(settings, topics_of(settings.namespace).analyses, [(b"x", b"poison")] * 3, partition=4)

    eventually(lambda: number(watched.port, "stancewire_dead_letters", kind="undecodable") == 3)
    assert number(watched.port, "stancewire_dead_letters", kind="too-large") == 0
    assert number(sink_port, "stancewire_sink_rejected_total", kind="undecodable") == 3


def test_how_fresh_rows_are_is_what_a_clock_says(settings, run, watched):
    sink_port = free_port()
    run("analyser")
    run("sink", metrics_port=sink_port)
    least, most = [], []

    for paced in range(12):
        begun = time.time()
        publish(settings, [article(f"a{paced}", f"Mara Venn opposes toll {paced}.")])
        sent = time.time()
        unseen = sent
        while count(settings.database_url, "revision") == paced:
            unseen = time.time()
            assert unseen < begun + LAST_RESORT_SECONDS
        most.append(time.time() - begun)
        least.append(unseen - sent)

    known = rows(
        settings.database_url,
        "SELECT extract(epoch FROM stored_at - queued_at)::float FROM revision ORDER BY id",
    )
    # A row is there when its transaction ends, and says when that began.
    storing = number(sink_port, "stancewire_sink_batch_seconds_sum")
    for (took,), low, high in zip(known, least, most, strict=True):
        assert low - storing <= took <= high
    told = {
        percentile: eventually(
            lambda percentile=percentile: number(
                watched.port, "stancewire_freshness_seconds", window="5m", percentile=percentile
            )
        )
        for percentile in ("50", "95", "99")
    }
    eventually(lambda: number(watched.port, "stancewire_freshness_articles", window="1h") == 12)
    median = statistics.median(took for (took,) in known)
    assert told["50"] <= told["95"] <= told["99"] <= max(most)
    eventually(
        lambda: (
            number(watched.port, "stancewire_freshness_seconds", window="5m", percentile="50")
            == pytest.approx(median)
        )
    )


def test_workers_tell_what_they_did(settings, run):
    ports = {name: free_port() for name in ("analyser", "sink", "resolver")}
    for name, port in ports.items():
        run(name, metrics_port=port)
    publish(settings, [article(f"a{n}", f"Mara Venn opposes toll {n}.") for n in range(3)])
    records.publish_raw(settings, [(b"x", b"poison")])

    eventually(lambda: count(settings.database_url, "resolved") == 3)

    told = {
        name: eventually(lambda name=name, port=port: number(port, name))
        for name, port in (
            ("stancewire_analyser_analysed_total", ports["analyser"]),
            ("stancewire_analyser_rejected_total", ports["analyser"]),
            ("stancewire_analyser_analysis_seconds_count", ports["analyser"]),
            ("stancewire_sink_revisions_total", ports["sink"]),
            ("stancewire_sink_batch_seconds_count", ports["sink"]),
            ("stancewire_resolver_revisions_total", ports["resolver"]),
            ("stancewire_resolver_batch_seconds_count", ports["resolver"]),
        )
    }
    assert told["stancewire_analyser_analysed_total"] == 3
    assert told["stancewire_analyser_rejected_total"] == 1
    assert told["stancewire_analyser_analysis_seconds_count"] == 3
    assert told["stancewire_sink_revisions_total"] == 3
    assert told["stancewire_resolver_revisions_total"] >= 3
    for port in ports.values():
        assert eventually(lambda port=port: answer(port, "/healthz")[0] == 200)
        assert answer(port, "/elsewhere")[0] == 404


def test_a_webhook_that_hangs_holds_up_neither_looks_nor_the_end(settings, watched, hook, topic):
    hook.go_on.clear()
    publish(settings, [article("a", "Venn said it.")], partition=3)
    watched.comes_to(watched.analyser, "unread")
    eventually(lambda: hook.posted)

    records.commit(settings, {3: 1})
    watched.comes_to(watched.analyser, "ok")
    watched.process.send_signal(signal.SIGTERM)

    assert ended(watched.process) == 0
    assert len(hook.posted) == 1


def test_a_broker_that_is_away_is_told_and_no_lag_is(settings, run):
    watched = Monitor(run, settings, kafka=f"127.0.0.1:{free_port()}")

    eventually(lambda: number(watched.port, "stancewire_monitor_up", part="broker") == 0)
    eventually(lambda: answer(watched.port, "/healthz") == (200, "well\n"))
    assert number(watched.port, "kafka_consumergroup_group_lag") is None
    assert watched.process.poll() is None


def test_without_a_database_groups_are_watched_all_the_same(settings, run, topic):
    watched = Monitor(run, settings, database_url=None)

    watched.comes_to(watched.analyser, "ok")
    assert number(watched.port, "stancewire_monitor_up", part="database") is None
    assert number(watched.port, "stancewire_freshness_articles") is None


def test_a_port_that_is_taken_stops_a_worker_with_what_to_do(settings, run, watched, tmp_path):
    watched.comes_to(watched.sink, "ok")

    assert ended(run("sink", metrics_port=watched.port)) == 2
    said = next(tmp_path.glob("sink-*.log")).read_text()
    assert f"Port {watched.port} of 127.0.0.1" in said
    assert "STANCEWIRE_METRICS_PORT" in said
