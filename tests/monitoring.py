"""The files of monitoring/, and every number that a worker or the monitor can tell."""

import importlib
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prometheus_client import REGISTRY, CollectorRegistry

from consumers.monitor.exposition import Numbers, Seen
from consumers.watch.freshness import Freshness
from pipeline.lag import GroupLag, LagReport, Member, PartitionLag, ResolverLag
from pipeline.watch.judgements import judgements, remembered
from schemas.topics import topics_of

MONITORING = Path(__file__).parents[1] / "monitoring"
PROMETHEUS = MONITORING / "prometheus"
DASHBOARD = MONITORING / "grafana" / "dashboards" / "stancewire.json"
COUNTING = ("consumers.analyser.metrics", "consumers.sink.metrics", "consumers.resolver.metrics")
TOPICS = topics_of("news")
LETTERS = {"undecodable": 4}
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def seen() -> Seen:
    """Give what a monitor saw of a sink with two partitions, one of them in trouble."""
    memory = {}
    for minutes in (0, 1):
        partitions = tuple(
            PartitionLag(
                topic=TOPICS.analyses.name,
                partition=number,
                committed=10 * minutes * owned,
                log_start=0,
                end=100,
                lag=100 - 10 * minutes * owned,
                seconds=3.0,
                lost=0,
                owned=owned,
                member=Member("/10.0.0.7", "sink-1", "sink") if owned else None,
                retention_used=0.25,
            )
            for number, owned in enumerate((True, False))
        )
        report = LagReport(
            NOON + timedelta(minutes=minutes),
            (GroupLag(TOPICS.sink_group, "Stable", 1, partitions),),
            ResolverLag(2, 1.5, running=True, turn=minutes, stored=10),
        )
        memory = remembered(memory, report, 60)
    fresh = {span: Freshness(3, 1.0, 2.0, 3.0) for span in ("5m", "1h")}
    judged = judgements(report, memory, TOPICS)
    return Seen(report, database=True, judgements=judged, freshness=fresh, letters=LETTERS)


def registry_of_all() -> CollectorRegistry:
    """Give a registry of what each process counts, and of what the monitor tells."""
    for module in (*COUNTING, "consumers.monitor.webhook"):
        importlib.import_module(module)
    registry = CollectorRegistry()
    registry.register(REGISTRY)
    registry.register(Numbers("kafka:9092", seen))
    return registry


def names_told() -> set[str]:
    """Name every sample that there is, as Prometheus stores them."""
    told = {s.name for metric in registry_of_all().collect() for s in metric.samples}
    return told | {"up"}  # Prometheus' own


def expressions() -> list[str]:
    """Give every expression of the dashboard."""
    panels = json.loads(DASHBOARD.read_text())["panels"]
    return [target["expr"] for panel in panels for target in panel["targets"]]


def names_asked(text: str) -> Iterator[str]:
    """Name the metrics that expressions ask for."""
    yield from re.findall(r"\b(?:stancewire_|kafka_)\w+|\bup(?=\{)", text)
