"""What `stancewire lag --watch` draws: who does worst first, the course of lag, and why."""

import io
from collections.abc import Iterator

from pipeline.ages import age
from pipeline.cli.sparkline import sparkline
from pipeline.cli.tables import Column, Form, show
from pipeline.lag import LagReport
from pipeline.watch.judgements import RESOLVER, Judgement, Judgements
from pipeline.watch.states import State

LOOKS = 12  # that a sparkline shows

COLUMNS = (
    Column("reader", "reader", share=1),
    Column("lag", "lag", align="right"),
    Column("course", "course", align="right"),
    Column("coming", "in/s", align="right"),
    Column("read", "out/s", align="right"),
    Column("behind", "behind", align="right"),
    Column("catch_up", "done in", align="right"),
    Column("state", "state"),
)


def watch_table(
    report: LagReport, judged: Judgements, *, every: bool = False, blocks: bool = True
) -> str:
    """Say how every reader does, with its partitions that lag, and why one is not well."""
    members = {group.group: _members(group.members) for group in report.groups}
    if report.resolver is not None:
        members[RESOLVER] = "running" if report.resolver.running else "not running"
    readers = [one for place, one in judged.items() if place.topic is None]
    rows = []
    for reader in readers:
        group = reader.place.group
        rows.append(_row(f"{group}, {members[group]}", reader, blocks=blocks))
        rows += [
            _row(f"{one.place.topic}/{one.place.partition}", one, blocks=blocks)
            for one in _partitions(judged, group)
            if every or one.lag or one.state is not State.OK
        ]
    out = io.StringIO()
    show(rows, COLUMNS, Form.TABLE, out)
    return "\n".join([out.getvalue().rstrip("\n"), *_reasons(readers)])


def _partitions(judged: Judgements, group: str) -> Iterator[Judgement]:
    for place, one in judged.items():
        if place.group == group and place.topic is not None:
            yield one


def _row(reader: str, one: Judgement, *, blocks: bool) -> dict[str, object]:
    return {
        "reader": reader,
        "lag": f"{one.lag:,}",
        "course": sparkline(one.lags, LOOKS, blocks=blocks),
        "coming": _pace(one.rates.coming),
        "read": _pace(one.rates.read),
        "behind": age(one.seconds),
        "catch_up": _catch_up(one),
        "state": str(one.state),
    }


def _pace(rate: float | None) -> str:
    if rate is None:
        return "?"
    return f"{rate:.1f}" if abs(rate) < 10 else f"{rate:,.0f}"


def _catch_up(one: Judgement) -> str:
    if one.lag == 0:
        return ""
    unknown = "?" if one.rates.read is None else "never"
    return unknown if one.catch_up is None else age(one.catch_up)


def _members(number: int) -> str:
    return "1 member" if number == 1 else f"{number or 'no'} members"


def _reasons(readers: list[Judgement]) -> Iterator[str]:
    for one in readers:
        if one.state is not State.OK:
            yield f"{one.place.group}: {one.reason}."
