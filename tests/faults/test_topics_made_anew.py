"""A topic is deleted and made anew under a running wire, which goes on within seconds."""

import signal
import time

import pytest

from consumers.analyser.watchdog import EXIT_STALLED
from pipeline.broker import administration, ensure_topics, topic_ids
from pipeline.health import BEAT_SECONDS
from schemas.topics import topics_of
from tests.records import analyses, article, publish, waiting
from tests.rows import count
from tests.stack.waiting import ended, eventually


def make_anew(settings, *names):
    """Delete topics and create them again, as `publish` does; returns when that is so."""
    with administration(settings.kafka) as admin:
        before = topic_ids(admin, names)
        admin.delete_topics(list(names))
        eventually(lambda: not set(names) & set(admin.list_topics()))
    ensure_topics(settings.kafka, topics_of(settings.namespace))
    with administration(settings.kafka) as admin:
        after = topic_ids(admin, names)
    assert all(before[name] != after[name] for name in names)


def publish_everywhere(settings, name, *, each):
    """Publish some articles to each partition; give their ids."""
    ids = set()
    for partition in range(topics_of(settings.namespace).articles.partitions):
        some = [article(f"{name}-{partition}-{n}", f"Venn opposes toll {n}.") for n in range(each)]
        publish(settings, some, partition)
        ids |= {a.article_id for a in some}
    return ids


@pytest.fixture
def wire(settings, trial, run):
    """An analyser and a sink that have stored three articles already."""
    analyser = run("analyser", **trial)
    sink = run("sink")
    publish(settings, [article(f"old{n}", f"Mara Venn opposes toll {n}.") for n in range(3)])
    eventually(lambda: count(settings.database_url, "revision") == 3)
    return analyser, sink


def test_articles_of_a_topic_made_anew_are_answered(settings, trial, run, wire):
    analyser, sink = wire
    make_anew(settings, topics_of(settings.namespace).articles.name)
    publish(settings, [article(f"new{n}", f"Mara Venn opposes toll {n}.") for n in range(6)])

    assert ended(analyser) == EXIT_STALLED
    run("analyser", **trial)  # as who supervises it does

    eventually(lambda: count(settings.database_url, "revision") == 9)
    assert sink.poll() is None


def test_what_an_analyser_skipped_before_it_noticed_is_answered(settings, trial, run):
    analyser = run("analyser", **trial)
    publish_everywhere(settings, "old", each=3)
    eventually(lambda: waiting(settings) == 0)
    analyser.send_signal(signal.SIGSTOP)  # as a machine under load may hold it
    make_anew(settings, topics_of(settings.namespace).articles.name)
    new = publish_everywhere(settings, "new", each=10)
    analyser.send_signal(signal.SIGCONT)  # it goes on with the fourth of each partition

    ended(analyser)
    run("analyser", **trial)

    eventually(lambda: new <= {a.id for a in analyses(settings)})


def test_answers_in_topics_made_anew_are_stored(settings, wire):
    analyser, sink = wire
    topics = topics_of(settings.namespace)
    make_anew(settings, topics.analyses.name, topics.dead_letters.name)
    publish(settings, [article(f"new{n}", f"Mara Venn opposes toll {n}.") for n in range(6)])

    eventually(lambda: count(settings.database_url, "revision") == 9)
    assert (analyser.poll(), sink.poll()) == (None, None)


def test_a_wire_whose_topics_stay_as_they_are_goes_on(settings, wire):
    analyser, sink = wire
    ensure_topics(settings.kafka, topics_of(settings.namespace))
    publish(settings, [article(f"new{n}", f"Mara Venn opposes toll {n}.") for n in range(6)])

    eventually(lambda: count(settings.database_url, "revision") == 9)
    time.sleep(2 * BEAT_SECONDS)
    assert (analyser.poll(), sink.poll()) == (None, None)
