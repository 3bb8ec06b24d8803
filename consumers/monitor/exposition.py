"""What the monitor saw last, as numbers for Prometheus: names of kafka-lag-exporter, then ours."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from consumers.watch.freshness import Freshness
from pipeline.lag import GroupLag, LagReport, Member, PartitionLag
from pipeline.watch.judgements import Judgement, Judgements, Place
from pipeline.watch.states import RANK, State
from schemas.vocabulary import RejectionKind

MEMBER_LABELS = ("member_host", "consumer_id", "client_id")
NOBODY = Member("", "", "")


@dataclass(frozen=True)
class Seen:
    """What one look saw."""

    report: LagReport | None = None  # None: the broker was away
    database: bool | None = None  # whether it was there; None: none is set
    judgements: Judgements = field(default_factory=dict)
    freshness: Mapping[str, Freshness] = field(default_factory=dict)
    letters: Mapping[str, int] = field(default_factory=dict)


class Numbers(Collector):
    """Tells Prometheus what was seen last; of what is away it tells nothing."""

    def __init__(self, cluster: str, seen: Callable[[], Seen]) -> None:
        self._cluster = cluster
        self._seen = seen

    def collect(self) -> Iterator[Metric]:
        """Yield every number."""
        seen = self._seen()
        yield from _parts(seen)
        if seen.report is not None:
            yield from _partition_lags(self._cluster, seen.report)
            yield from _group_lags(self._cluster, seen.report)
            yield from _topic_offsets(self._cluster, seen.report)
            yield from _states(seen.report, seen.judgements)
            yield from _resolver(seen.report)
        if seen.database:
            yield from _freshness(seen.freshness, seen.letters)


def _gauge(name: str, says: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, says, labels=labels)


def _parts(seen: Seen) -> Iterator[Metric]:
    up = _gauge("stancewire_monitor_up", "Whether the monitor's last look found it there.", "part")
    up.add_metric(["broker"], seen.report is not None)
    if seen.database is not None:
        up.add_metric(["database"], seen.database)
    yield up


def _partition_lags(cluster: str, report: LagReport) -> Iterator[Metric]:
    labels = ("cluster_name", "group", "topic", "partition", *MEMBER_LABELS)
    name = "kafka_consumergroup_group"
    lag = _gauge(f"{name}_lag", "Messages of a partition that wait.", *labels)
    seconds = _gauge(f"{name}_lag_seconds", "Age of the message that is next.", *labels)
    offset = _gauge(f"{name}_offset", "Offset that was committed last.", *labels)
    for group in report.groups:
        for p in group.partitions:
            known = _labels(cluster, group, p)
            lag.add_metric(known, p.lag)
            if p.seconds is not None:
                seconds.add_metric(known, p.seconds)
            if p.committed is not None:
                offset.add_metric(known, p.committed)
    yield from (lag, seconds, offset)


def _labels(cluster: str, group: GroupLag, partition: PartitionLag) -> list[str]:
    member = partition.member or NOBODY
    place = [cluster, group.group, partition.topic, str(partition.partition)]
    return [*place, member.host, member.consumer_id, member.client_id]


def _group_lags(cluster: str, report: LagReport) -> Iterator[Metric]:
    labels = ("cluster_name", "group")
    name = "kafka_consumergroup_group"
    most = _gauge(f"{name}_max_lag", "Messages that wait in the group's worst partition.", *labels)
    oldest = _gauge(f"{name}_max_lag_seconds", "Age of the oldest message that waits.", *labels)
    total = _gauge(f"{name}_sum_lag", "Messages that wait for the group.", *labels)
    topics = _gauge(f"{name}_topic_sum_lag", "Messages of a topic that wait.", *labels, "topic")
    for group in report.groups:
        known = [cluster, group.group]
        most.add_metric(known, max((p.lag for p in group.partitions), default=0))
        total.add_metric(known, group.lag)
        if group.seconds is not None:
            oldest.add_metric(known, group.seconds)
        for topic in sorted({p.topic for p in group.partitions}):
            lag = sum(p.lag for p in group.partitions if p.topic == topic)
            topics.add_metric([*known, topic], lag)
    yield from (most, oldest, total, topics)


def _topic_offsets(cluster: str, report: LagReport) -> Iterator[Metric]:
    labels = ("cluster_name", "topic", "partition")
    latest = _gauge("kafka_partition_latest_offset", "Where a partition ends.", *labels)
    earliest = _gauge("kafka_partition_earliest_offset", "Where a partition begins.", *labels)
    each = {(p.topic, p.partition): p for group in report.groups for p in group.partitions}
    for (topic, number), p in each.items():
        latest.add_metric([cluster, topic, str(number)], p.end)
        earliest.add_metric([cluster, topic, str(number)], p.log_start)
    yield from (latest, earliest)


def _states(report: LagReport, judgements: Judgements) -> Iterator[Metric]:
    readers = [one for place, one in judgements.items() if place.topic is None]
    yield from _group_states(readers)
    yield from _paces(readers)
    ranks = ", ".join(f"{rank} {state}" for state, rank in RANK.items())
    partition = _gauge(
        "stancewire_partition_state",
        f"How a group does in a partition: {ranks}.",
        *("group", "topic", "partition"),
    )
    lost = _gauge("stancewire_group_lost_messages", "Messages deleted before read.", "group")
    members = _gauge("stancewire_group_members", "Members that a group has.", "group")
    for group in report.groups:
        lost.add_metric([group.group], group.lost)
        members.add_metric([group.group], group.members)
        for p in group.partitions:
            state = judgements[Place(group.group, p.topic, p.partition)].state
            partition.add_metric([group.group, p.topic, str(p.partition)], RANK[state])
    yield from (partition, lost, members)


def _group_states(readers: list[Judgement]) -> Iterator[Metric]:
    states = _gauge("stancewire_group_state", "1 for the state a group is in.", "group", "state")
    used = _gauge(
        "stancewire_group_retention_used_ratio",
        "Share of its retention that a group has used up; at 1 it loses messages.",
        "group",
    )
    for one in readers:
        for state in State:
            states.add_metric([one.place.group, str(state)], one.state is state)
        if one.retention_used is not None:
            used.add_metric([one.place.group], one.retention_used)
    yield from (states, used)


def _paces(readers: list[Judgement]) -> Iterator[Metric]:
    pace = _gauge(
        "stancewire_group_messages_per_second",
        "Messages that came to a group's topics, and that it read, a second.",
        *("group", "direction"),
    )
    left = _gauge(
        "stancewire_group_catch_up_seconds",
        "Seconds until nothing waits at this pace; infinite where more comes than is read.",
        "group",
    )
    for one in readers:
        coming, read = one.rates.coming, one.rates.read
        if coming is not None and read is not None:
            pace.add_metric([one.place.group, "in"], coming)
            pace.add_metric([one.place.group, "out"], read)
            left.add_metric([one.place.group], math.inf if one.catch_up is None else one.catch_up)
    yield from (pace, left)


def _resolver(report: LagReport) -> Iterator[Metric]:
    if (resolver := report.resolver) is None:
        return
    waiting = _gauge("stancewire_resolver_waiting_articles", "Articles stored and not resolved.")
    seconds = _gauge("stancewire_resolver_waiting_seconds", "Since the oldest of them was stored.")
    waiting.add_metric([], resolver.waiting)
    seconds.add_metric([], resolver.seconds)
    yield from (waiting, seconds)


def _freshness(found: Mapping[str, Freshness], letters: Mapping[str, int]) -> Iterator[Metric]:
    seconds = _gauge(
        "stancewire_freshness_seconds",
        "Seconds from published to queryable, of the articles stored in a window of time.",
        *("window", "percentile"),
    )
    articles = _gauge("stancewire_freshness_articles", "Articles stored in it.", "window")
    for window, fresh in found.items():
        articles.add_metric([window], fresh.articles)
        for percentile, took in (("50", fresh.median), ("95", fresh.p95), ("99", fresh.p99)):
            if took is not None:
                seconds.add_metric([window, percentile], took)
    waiting = _gauge("stancewire_dead_letters", "Dead letters that nobody replayed.", "kind")
    for kind in RejectionKind:
        waiting.add_metric([kind], letters.get(kind, 0))
    yield from (seconds, articles, waiting)
