"""`stancewire reprocess`: stored texts are answered anew, by the code and models of today."""

import functools
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

import click
from packaging.version import InvalidVersion, Version
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import Engine

from consumers.watch.reprocess import (
    AT_ONCE,
    Chosen,
    Where,
    chosen,
    counted,
    republish,
    waiting_at,
)
from pipeline.broker import ensure_topics, wait_for_broker
from pipeline.cli.moments import Moment
from pipeline.cli.tables import Column, Form, Row, as_json, show
from pipeline.database import check_schema, database_at
from pipeline.feeds.found import Refused
from pipeline.local.endpoints import resolved
from pipeline.logs import set_up_logs
from pipeline.producer import Confirmed, Outcome, Publisher, Report, Unconfirmed
from pipeline.settings import Settings
from schemas.topics import topics_of


class _Version(click.ParamType):
    """A version of stancewire, such as 0.2.0."""

    name = "version"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> Version:
        try:
            return Version(value)
        except InvalidVersion:
            self.fail(f"{value!r} is no version such as 0.2.0", param, ctx)


class _Model(click.ParamType):
    """A model's name and version, such as stance=2."""

    name = "model"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        name, _, version = value.partition("=")
        if not name or not version or "\0" in value:
            self.fail(f"{value!r} is no model and version such as stance=2", param, ctx)
        return name, version


def _models(row: Row) -> str:
    models = row["models"]
    named = models.items() if isinstance(models, dict) else ()
    return ", ".join(f"{name} {version}" for name, version in named)


COLUMNS = (
    Column("articles", "articles", align="right"),
    Column("code", "code"),
    Column("models", "models", share=1, shown=_models),
)


def _chosen_by(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that choose texts, and hand it what they ask as one."""

    @functools.wraps(command)
    def with_where(*, every: bool, **given: Any) -> None:  # noqa: ANN401  # click checks the types
        names = ("code_before", "model_not", "outlet", "since", "until")
        where = Where(**{name: given.pop(name) for name in names})
        if every != where.all:
            raise click.UsageError("choose texts by an option, or take --all")
        command(where, **given)

    for option in reversed(
        (
            click.option(
                "--code-before", type=_Version(), metavar="VERSION", help="Answered by older code."
            ),
            click.option(
                "--model-not",
                type=_Model(),
                metavar="NAME=VERSION",
                help="Not answered by this version of a model.",
            ),
            click.option("--outlet", metavar="NAME", help="Of this outlet."),
            click.option("--since", type=Moment(), metavar="DATE", help="Dated then or later."),
            click.option(
                "--until", type=Moment(last=True), metavar="DATE", help="Dated then or earlier."
            ),
            click.option("--all", "every", is_flag=True, help="Every current text."),
        )
    ):
        option(with_where)
    return with_where


@click.command()
@_chosen_by
@click.option("--dry-run", is_flag=True, help="Only tell how many, and what answered them.")
@click.option(
    "--at-once",
    type=click.IntRange(1, 100_000),
    default=AT_ONCE,
    show_default=True,
    metavar="N",
    help="Texts under way at a time; more keep more processes busy.",
)
@click.option("--json", "as_object", is_flag=True, help="Print one JSON object, on one line.")
def reprocess(where: Where, *, dry_run: bool, at_once: int, as_object: bool) -> None:
    """Have stored texts answered anew, as after an upgrade.

    Chooses among the current texts, by all the options that are given or by --all, and
    publishes them again under their revision. What the code and models of today find takes
    the place of what was found before, each revision in one transaction: who reads sees the
    old rows or the new ones, never none. Retired and retracted texts stay as they are.

    Live articles go first: at most --at-once texts are on their way at a time, and none is
    sent while over half as many articles, of whatever kind, wait for analyser or sink.

    It ends when all are published. stancewire lag tells when they are answered, and audit
    proves that each was. Stopped or killed, run it again: what is answered twice is stored
    once, and what newer code has answered no longer matches --code-before.

    Exits with 0 when the broker confirmed everything, with 1 when something is refused or
    unconfirmed, with 2 when broker or database does not answer, and with 130 on Ctrl-C.
    """
    settings = resolved(Settings.from_environment(), kafka=not dry_run)
    counts: Counter[type[Outcome]] = Counter()
    with database_at(settings.database_url or "") as engine:
        check_schema(engine)
        if dry_run:
            _show_counted(counted(engine, where), as_object=as_object)
            return
        try:
            with _progress() as progress:
                set_up_logs(settings.log_level, silent=["kafka"])  # here, to appear above the bar
                found = chosen(engine, where)
                report = _counting(counts, progress, len(found.ids))
                _send(settings, engine, found, at_once, report)
        finally:
            _show_counts(counts, as_object=as_object)
    sys.exit(1 if counts[Refused] or counts[Unconfirmed] else 0)


def _send(settings: Settings, engine: Engine, found: Chosen, at_once: int, report: Report) -> None:
    """Publish all that was found; raises UnavailableError when broker or database is away."""
    topics, bootstrap = topics_of(settings.namespace), settings.kafka or ""
    wait_for_broker(bootstrap, settings.delivery_seconds)
    ensure_topics(bootstrap, topics)
    with Publisher(bootstrap, topics.articles, settings.delivery_seconds, report) as publisher:
        republish(engine, publisher, found, lambda: waiting_at(bootstrap, topics), at_once)


def _counting(counts: Counter[type[Outcome]], progress: Progress, total: int) -> Report:
    """Make what counts each outcome, shows it in the bar, and names what went wrong."""
    task = progress.add_task("", total=total)

    def report(outcome: Outcome) -> None:
        counts[type(outcome)] += 1
        progress.advance(task)
        if isinstance(outcome, Refused | Unconfirmed):
            word = "refused" if isinstance(outcome, Refused) else "unconfirmed"
            click.echo(f"{word}: {outcome.name}: {outcome.reason}", err=True)

    return report


def _progress() -> Progress:
    return Progress(
        TextColumn("republishing"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )


def _show_counts(counts: Counter[type[Outcome]], *, as_object: bool) -> None:
    named = {
        "republished": counts[Confirmed],
        "unconfirmed": counts[Unconfirmed],
        "refused": counts[Refused],
    }
    line = ", ".join(f"{name} {count}" for name, count in named.items())
    click.echo(as_json(named) if as_object else line)


def _show_counted(rows: list[Row], *, as_object: bool) -> None:
    total = sum(int(str(row["articles"])) for row in rows)
    if as_object:
        click.echo(as_json({"articles": total, "answered_by": rows}))
        return
    if rows:
        show(rows, COLUMNS, Form.TABLE)
    click.echo(f"would republish {total}")
