"""`stancewire demo`: the whole wire once, from a file of news to rows that answer."""

import signal
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy import Engine

from consumers.watch.lag_monitor import lag_reader
from pipeline import queries
from pipeline.broker import ensure_topics, wait_for_broker
from pipeline.cli import INTERRUPTED
from pipeline.cli.stack import tell_ready
from pipeline.cli.tables import Column, Form, Row, show
from pipeline.database import check_schema, engine_of
from pipeline.errors import UnavailableError
from pipeline.feeds import Feed, fetch
from pipeline.lag import LagReport
from pipeline.local.children import end
from pipeline.local.control import STOP_SECONDS, start_stack
from pipeline.local.endpoints import logs_of, resolved
from pipeline.logs import set_up_logs
from pipeline.producer import Confirmed, Outcome, Publisher
from pipeline.producer import publish as publish_all
from pipeline.queries import EntityOrder, Filters
from pipeline.settings import Settings
from schemas.topics import topics_of

STORED_SECONDS = 120  # 5 s for the 23 seeds on two idle cores
POLL_SECONDS = 0.3
SHOWN = 7  # rows of each table, so that a screen or two hold them all
SAMPLED = 1000  # rows among which the most telling are sought
LONGEST = 130  # characters of a quotation or of evidence; the queries show them whole

ENTITIES = (
    Column("name", "entity", share=1),
    Column("type", "type"),
    Column("articles", "articles", align="right"),
    Column("mentions", "mentions", align="right"),
)
QUOTATIONS = (
    Column("speakers", "speaker", share=2),
    Column("quotation", "said", share=5, shown=lambda row: _short(row["quotation"])),
)
STANCES = (
    Column("holder", "who", share=4),
    Column("polarity", "is"),
    Column("target", "what", share=4),
    Column("evidence", "because of the words", share=7, shown=lambda row: _short(row["evidence"])),
)
LAG = (
    Column("group", "group", share=1),
    Column("members", "members", align="right"),
    Column("lag", "lag", align="right"),
    Column("seconds", "seconds behind", align="right"),
)
GO_ON = """
Go on:
  stancewire up                               start it to stay, in the background
  stancewire publish ARTICLES…                feed your own text files or JSONL
  stancewire query stances --holder Putin     ask
  stancewire lag --watch                      watch"""


