"""How every reader does: the lag of one moment and what was seen before become judgements."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.lag import GroupLag, LagReport, PartitionLag, ResolverLag
from pipeline.watch.rates import Rates, lags_of, rates_of
from pipeline.watch.reasons import Reader, reason_of
from pipeline.watch.states import RANK, State, state_of, worst
from pipeline.watch.window import Look, Window, window_after
from schemas.topics import Topics

RESOLVER = "resolver"


@dataclass(frozen=True)
class Place:
    """Where a reader reads: a partition of a topic, or without one all that it reads."""

    group: str
    topic: str | None = None
    partition: int | None = None


@dataclass(frozen=True)
class Judgement:
    """How a reader does in one place, why, and how fast."""

    place: Place
    state: State
    reason: str
    lag: int
    seconds: float | None  # age of the oldest message that waits; None: not read in time
    rates: Rates
    lags: Sequence[int]  # at the last looks, the latest last
    retention_used: float | None = None
    worst: Place | None = None  # of a group in a bad state: the partition where most waits

    @property
    def catch_up(self) -> float | None:
        """Give the seconds until nothing waits at this pace; None: never, or not known."""
        return self.rates.catch_up(self.lag)


Memory = Mapping[Place, Window]
Judgements = Mapping[Place, Judgement]


@dataclass(frozen=True)
class Change:
    """A reader is in another state than before, in all that it reads."""

    at: datetime
    was: State
    now: Judgement


def remembered(memory: Memory, report: LagReport, patience: float) -> Memory:
    """Add what a report saw to what was seen before; who is no longer there is forgotten."""
    looks = dict(_looks(report))
    return {place: window_after(memory.get(place), look, patience) for place, look in looks.items()}


def judgements(report: LagReport, memory: Memory, topics: Topics) -> Judgements:
    """Judge every group, each of its partitions, and the resolver; the worst come first."""
    judged = [
        one
        for group in report.groups
        for one in _group_judgements(group, memory, _reader(group.group, topics))
    ]
    if report.resolver is not None:
        judged.append(_resolver_judgement(report.resolver, memory[Place(RESOLVER)]))
    judged.sort(key=lambda one: (-RANK[one.state], -(one.seconds or 0), -one.lag))
    return {one.place: one for one in judged}


def changes(at: datetime, before: Judgements | None, now: Judgements) -> list[Change]:
    """Give the groups whose state is another than before; what is new was well before."""
    was = {} if before is None else {place: judged.state for place, judged in before.items()}
    return [
        Change(at, was.get(place, State.OK), judged)
        for place, judged in now.items()
        if place.topic is None and judged.state is not was.get(place, State.OK)
    ]


def _looks(report: LagReport) -> Iterator[tuple[Place, Look]]:
    for group in report.groups:
        for each in group.partitions:
            look = Look(report.at, each.committed, each.end, each.lag, each.lost, each.owned)
            yield Place(group.group, each.topic, each.partition), look
    if (one := report.resolver) is not None:  # each of its turns is a commit
        turn = Look(report.at, one.turn, one.stored, one.waiting, read=one.running)
        yield Place(RESOLVER), turn


def _group_judgements(group: GroupLag, memory: Memory, reader: Reader) -> Iterator[Judgement]:
    windows = {p: memory[_place(group, p)] for p in group.partitions}
    states = {p: state_of(window) for p, window in windows.items()}
    for p, window in windows.items():
        yield Judgement(
            place=_place(group, p),
            state=states[p],
            reason=reason_of(states[p], [window], reader),
            lag=p.lag,
            seconds=p.seconds,
            rates=rates_of([window]),
            lags=lags_of([window]),
            retention_used=p.retention_used,
        )
    state = worst(states.values())
    concerned = [p for p in group.partitions if states[p] is state]
    used = [p.retention_used for p in group.partitions if p.retention_used is not None]
    yield Judgement(
        place=Place(group.group),
        state=state,
        reason=reason_of(state, [windows[p] for p in concerned], reader),
        lag=group.lag,
        seconds=group.seconds,
        rates=rates_of(list(windows.values())),
        lags=lags_of(list(windows.values())),
        retention_used=max(used, default=None),
        worst=None if state is State.OK else _place(group, _furthest(concerned)),
    )


def _furthest(partitions: Sequence[PartitionLag]) -> PartitionLag:
    return max(partitions, key=lambda p: (p.lost, p.lag))


def _place(group: GroupLag, partition: PartitionLag) -> Place:
    return Place(group.group, partition.topic, partition.partition)


def _resolver_judgement(resolver: ResolverLag, window: Window) -> Judgement:
    state = state_of(window)
    reader = Reader("the resolver", "article", "no resolver", has_not="resolved any")
    return Judgement(
        place=Place(RESOLVER),
        state=state,
        reason=reason_of(state, [window], reader),
        lag=resolver.waiting,
        seconds=resolver.seconds,
        rates=rates_of([window]),
        lags=lags_of([window]),
    )


def _reader(group: str, topics: Topics) -> Reader:
    ours = {
        topics.analyser_group: ("the analyser", "article"),
        topics.sink_group: ("the sink", "answer"),
    }
    name, reads = ours.get(group, (group, "message"))
    return Reader(name, reads, nobody=f"no member of {name}")
