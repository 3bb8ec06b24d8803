"""`stancewire demo`: the whole wire once, from a file of news to rows that answer."""

import signal
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib.resources import files

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from sqlalchemy import Engine

from consumers.watch.lag_monitor import lag_reader
from consumers.watch.resolver_lag import resolver_lag
from pipeline import queries
from pipeline.broker import ensure_topics, wait_for_broker
from pipeline.cli import INTERRUPTED
from pipeline.cli.lag import lag_table
from pipeline.cli.query.options import some_of
from pipeline.cli.stack import tell_ready
from pipeline.cli.tables import Column, Form, Row, show
from pipeline.database import check_schema, database_at
from pipeline.errors import UnavailableError
from pipeline.feeds.feed import Feed, fetch
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

ANSWERED_SECONDS = 120  # 5 s for the 24 seeds on two idle cores
POLL_SECONDS = 0.3
SHOWN = 7  # rows of each table, so that a screen or two hold them all
SAMPLED = 1000  # rows among which the most telling are sought
LONGEST = 130  # characters of a quotation or of evidence; the queries show them whole
LEAST = 2  # statements from which on the demo calls it a position
# Who takes both sides: the queries' own 0.75 finds nobody in the seeds. From 0.5 to 0.7 they hold
# one, true of its text; from 0.3 on seven, of which a reader denies four.
LESS_SURE = 0.6

ENTITIES = (
    Column("name", "entity", share=1),
    Column("names", "also", share=1, shown=some_of("names", but="name")),
    Column("type", "type"),
    Column("articles", "articles", align="right"),
    Column("mentions", "mentions", align="right"),
)
QUOTATIONS = (
    Column("speaker_names", "speaker", share=2),
    Column("quotation", "said", share=5, shown=lambda row: _short(row["quotation"])),
)
STANCES = (
    Column("holder_name", "who", share=4),
    Column("side", "is"),
    Column("issue_name", "what", share=4),
    Column("evidence", "because of the words", share=7, shown=lambda row: _short(row["evidence"])),
)
POSITIONS = (
    Column("holder_name", "who", share=4),
    Column("issue_name", "what", share=5),
    Column("for", "for", align="right"),
    Column("against", "against", align="right"),
    Column("articles", "articles", align="right"),
)
CHANGES = (
    Column("holder_name", "who", share=4),
    Column("issue_name", "what", share=4),
    Column("earlier", "was", share=6, shown=lambda row: _turned(row, "earlier")),
    Column("later", "is", share=6, shown=lambda row: _turned(row, "later")),
)
CONTRADICTIONS = (
    Column("week", "week of"),
    Column("holder_name", "who", share=3),
    Column("issue_name", "what", share=3),
    Column("for", "for", share=4, shown=lambda row: _short(row["for_evidence"])),
    Column("against", "against", share=6, shown=lambda row: _short(row["against_evidence"])),
)
TO_STAY = """
  stancewire up                               start it to stay; its pages:
                                              {pages}"""
GO_ON = f"""
  stancewire publish ARTICLES…                feed your own text files or JSONL
  stancewire query stances --holder Putin     ask
  stancewire query positions --holder Trump   ask who stands where, how often
  stancewire query contradictions --min-confidence {LESS_SURE}
                                              ask who takes both sides
  stancewire lag --watch                      watch"""


