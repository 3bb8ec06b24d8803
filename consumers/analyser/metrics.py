"""What the analyser counts for Prometheus, by the answers that it delivers."""

from prometheus_client import Counter, Histogram

from consumers.analyser.answers import Analysis, Answer
from schemas.vocabulary import RejectionKind

ANALYSED = Counter("stancewire_analyser_analysed_total", "Articles answered by an analysis.")
REJECTED = Counter(
    "stancewire_analyser_rejected_total", "Articles answered by a dead letter.", ["kind"]
)
SECONDS = Histogram(
    "stancewire_analyser_analysis_seconds",
    "Seconds that the analysis of one article took.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)

for kind in RejectionKind:
    REJECTED.labels(kind)  # counted from 0, so that the first of a kind is an increase


def count(answer: Answer) -> None:
    """Count an answer that was delivered; a retraction took no analysis."""
    if not isinstance(answer, Analysis):
        REJECTED.labels(answer.kind).inc()
    elif answer.seconds is not None:
        ANALYSED.inc()
        SECONDS.observe(answer.seconds)
