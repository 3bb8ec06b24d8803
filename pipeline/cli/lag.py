"""`stancewire lag`: how far the consumer groups are behind."""

import io
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace

import click
from rich.live import Live
from rich.text import Text
from sqlalchemy import Engine

from consumers.watch.lag_monitor import lag_reader
from consumers.watch.resolver_lag import resolver_lag
from pipeline.cli.tables import Column, Form, as_json, show
from pipeline.database import database_at
from pipeline.errors import UnavailableError
from pipeline.lag import GroupLag, LagReport, PartitionLag, ResolverLag, as_fields, lagging
from pipeline.local.endpoints import resolved
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from schemas.topics import topics_of

RESOLVER = "resolver"

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
def lag(*, every: bool, watch: bool, pause: float, as_object: bool) -> None:
    """Show how far analyser, sink and resolver are behind.

    Each group has one line of totals, then one for each partition that lags. "lag" counts the
    messages that wait; "behind" is the age of the oldest message that waits. The resolver's line
    counts articles that are stored and not resolved, as far as the database tells. The state is
    "unread" where messages wait that no member of the group is there to read, and "lost" where
    the topic's retention deleted messages before the group read them.

    Exits with 1 when messages are unread or were lost, so a script can watch it. While a group
    gives its partitions out anew, none of them counts as unread. With --watch, exits with 0 on
    Ctrl-C.
    """
    settings = resolved(Settings.from_environment(), database=False)
    set_up_logs(settings.log_level, silent=["kafka"])
    if not watch:
        with _reader(settings) as read:
            report = read()
        click.echo(_json(report) if as_object else lag_table(report, every=every))
        sys.exit(1 if report.alarming else 0)
    on_terminal = sys.stdout.isatty() and not as_object
    with suppress(KeyboardInterrupt):
        if on_terminal:
            _redraw(_looks(settings, pause), every=every)
        else:
            for report in _looks(settings, pause):
                click.echo(_json(report) if as_object else _lines(report))


@contextmanager
def _reader(settings: Settings) -> Iterator[Callable[[], LagReport]]:
    """Open what reads the lag of groups, and that of the resolver where a database is known."""
    with ExitStack() as opened:
        topics = topics_of(settings.namespace)
        read = opened.enter_context(lag_reader(settings.kafka or "", topics))
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


def _looks(settings: Settings, pause: float) -> Iterator[LagReport]:
    """Look again and again; while the broker is away, say so and try again."""
    while True:
        try:
            with _reader(settings) as read:
                while True:
                    yield read()
                    time.sleep(pause)
        except UnavailableError as error:
            click.echo(f"{error}; trying again", err=True)
            time.sleep(pause)


def _redraw(looks: Iterator[LagReport], *, every: bool) -> None:
    with Live(auto_refresh=False) as live:
        for report in looks:
            live.update(Text(lag_table(report, every=every)), refresh=True)


def _json(report: LagReport) -> str:
    return as_json(as_fields(report))


def _lines(report: LagReport) -> str:
    """Say each group's lag in one line, for a log."""
    said = [(g.group, g.lag, g.seconds, _members(g)) for g in report.groups]
    if (resolver := report.resolver) is not None:
        said.append((RESOLVER, resolver.waiting, resolver.seconds, _running(resolver)))
    return "\n".join(
        f"{report.at:%Y-%m-%dT%H:%M:%SZ} {name} lag {waiting}, behind {_age(seconds)}, {readers}"
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
        "behind": _age(group.seconds),
        "state": _state(group),
    }
    for partition in group.partitions if every else lagging(group.partitions):
        yield {
            **vars(partition),
            "behind": _age(partition.seconds),
            "committed": _committed(partition),
            "state": _state(partition),
        }


def _resolver_row(resolver: ResolverLag) -> dict[str, object]:
    return {
        "group": RESOLVER,
        "topic": f"articles stored, {_running(resolver)}",
        "lag": resolver.waiting,
        "behind": _age(resolver.seconds),
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


def _age(seconds: float | None) -> str:
    if seconds is None:
        return "?"
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