@click.command()
@click.option("--keep", is_flag=True, help="Leave the local stack running at the end.")
def demo(*, keep: bool) -> None:
    """Start everything, feed it the seed articles, and ask.

    Starts the local stack, or uses the one that runs; publishes the articles that come with
    stancewire; waits until all of them can be queried; shows entities, quotations, stances,
    positions, who takes both sides, and lag; and ends what it started. The first run fetches
    Kafka (42 MB).

    Exits with 0 when all was shown, with 2 when something could not run or took too long, and
    with 130 on Ctrl-C, which ends what it started, too.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    settings = Settings.from_environment()
    set_up_logs("ERROR" if settings.log_level == "INFO" else settings.log_level, silent=["kafka"])
    try:
        with _stack(settings, keep=keep) as running:
            _show_all(running)
            to_stay = "" if keep else TO_STAY.format(pages=running.web_address)
            click.echo(f"\nGo on:{to_stay}{GO_ON}")
    except KeyboardInterrupt:
        click.echo("\nInterrupted.", err=True)
        sys.exit(INTERRUPTED)


@contextmanager
def _stack(settings: Settings, *, keep: bool) -> Iterator[Settings]:
    """Give the settings of a running local stack, and end it when it is ours and not kept."""
    _say("Starting broker, database and workers …")
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
        _say(f"The local stack goes on at {settings.web_address}; `stancewire down` ends it.")


def _show_all(settings: Settings) -> None:
    published = publish_seeds(settings)
    with database_at(settings.database_url or "") as engine:
        check_schema(engine)
        report = await_answers(settings, engine, published)
        for title, columns, rows in _asked(engine):
            click.secho(f"\n{title}", bold=True)
            if rows:
                show(rows, columns, Form.TABLE)
            else:
                click.echo("Nobody, as far as these articles tell.")
    click.secho("\nHow far the wire is behind", bold=True)
    click.echo(lag_table(report))


def _asked(engine: Engine) -> Iterator[tuple[str, Sequence[Column], list[Row]]]:
    """Ask what the demo shows: the title, the columns and the rows of one table after another."""
    some, less_sure = Filters(limit=SHOWN), Filters(limit=SHOWN, min_confidence=LESS_SURE)
    entities = queries.ask(engine, queries.entities(some, EntityOrder.MENTIONS))
    sure = f"(stances at least {LESS_SURE} sure)"
    yield "Who and what the news speaks of", ENTITIES, entities
    yield "Who said what", QUOTATIONS, _quotations(engine)
    yield "Who is for or against what", STANCES, _stances(engine)
    yield (
        "Who stands where, how often told",
        POSITIONS,
        queries.ask(engine, queries.positions(some, least=LEAST)),
    )
    yield f"Who turned {sure}", CHANGES, queries.ask(engine, queries.changes(less_sure))
    both = queries.ask(engine, queries.contradictions(less_sure))
    yield f"Who is both for and against in one week {sure}", CONTRADICTIONS, both


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


def await_answers(settings: Settings, engine: Engine, published: int) -> LagReport:
    """Return the lag once nothing waits any more: all that was published is stored and resolved.

    The analyser commits an article after its answer is in Kafka, and the sink an answer after
    its rows are in the database, where the resolver finds them; so no lag in any of the three,
    read in this order, means that all can be queried.
    """
    deadline = time.monotonic() + ANSWERED_SECONDS
    topics, bootstrap = topics_of(settings.namespace), settings.kafka or ""
    with lag_reader(bootstrap, topics) as read, _progress(published) as show_done:
        while True:
            groups = read()  # before the resolver, which sees what the sink stored meanwhile
            resolver = resolver_lag(engine)
            messages, articles = sum(group.lag for group in groups.groups), resolver.waiting
            if not messages + articles:
                return replace(groups, resolver=resolver)
            show_done(max(0, published - messages - articles))
            if time.monotonic() > deadline:
                raise UnavailableError(
                    f"After {ANSWERED_SECONDS} s {messages} messages still wait to be analysed or "
                    f"stored, and {articles} stored articles to be resolved.\n"
                    f"The logs tell why: {logs_of(settings.home)}"
                )
            time.sleep(POLL_SECONDS)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    columns = (TextColumn("Analysing, storing and resolving"), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("", total=total)
        yield lambda done: bar.update(task, completed=done)


def _quotations(engine: Engine) -> list[Row]:
    """Give the first direct quotation with a known speaker of each of some articles."""
    first: dict[object, Row] = {}
    for row in queries.ask(engine, queries.quotations(Filters(limit=SAMPLED))):
        if row["kind"] == "direct" and row["speaker_names"]:
            first.setdefault(row["article_id"], row)
    return list(first.values())[:SHOWN]


def _stances(engine: Engine) -> list[Row]:
    """Give the surest stances, no two of the same holder on the same issue."""
    rows = queries.ask(engine, queries.stances(Filters(limit=SAMPLED)))
    surest = sorted(rows, key=lambda row: -float(str(row["confidence"])))
    different: dict[tuple[object, object], Row] = {}
    for row in surest:
        different.setdefault((row["holder_name"], row["issue_name"]), row)
    return list(different.values())[:SHOWN]


def _turned(row: Row, which: str) -> str:
    return f"{row[f'{which}_side']}: {_short(row[f'{which}_evidence'])}"


def _short(value: object) -> str:
    return textwrap.shorten(str(value), LONGEST, placeholder=" …")


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)
