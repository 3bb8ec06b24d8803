"""When many failures in a row make the analysis, not the articles, the suspect."""

import pytest

from consumers.analyser.analyser import faults_after
from consumers.analyser.answers import Analysis
from pipeline.rejection import Rejection
from schemas.vocabulary import RejectionKind


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
