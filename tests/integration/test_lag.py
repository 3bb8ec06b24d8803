"""`stancewire lag` on a real broker: its numbers are Kafka's own."""

import json
import os
import re
import signal
import subprocess
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from kafka import TopicPartition

from consumers.sink.store import Batch, store_batch
from consumers.watch.lag_monitor import CONNECT_SECONDS
from pipeline.broker import administration
from pipeline.database import connection_to, database_at
from pipeline.local.jars import fetch_jars
from pipeline.local.kafka import java_with
from pipeline.settings import Settings
from schemas.topics import topics_of
from tests import records
from tests.analyses import claim
from tests.records import article, ends_of, publish
from tests.rows import count
from tests.stack.commands import stancewire
from tests.stack.plugin import STANCEWIRE
from tests.stack.ports import free_port
from tests.stack.waiting import LAST_RESORT_SECONDS, ended, eventually

pytestmark = pytest.mark.stack


def lag(settings: Settings, *arguments: str, **changes: object):
    return stancewire(settings, "lag", *arguments, **changes)


def looked(settings: Settings) -> dict[str, dict]:
    done = lag(settings, "--json")
    return {group["group"]: group for group in json.loads(done.stdout)["groups"]}


@pytest.fixture
def articles(settings):
    """The topic of articles, with 60 in it."""
    publish(settings, [article(f"a{n}", f"Venn said {n}.") for n in range(60)])
    return topics_of(settings.namespace).articles


@pytest.fixture
def group(settings):
    lag(settings)  # a new broker takes a moment until it keeps groups; lag waits for that
    return topics_of(settings.namespace).analyser_group


def commit(settings: Settings, topic, share: float) -> dict[int, int]:
    """Commit a share of each partition for the analyser's group, without members."""
    offsets = {n: int(end * share) for n, end in ends_of(settings, topic).items()}
    records.commit(settings, offsets)
    return offsets


def as_kafka_says(settings: Settings, group: str) -> dict[int, tuple[int, int, int]]:
    """Give committed, end and lag of each partition, read from Kafka's own tool."""
    tool = "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand"
    asked = ["--bootstrap-server", settings.kafka, "--describe", "--group", group]
    command = [*java_with(fetch_jars(settings.cache)), tool, *asked]
    said = subprocess.run(
        command, capture_output=True, text=True, timeout=LAST_RESORT_SECONDS, check=True
    )
    rows = [line.split() for line in said.stdout.splitlines() if line.startswith(group)]
    return {int(row[2]): (int(row[3]), int(row[4]), int(row[5])) for row in rows}


def test_the_numbers_are_those_of_kafkas_own_tool(settings, articles, group):
    commit(settings, articles, share=0.5)

    partitions = looked(settings)[group]["partitions"]

    ours = {p["partition"]: (p["committed"], p["end"], p["lag"]) for p in partitions}
    assert ours == as_kafka_says(settings, group)
    assert sum(behind for _, _, behind in ours.values()) >= 30


def test_seconds_are_the_age_of_the_oldest_article_that_waits(settings, group):
    now = datetime.now(UTC)
    topic = topics_of(settings.namespace).articles
    for hours in (3, 2, 1):
        publish(settings, [article("a", f"Venn said {hours}.")], at=now - timedelta(hours=hours))
    commit(settings, topic, share=0.4)  # one of the three

    seconds = looked(settings)[group]["seconds"]

    assert 2 * 3600 <= seconds <= 2 * 3600 + (datetime.now(UTC) - now).total_seconds()


def test_a_group_that_never_was_lags_by_everything_and_has_stalled(settings, articles, group):
    done = lag(settings)

    assert done.returncode == 1
    assert f"{group} is stalled: 60 wait and no member reads them.\n" in done.stdout
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    assert looked(settings)[group]["lag"] == 60


def test_what_was_committed_in_a_topic_that_is_gone_counts_as_never_committed(
    settings, articles, group
):
    records.commit(settings, ends_of(settings, articles), metadata=str(uuid4()))

    found = looked(settings)[group]

    assert found["lag"] == 60
    assert {p["committed"] for p in found["partitions"]} == {None}


