"""When failures make the analysis the suspect, what is begun with, and how soon it leaves."""

import asyncio
from pathlib import Path
from uuid import uuid4

import pytest
import yaml
from aiokafka.errors import IllegalStateError

from consumers.analyser.analyser import STOP_SECONDS, Analyser, faults_after
from consumers.analyser.answers import Analysis
from consumers.analyser.offsets import OneTopicTransport
from pipeline.local import children
from pipeline.rejection import Rejection
from pipeline.settings import Settings
from schemas.vocabulary import RejectionKind

COMPOSE_FILE = Path(__file__).parents[2] / "docker-compose.yml"


@pytest.mark.parametrize(
    ("answer", "faults"),
    [
        pytest.param(Analysis("a1", b"{}"), 0, id="an-analysis-clears-us"),
        pytest.param(Rejection(RejectionKind.ANALYSIS_FAILED, "x"), 5, id="it-raised"),
        pytest.param(Rejection(RejectionKind.WORKER_DIED, "x"), 5, id="it-died"),
        pytest.param(Rejection(RejectionKind.TIMED_OUT, "x"), 5, id="it-hung"),
        pytest.param(Rejection(RejectionKind.UNDECODABLE, "x"), 4, id="the-message-is-bad"),
        pytest.param(Rejection(RejectionKind.TOO_LARGE, "x"), 4, id="the-article-is-huge"),
    ],
)
def test_faults_in_a_row_after_four(answer, faults):
    assert faults_after(4, answer) == faults


def test_it_leaves_by_itself_before_a_supervisor_would_kill_it():
    service = yaml.safe_load(COMPOSE_FILE.read_text())["services"]["analyser"]

    assert STOP_SECONDS < children.STOP_SECONDS
    assert float(service["stop_grace_period"].removesuffix("s")) > STOP_SECONDS


def test_partitions_that_a_broker_did_not_show_are_looked_for_within_seconds(tmp_path):
    app = Analyser(Settings(kafka="127.0.0.1:1", home=tmp_path)).app

    assert app.conf.consumer_metadata_max_age_ms <= 10_000


@pytest.fixture
def consumer(tmp_path):
    """The consumer of an analyser that was not started."""
    app = Analyser(Settings(home=tmp_path, kafka="127.0.0.1:9092")).app
    app.transport = OneTopicTransport(app, uuid4())
    return app.consumer


def seek(consumer, monkeypatch, meanwhile=lambda: None):
    async def committed():
        meanwhile()
        return {}

    monkeypatch.setattr(consumer._thread, "seek_to_committed", committed)
    asyncio.run(consumer.seek_to_committed())


def test_it_begins_with_partitions_that_were_sought(consumer, monkeypatch):
    consumer.stop_flow()
    seek(consumer, monkeypatch)
    consumer.resume_flow()

    assert consumer.flow_active


def test_it_begins_with_nothing_that_is_given_anew_while_it_is_sought(consumer, monkeypatch):
    consumer.stop_flow()
    with pytest.raises(IllegalStateError):  # by which Faust knows
        seek(consumer, monkeypatch, meanwhile=consumer.stop_flow)
    consumer.resume_flow()

    assert not consumer.flow_active


def test_it_begins_with_nothing_that_is_given_anew_after_it_was_sought(consumer, monkeypatch):
    consumer.stop_flow()
    seek(consumer, monkeypatch)
    consumer.stop_flow()
    consumer.resume_flow()

    assert not consumer.flow_active
