"""The analyser on a real broker: what it answers, acknowledges, refuses and waits for."""

import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from kafka import KafkaAdminClient

from pipeline.broker import administration, ensure_topics, topic_ids
from pipeline.errors import SetupError
from schemas.topics import ARTICLE_BYTES, Topic, topics_of
from tests.records import (
    analyses,
    article,
    commit,
    committed,
    dead_letters,
    ends_of,
    publish,
    publish_raw,
    waiting,
)
from tests.stack.ports import free_port
from tests.stack.waiting import ended, eventually


def test_every_article_is_answered_once_in_its_own_partition(settings, run):
    topics = topics_of(settings.namespace)
    publish(settings, [article(f"a{n}", f"Mara Venn opposes ban {n}.") for n in range(30)])

    run("analyser")
    eventually(lambda: waiting(settings) == 0)

    assert sorted(a.id for a in analyses(settings)) == sorted(f"a{n}" for n in range(30))
    assert dead_letters(settings) == []
    ends = ends_of(settings, topics.articles)
    assert ends_of(settings, topics.analyses) == ends
    assert committed(settings) == {partition: end for partition, end in ends.items() if end}


def test_an_offset_counts_if_its_topics_id_or_none_is_beside_it(settings, run):
    topics = topics_of(settings.namespace)
    with administration(settings.kafka) as admin:
        topic_id = str(topic_ids(admin, [topics.articles.name])[topics.articles.name])
    for partition, metadata in enumerate([str(uuid4()), "", topic_id]):
        some = [article(f"{partition}-{n}", f"Mara Venn opposes ban {n}.") for n in range(3)]
        publish(settings, some, partition)
        commit(settings, {partition: 2}, metadata)

    run("analyser")
    eventually(lambda: waiting(settings) == 0)

    assert sorted(a.id for a in analyses(settings)) == ["0-0", "0-1", "0-2", "1-2", "2-2"]
    with administration(settings.kafka) as admin:
        written = admin.list_group_offsets(topics.analyser_group)[topics.analyser_group]
    assert {offset.metadata for offset in written.values()} == {topic_id}


def test_revisions_of_an_article_are_answered_in_the_order_they_came(settings, run):
    texts = [f"Mara Venn opposes ban {n}." for n in range(20)]
    publish(settings, [article("a", text) for text in texts])

    run("analyser", workers=2)
    eventually(lambda: waiting(settings) == 0)

    assert [a.text for a in analyses(settings)] == texts


def test_what_is_no_article_becomes_a_dead_letter_with_its_bytes_and_place(settings, run):
    garbage = b'{"text": "Mara Venn'
    publish_raw(settings, [(b"k", garbage), (b"tombstone", None)], partition=3)

    run("analyser")
    eventually(lambda: waiting(settings) == 0)

    first, second = dead_letters(settings)
    assert (first.topic, first.partition, first.offset) == (
        topics_of(settings.namespace).articles.name,
        3,
        0,
    )
    assert (first.key, first.original, first.kind) == (b"k", garbage, "undecodable")
    assert (second.key, second.original, second.kind) == (b"tombstone", b"", "undecodable")


def test_the_largest_messages_pass(settings, run):
    largest = topics_of(settings.namespace).articles.message_bytes - 1_000
    text = "Mara Venn opposes the ban. ".ljust(ARTICLE_BYTES, "x")  # long, yet quickly read
    publish(settings, [article("long", text)])
    publish_raw(settings, [(b"garbage", b"x" * largest)])

    run("analyser")
    eventually(lambda: waiting(settings) == 0)

    assert [len(a.text) for a in analyses(settings)] == [len(text)]
    assert [len(letter.original) for letter in dead_letters(settings)] == [largest]


def test_sigterm_stops_an_idle_analyser_cleanly(settings, run):
    analyser = run("analyser")
    beat = settings.home / "health" / "analyser"
    eventually(beat.exists)

    assert _stopped(analyser) == 0


def test_without_a_broker_the_analyser_waits_and_says_so(settings, run, tmp_path):
    analyser = run("analyser", kafka=f"127.0.0.1:{free_port()}")
    eventually(lambda: b"waiting for it" in _log(tmp_path))

    assert analyser.poll() is None
    assert _stopped(analyser) == 0


def test_a_missing_model_ends_the_analyser_at_start_saying_what_to_do(settings, run, tmp_path):
    analyser = run("analyser", model="en_core_web_xl")

    assert ended(analyser) == 2
    assert b"pip install en-core-web-xl" in _log(tmp_path)


def test_a_topic_with_other_partitions_is_refused_by_name(settings):
    topics = topics_of(settings.namespace)
    with administration(settings.kafka) as admin:
        admin.create_partitions({topics.analyses.name: 13})
        eventually(lambda: len(_partitions(admin, topics.analyses)) == 13)

    with pytest.raises(SetupError, match=rf"{topics.analyses.name} has 13 partitions, not the 12"):
        ensure_topics(settings.kafka, topics)


def test_topics_are_made_once_by_many_who_ask_at_once(stack, settings):
    topics = topics_of(f"{settings.namespace}-new")
    command = (
        "import sys; from pipeline.broker import ensure_topics; "
        "from schemas.topics import topics_of; ensure_topics(sys.argv[1], topics_of(sys.argv[2]))"
    )
    arguments = [sys.executable, "-c", command, stack.bootstrap, f"{settings.namespace}-new"]
    together = [subprocess.Popen(arguments) for _ in range(3)]

    assert [ended(process) for process in together] == [0, 0, 0]
    assert len(ends_of(settings, topics.articles)) == topics.articles.partitions


def _partitions(admin: KafkaAdminClient, topic: Topic) -> list[object]:
    (described,) = admin.describe_topics([topic.name])
    return described["partitions"]


def _log(folder: Path) -> bytes:
    return (folder / "analyser-0.log").read_bytes()


def _stopped(process: "subprocess.Popen[bytes]") -> int:
    process.send_signal(signal.SIGTERM)
    return ended(process)
