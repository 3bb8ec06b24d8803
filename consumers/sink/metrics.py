"""What the sink counts for Prometheus, by the batches that it stored."""

from prometheus_client import Counter, Histogram

from schemas.vocabulary import RejectionKind

RECORDS = Counter("stancewire_sink_records_total", "Analyses, retractions and dead letters stored.")
REVISIONS = Counter("stancewire_sink_revisions_total", "Revisions stored that were new.")
REJECTED = Counter("stancewire_sink_rejected_total", "Records that became dead letters.", ["kind"])
for kind in RejectionKind:
    REJECTED.labels(kind)  # counted from 0, so that the first of a kind is an increase
SECONDS = Histogram(
    "stancewire_sink_batch_seconds",
    "Seconds that storing one batch took.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