def test_a_group_with_a_member_lags_without_alarm(settings, articles, group):
    member = records.member_of(settings, group, articles.name, enable_auto_commit=False)
    eventually(lambda: member.poll(timeout_ms=200))
    try:
        found = looked(settings)[group]
        done = lag(settings)
    finally:
        member.close()

    assert (found["members"], found["state"], found["lag"]) == (1, "Stable", 60)
    assert done.returncode == 0
    assert "all, 1 member " in done.stdout


def test_what_waits_where_no_member_reads_is_an_alarm_though_the_group_has_one(
    settings, articles, group
):
    another = topics_of(settings.namespace).analyses.name
    member = records.member_of(settings, group, another)
    eventually(lambda: member.poll(timeout_ms=200) or member.assignment())
    try:
        found = looked(settings)[group]
        done = lag(settings)
    finally:
        member.close()

    assert (found["members"], found["state"], found["unread"]) == (1, "Stable", 60)
    assert done.returncode == 1
    assert f"{group} is stalled: 60 wait and no member reads them.\n" in done.stdout
    totals = done.stdout.splitlines()[1]
    assert "all, 1 member " in totals
    assert totals.rstrip().endswith(" unread")


def test_without_lag_only_totals_are_shown(settings, articles, group):
    commit(settings, articles, share=1)

    few, every = lag(settings), lag(settings, "--all")

    assert few.returncode == 0
    assert [few.stdout.count(" 0 s"), every.stdout.count(" 0 s")] == [3, 3 + 3 * 12]


def test_what_retention_deleted_unread_is_an_alarm(settings, articles, group):
    committed = commit(settings, articles, share=0.5)
    ends = ends_of(settings, articles)
    with administration(settings.kafka) as admin:
        admin.delete_records({TopicPartition(articles.name, n): end for n, end in ends.items()})

    found, done = looked(settings)[group], lag(settings)

    lost = sum(ends.values()) - sum(committed.values())
    assert (found["lag"], found["lost"]) == (0, lost)
    assert done.returncode == 1
    assert f"{group} lost {lost}: retention deleted them unread.\n" in done.stdout


def test_watching_through_a_pipe_gives_a_line_for_each_group_until_ctrl_c(settings, articles):
    watching = subprocess.Popen(
        [str(STANCEWIRE), "lag", "--watch", "--pause", "0.2"],
        env=os.environ | settings.to_environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    with watching.stdout:
        lines = [watching.stdout.readline() for _ in range(9)]
        watching.send_signal(signal.SIGINT)

    assert ended(watching) == 0
    assert [
        line for line in lines[::3] if not re.search(r" lag 60, behind .*no members", line)
    ] == []
    assert [line for line in lines[1::3] if " lag 0, behind 0 s" not in line] == []
    assert [line for line in lines[2::3] if "resolver lag 0, behind 0 s, not run" not in line] == []


def test_articles_that_no_resolver_reads_are_an_alarm(settings, group, run):
    with database_at(settings.database_url) as engine, connection_to(engine) as connection:
        store_batch(connection, Batch((), [claim("a", "Mara Venn"), claim("b", "Nora Venn")]))

    before = lag(settings)
    run("resolver")
    eventually(lambda: count(settings.database_url, "unresolved") == 0)
    after = lag(settings, "--json")

    assert before.returncode == 1
    assert "The resolver is stalled: 2 articles wait and none runs." in before.stdout
    assert after.returncode == 0
    found = json.loads(after.stdout)["resolver"]
    assert (found["waiting"], found["running"], found["stalled"]) == (0, True, False)
    assert (found["judged"], found["reason"]) == ("ok", "nothing waits")


def test_missing_topics_are_named_with_what_to_do(settings):
    done = lag(settings, namespace="never-was")

    assert done.returncode == 2
    assert "No such topic: never-was.articles" in done.stderr


def test_a_broker_that_is_away_is_said_at_once(settings):
    done = lag(settings, kafka=f"127.0.0.1:{free_port()}")

    assert done.returncode == 2
    assert f"No broker answered within {CONNECT_SECONDS:g} s" in done.stderr.splitlines()[-1]
    assert CONNECT_SECONDS <= 5
