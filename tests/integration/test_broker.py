"""Clients of a broker that is well: what is closed in good order leaves no error in the log."""

import logging
import threading

import pytest
from kafka.net.transport import KafkaTCPTransport

from consumers.watch.lag_monitor import lag_reader
from pipeline.broker import OrderlyClient, administration, topic_ids
from pipeline.errors import UnavailableError
from schemas.topics import topics_of
from tests.records import article, member_of, publish
from tests.stack.waiting import LAST_RESORT_SECONDS, eventually

pytestmark = pytest.mark.stack


class Amid(OrderlyClient):
    """A client that is closed just when its thread has heard of an answer, and not yet read it."""

    def close(self, node_id=None):
        stands, closed = threading.Event(), threading.Event()
        read, end = KafkaTCPTransport._sock_recv, KafkaTCPTransport._close

        def late(transport):
            stands.set()
            closed.wait(1)  # with the thread ended first, the socket is not closed before
            return read(transport)

        def told(transport, error=None):
            end(transport, error)
            closed.set()

        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(KafkaTCPTransport, "_sock_recv", late)
            patched.setattr(KafkaTCPTransport, "_close", told)
            self._manager.call_soon(self._manager.cluster.refresh_metadata)  # an answer will come
            assert stands.wait(LAST_RESORT_SECONDS)
            super().close(node_id)


@pytest.fixture
def topic(settings):
    publish(settings, [article(f"a{n}", f"Venn said {n}.") for n in range(30)])
    return topics_of(settings.namespace).articles.name


def tracebacks(caplog):
    return [record.getMessage() for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("group", [None, "readers"], ids=["alone", "in-a-group"])
def test_a_consumer_may_be_closed_while_its_thread_reads(settings, topic, caplog, group):
    name = group and f"{settings.namespace}.{group}"
    consumer = member_of(settings, name, topic, kafka_client=Amid)
    eventually(lambda: consumer.poll(timeout_ms=100))

    consumer.close()

    assert tracebacks(caplog) == []


def test_an_administrator_is_closed_without_an_error(settings, topic, caplog):
    for _ in range(3):
        with administration(settings.kafka) as admin:
            admin.list_topics()

    assert [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR] == []


def test_lag_is_read_and_closed_without_a_traceback(settings, topic, caplog):
    with lag_reader(settings.kafka, topics_of(settings.namespace)) as read:
        read()

    assert tracebacks(caplog) == []


def test_a_topic_has_an_id_only_while_it_is_there(settings, topic):
    with administration(settings.kafka) as admin:
        known = topic_ids(admin, [topic])
        assert known == topic_ids(admin, [topic])
        with pytest.raises(UnavailableError, match=r"no topic never-was now"):
            topic_ids(admin, [topic, "never-was"])
