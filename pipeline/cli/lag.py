"""`stancewire lag`: how far the consumer groups are behind."""

import io
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace

import click
from sqlalchemy import Engine

from consumers.watch.lag_monitor import lag_reader
from consumers.watch.resolver_lag import resolver_lag
from pipeline.ages import age
from pipeline.cli.lag_watch import watch_table
from pipeline.cli.tables import Column, Form, as_json, show
from pipeline.database import database_at
from pipeline.errors import UnavailableError
from pipeline.lag import GroupLag, LagReport, PartitionLag, ResolverLag, lagging
from pipeline.local.endpoints import resolved
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from pipeline.watch.fields import judged_fields
from pipeline.watch.judgements import (
    RESOLVER,
    Judgements,
    Memory,
    Place,
    judgements,
    remembered,
)
from schemas.topics import topics_of

COLUMNS = (
    Column("group", "group"),
    Column("topic", "topic", share=1),
    Column("partition", "part", align="right"),
    Column("committed", "committed", align="right"),
    Column("end", "end", align="right"),
    Column("lag", "lag", align="right"),
    Column("behind", "behind", align="right"),
    Column("state", "state"),
)


@click.command()
@click.option(
    "--group",
    "others",
    multiple=True,
    metavar="PATTERN",
    help="Show other groups of the cluster, too, such as 'billing-*'; may be given again.",
)
@click.option("--all", "every", is_flag=True, help="Show partitions without lag, too.")
@click.option("--watch", is_flag=True, help="Show it again and again until Ctrl-C.")
@click.option(
    "--pause",
    default=2.0,
    show_default=True,
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    help="Pause between two looks of --watch.",
)
@click.option("--json", "as_object", is_flag=True, help="Print one JSON object, on one line.")
def lag(
    *, others: tuple[str, ...], every: bool, watch: bool, pause: float, as_object: bool
) -> None:
    """Show how far analyser, sink and resolver are behind.

    Each group has one line of totals, then one for each partition that lags. "lag" counts the
    messages that wait; "behind" is the age of the oldest message that waits. The resolver's line
    counts articles that are stored and not resolved, as far as the database tells. The state is
    "unread" where messages wait that no member of the group is there to read, and "lost" where
    the topic's retention deleted messages before the group read them.

    With --watch the worst come first, each with the course of its lag, how many messages come and
    are read a second, how long it takes to catch up, and a state that looks back: "stop" where
    commits ended, "stall" where a member stands still, "rewind" where it went back, "warn" where
    ever more waits for STANCEWIRE_PATIENCE_SECONDS. Its reason is below.

    Exits with 1 when messages are unread or were lost, so a script can watch it. While a group
    gives its partitions out anew, none of them counts as unread. With --watch, exits with 0 on
    Ctrl-C.
    """
    settings = resolved(Settings.from_environment(), database=False)
    set_up_logs(settings.log_level, silent=["kafka"])
    if not watch:
        with _reader(settings, others) as read:
            report = read()
        _, judged = _judged(settings, report, {})
        click.echo(_json(report, judged) if as_object else lag_table(report, every=every))
        sys.exit(1 if report.alarming else 0)
    on_terminal = sys.stdout.isatty() and not as_object
    with suppress(KeyboardInterrupt):
        if on_terminal:
            _redraw(_looks(settings, others, pause), every=every)
        else:
            for report, judged in _looks(settings, others, pause):
                click.echo(_json(report, judged) if as_object else _lines(report, judged))


@contextmanager
def _reader(settings: Settings, others: Sequence[str]) -> Iterator[Callable[[], LagReport]]:
    """Open what reads the lag of groups, and that of the resolver where a database is known."""
    with ExitStack() as opened:
        topics = topics_of(settings.namespace)
        read = opened.enter_context(lag_reader(settings.kafka or "", topics, others))
        if settings.database_url is None:
            yield read
        else:
            engine = opened.enter_context(database_at(settings.database_url))
            yield lambda: _with_resolver(read(), engine)


def _with_resolver(report: LagReport, engine: Engine) -> LagReport:
    try:
        return replace(report, resolver=resolver_lag(engine))
    except UnavailableError as error:
        click.echo(f"The resolver's lag is not known: {error}", err=True)
        return report


