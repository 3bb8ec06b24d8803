"""When many failures make the analysis, not the articles, the suspect; and how soon it leaves."""

from pathlib import Path

import pytest
import yaml

from consumers.analyser.analyser import STOP_SECONDS, Analyser, faults_after
from consumers.analyser.answers import Analysis
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
