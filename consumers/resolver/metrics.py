"""What the resolver counts for Prometheus, by the batches that it resolved."""

from prometheus_client import Counter, Histogram

REVISIONS = Counter("stancewire_resolver_revisions_total", "Revisions resolved, or again.")
CORRECTIONS = Counter("stancewire_resolver_corrections_total", "Corrections obeyed.")
FAILED = Counter("stancewire_resolver_failed_total", "Revisions that could not be resolved.")
SECONDS = Histogram(
    "stancewire_resolver_batch_seconds",
    "Seconds that resolving one batch took.",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
