"""What the fetcher counts for Prometheus."""

from prometheus_client import Counter, Histogram

ERRANDS = Counter(
    "stancewire_fetcher_errands_total",
    "Robots, lists, pages and folders that were asked for, by what came of it.",
    ["kind", "outcome"],
)
PUBLISHED = Counter("stancewire_fetcher_published_total", "Revisions that the broker confirmed.")
SECONDS = Histogram(
    "stancewire_fetcher_errand_seconds",
    "Seconds that an errand took, from its lease to its bookkeeping.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
)