def _looks(
    settings: Settings, others: Sequence[str], pause: float
) -> Iterator[tuple[LagReport, Judgements]]:
    """Look again and again; while the broker is away, say so and try again."""
    while True:
        memory: Memory = {}
        try:
            with _reader(settings, others) as read:
                while True:
                    report = read()
                    memory, judged = _judged(settings, report, memory)
                    yield report, judged
                    time.sleep(pause)
        except UnavailableError as error:
            click.echo(f"{error}; trying again", err=True)
            time.sleep(pause)


def _judged(settings: Settings, report: LagReport, before: Memory) -> tuple[Memory, Judgements]:
    memory = remembered(before, report, settings.patience_seconds)
    return memory, judgements(report, memory, topics_of(settings.namespace))


def _redraw(looks: Iterator[tuple[LagReport, Judgements]], *, every: bool) -> None:
    # Imported here, as what draws a table is.
    from rich.console import Console  # noqa: PLC0415
    from rich.live import Live  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = Console()
    blocks = not console.options.ascii_only
    with Live(console=console, auto_refresh=False) as live:
        for report, judged in looks:
            live.update(Text(watch_table(report, judged, every=every, blocks=blocks)), refresh=True)


def _json(report: LagReport, judged: Judgements) -> str:
    return as_json(judged_fields(report, judged))


def _lines(report: LagReport, judged: Judgements) -> str:
    """Say each group's lag in one line, for a log."""
    said = [(g.group, g.lag, g.seconds, _members(g)) for g in report.groups]
    if (resolver := report.resolver) is not None:
        said.append((RESOLVER, resolver.waiting, resolver.seconds, _running(resolver)))
    return "\n".join(
        f"{report.at:%Y-%m-%dT%H:%M:%SZ} {name} lag {waiting}, behind {age(seconds)}, {readers}, "
        f"{judged[Place(name)].state}: {judged[Place(name)].reason}"
        for name, waiting, seconds, readers in said
    )


def lag_table(report: LagReport, *, every: bool = False) -> str:
    """Say the lag as `stancewire lag` does; `every` shows partitions without lag, too."""
    rows = [row for group in report.groups for row in _rows(group, every=every)]
    if report.resolver is not None:
        rows.append(_resolver_row(report.resolver))
    out = io.StringIO()
    show(rows, COLUMNS, Form.TABLE, out)
    return "\n".join([out.getvalue().rstrip("\n"), *_alarms(report)])


def _rows(group: GroupLag, *, every: bool) -> Iterator[dict[str, object]]:
    yield {
        "group": group.group,
        "topic": f"all, {_members(group)}",
        "lag": group.lag,
        "behind": age(group.seconds),
        "state": _state(group),
    }
    for partition in group.partitions if every else lagging(group.partitions):
        yield {
            **vars(partition),
            "behind": age(partition.seconds),
            "committed": _committed(partition),
            "state": _state(partition),
        }


def _resolver_row(resolver: ResolverLag) -> dict[str, object]:
    return {
        "group": RESOLVER,
        "topic": f"articles stored, {_running(resolver)}",
        "lag": resolver.waiting,
        "behind": age(resolver.seconds),
        "state": "unread" if resolver.stalled else "",
    }


def _running(resolver: ResolverLag) -> str:
    return "running" if resolver.running else "not running"


def _alarms(report: LagReport) -> Iterator[str]:
    for group in report.groups:
        if group.stalled:
            yield f"{group.group} is stalled: {group.unread} wait and no member reads them."
        if group.lost:
            yield f"{group.group} lost {group.lost}: retention deleted them unread."
    if report.resolver is not None and report.resolver.stalled:
        yield f"The resolver is stalled: {report.resolver.waiting} articles wait and none runs."


def _state(place: GroupLag | PartitionLag) -> str:
    return "lost" if place.lost else "unread" if place.unread else ""


def _committed(partition: PartitionLag) -> object:
    return "never" if partition.committed is None else partition.committed


def _members(group: GroupLag) -> str:
    return "1 member" if group.members == 1 else f"{group.members or 'no'} members"