@click.command()
@click.option("--keep", is_flag=True, help="Leave the local stack running at the end.")
def demo(*, keep: bool) -> None:
    """Start everything, feed it the seed articles, and ask.

    Starts the local stack, or uses the one that runs; publishes the articles that come with
    stancewire; waits until all of them can be queried; shows entities, quotations, stances and
    lag; and ends what it started. The first run fetches Kafka (42 MB).

    Exits with 0 when all was shown, with 2 when something could not run or took too long, and
    with 130 on Ctrl-C, which ends what it started, too.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    settings = Settings.from_environment()
    set_up_logs("ERROR" if settings.log_level == "INFO" else settings.log_level, silent=["kafka"])
    try:
        with _stack(settings, keep=keep) as running:
            _show_all(running)
            click.echo(GO_ON)
    except KeyboardInterrupt:
        click.echo("\nInterrupted.", err=True)
        sys.exit(INTERRUPTED)


@contextmanager
def _stack(settings: Settings, *, keep: bool) -> Iterator[Settings]:
    """Give the settings of a running local stack, and end it when it is ours and not kept."""
    _say("Starting broker, database, analyser and sink …")
    supervisor = start_stack(settings, tell_ready, tied=not keep)
    if supervisor is None:
        _say("  they run already")
    ours = supervisor is not None
    try:
        yield resolved(settings)
    except BaseException:
        keep = False
        raise
    finally:
        if supervisor is not None and not keep:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)  # it ends already
            end(supervisor, seconds=STOP_SECONDS)
            _say("Ended what was started; the rows stay for the next time.")
    if ours and keep:
        _say("The local stack goes on; `stancewire down` ends it.")


def _show_all(settings: Settings) -> None:
    published = publish_seeds(settings)
    report = await_answers(settings, published)
    engine = engine_of(settings.database_url or "")
    check_schema(engine)
    for title, columns, rows in (
        ("Who and what the news speaks of", ENTITIES, _entities(engine)),
        ("Who said what", QUOTATIONS, _quotations(engine)),
        ("Who is for or against what", STANCES, _stances(engine)),
        ("How far the wire is behind", LAG, _lags(report)),
    ):
        click.secho(f"\n{title}", bold=True)
        show(rows, columns, Form.TABLE)
    engine.dispose()


def publish_seeds(settings: Settings) -> int:
    """Publish the articles that come with the package; return how many they are.

    Raises UnavailableError when the broker did not confirm every one.
    """
    topics, bootstrap = topics_of(settings.namespace), settings.kafka or ""
    folder = files("seeds")
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith((".txt", ".jsonl")))
    feed = Feed(tuple(str(folder / name) for name in names))
    counts: Counter[type[Outcome]] = Counter()
    wait_for_broker(bootstrap, settings.delivery_seconds)
    ensure_topics(bootstrap, topics)

    def report(outcome: Outcome) -> None:
        counts[type(outcome)] += 1

    with Publisher(bootstrap, topics.articles, settings.delivery_seconds, report) as publisher:
        publish_all(fetch(feed), publisher, report)
    if counts[Confirmed] != counts.total():
        raise UnavailableError(f"Only {counts[Confirmed]} of {counts.total()} were confirmed.")
    _say(f"Published {counts[Confirmed]} articles from {len(names)} files.")
    return counts[Confirmed]


def await_answers(settings: Settings, published: int) -> LagReport:
    """Return the lag once nothing waits any more: all that was published is in the database.

    The analyser commits an article after its answer is in Kafka, and the sink an answer after
    its rows are in the database; so no lag in either means that all can be queried.
    """
    deadline = time.monotonic() + STORED_SECONDS
    topics, bootstrap = topics_of(settings.namespace), settings.kafka or ""
    with lag_reader(bootstrap, topics) as read, _progress(published) as show_done:
        while lag := _waiting(report := read()):
            show_done(max(0, published - lag))
            if time.monotonic() > deadline:
                raise UnavailableError(
                    f"{lag} messages still wait after {STORED_SECONDS} s.\n"
                    f"The logs tell why: {logs_of(settings.home)}"
                )
            time.sleep(POLL_SECONDS)
    return report


def _waiting(report: LagReport) -> int:
    return sum(group.lag for group in report.groups)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("Analysing and storing"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.update(task, completed=done)


def _entities(engine: Engine) -> list[Row]:
    return queries.entities(engine, Filters(limit=SHOWN), EntityOrder.MENTIONS)


def _quotations(engine: Engine) -> list[Row]:
    """Give the first direct quotation with a known speaker of each of some articles."""
    first: dict[object, Row] = {}
    for row in queries.quotations(engine, Filters(limit=SAMPLED)):
        if row["kind"] == "direct" and row["speakers"]:
            first.setdefault(row["article_id"], row)
    return list(first.values())[:SHOWN]


def _stances(engine: Engine) -> list[Row]:
    """Give the surest stances, no two of the same holder towards the same target."""
    rows = queries.stances(engine, Filters(limit=SAMPLED))
    surest = sorted(rows, key=lambda row: -float(str(row["confidence"])))
    different = {(row["holder"], row["target"]): row for row in reversed(surest)}
    return list(reversed(different.values()))[:SHOWN]


def _lags(report: LagReport) -> list[Row]:
    return [
        {"group": g.group, "members": g.members, "lag": g.lag, "seconds": f"{g.seconds or 0:.0f}"}
        for g in report.groups
    ]


def _short(value: object) -> str:
    return textwrap.shorten(str(value), LONGEST, placeholder=" …")


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
