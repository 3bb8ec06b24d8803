"""`stancewire publish`: feed articles."""

import json
import sys
from collections import Counter
from collections.abc import Iterator

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from pipeline.broker import ensure_topics, wait_for_broker
from pipeline.cli import INTERRUPTED
from pipeline.errors import UnavailableError
from pipeline.feeds.feed import Feed, fetch, total_size
from pipeline.feeds.found import Fetched, Refused
from pipeline.feeds.retractions import retractions
from pipeline.local.endpoints import resolved
from pipeline.logs import set_up_logs
from pipeline.producer import (
    Confirmed,
    Outcome,
    Publisher,
    Report,
    Retracted,
    Unconfirmed,
    give_up,
)
from pipeline.producer import publish as publish_all
from pipeline.settings import Settings
from schemas.topics import topics_of


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH… | URL… | -")
@click.option("--outlet", metavar="NAME", help="Outlet of every article that names none itself.")
@click.option(
    "--retract", is_flag=True, help="Not PATHs, but URLs or ids of articles to take back."
)
@click.option("--json", "as_json", is_flag=True, help="Print the closing counts as JSON.")
def publish(paths: tuple[str, ...], outlet: str | None, *, retract: bool, as_json: bool) -> None:
    """Feed articles from pages, texts, archives and the web.

    \b
      .html .htm .xhtml  a web page, at most 2 MiB; `read` shows its article
      .txt .md           one article, UTF-8, at most 1 MiB; stays unchanged
      .jsonl             an article a line; .json: one, or a list of them
      .warc              the pages of a web archive
      .zip               a folder of these; any may be compressed, as .html.gz
      http(s)://…        is fetched, and read as what it is

    In a folder, all of these are taken, those of subfolders too; hidden names, and files such
    as README.md that speak of the folder, excepted. For - it reads standard input of any of
    these, as its first bytes show.

    JSON is an object with these fields, of which only text is needed. Other fields are
    passed over; a blank one counts as absent.

    \b
      text          the article, UTF-8, at most 1 MiB
      url           its address; names the article
      id            names the article where there is no url; text or a number
      outlet        who published it (or: source); goes with the id
      title         its headline
      authors       a list of names, or one name
      language      such as en
      published_at  ISO 8601, UTC where it names no zone (or: date)
      fetched_at    likewise; of two texts of an article the later is current
      retracted     true takes the article back; url, id or text names it

    With --retract it takes articles back instead: each argument is an address, an id as
    query articles --json shows it, or with --outlet an id of that outlet; - reads one a
    line. What was fetched up to now is then no current fact, whenever it arrives: it stays
    as history, marked in the view stance_history, and published again with a later
    fetched_at the article is back. Whether an article is known cannot be told here; for one
    that is not, the retraction is kept.

    Whatever cannot be published is named on standard error with its reason, and the rest
    goes on. The same article published twice is stored once. When the broker is away,
    publish waits STANCEWIRE_DELIVERY_SECONDS for it, then names what it did not confirm.

    Exits with 0 when the broker confirmed everything, with 1 when anything was refused or
    is unconfirmed, and with 130 on Ctrl-C.
    """
    settings = Settings.from_environment()
    feed = feed_of(paths, outlet, settings)
    counts: Counter[type[Outcome]] = Counter()

    def report(outcome: Outcome) -> None:
        counts[type(outcome)] += 1
        if isinstance(outcome, Refused | Unconfirmed):
            word = "refused" if isinstance(outcome, Refused) else "unconfirmed"
            click.echo(f"{word}: {_printable(outcome.name)}: {outcome.reason}", err=True)

    with _progress() as progress:
        # Here, so that log lines appear above the bar.
        set_up_logs(settings.log_level, silent=["kafka"])
        found = _watched(feed, progress, retract=retract)
        interrupted = _deliver(resolved(settings, database=False), found, report)
    _show(counts, as_json=as_json)
    if counts[Unconfirmed]:
        click.echo("Publish the same again: what did arrive is stored once.", err=True)
    if interrupted:
        click.echo("interrupted: the rest was not read", err=True)
        sys.exit(INTERRUPTED)
    sys.exit(1 if counts[Refused] or counts[Unconfirmed] else 0)


def feed_of(paths: tuple[str, ...], outlet: str | None, settings: Settings) -> Feed:
    """Give the feed that a user named, by the settings."""
    return Feed(
        paths,
        None if sys.stdin is None else sys.stdin.buffer,
        outlet,
        workers=settings.workers,
        contact=settings.contact or None,
        allow_private=settings.allow_private,
    )


def _deliver(settings: Settings, found: Iterator[Fetched | Refused], report: Report) -> bool:
    """Publish all that was found and report each outcome; say whether Ctrl-C cut it short."""
    try:
        _send(settings, found, report)
    except KeyboardInterrupt:
        return True
    return False


def _send(settings: Settings, found: Iterator[Fetched | Refused], report: Report) -> None:
    topics, seconds = topics_of(settings.namespace), settings.delivery_seconds
    bootstrap = settings.kafka or ""
    try:
        wait_for_broker(bootstrap, seconds)
        ensure_topics(bootstrap, topics)
        with Publisher(bootstrap, topics.articles, seconds, report) as publisher:
            publish_all(found, publisher, report)
    except UnavailableError as error:
        give_up(found, str(error), report)


def _progress() -> Progress:
    return Progress(
        TextColumn("publishing"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[articles]:,} articles"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        disable=not sys.stderr.isatty(),
        transient=True,
    )


def _watched(feed: Feed, progress: Progress, *, retract: bool) -> Iterator[Fetched | Refused]:
    read = retractions if retract else fetch
    if progress.disable:
        yield from read(feed)
        return
    task = progress.add_task("", total=None, articles=0)
    progress.update(task, total=None if retract else total_size(feed))
    for number, found in enumerate(read(feed), 1):
        yield found
        progress.update(task, advance=found.size, articles=number)


def _show(counts: Counter[type[Outcome]], *, as_json: bool) -> None:
    named = {
        "published": counts[Confirmed],
        "retracted": counts[Retracted],
        "unconfirmed": counts[Unconfirmed],
        "refused": counts[Refused],
    }
    if not counts[Retracted] and not as_json:
        del named["retracted"]
    line = ", ".join(f"{name} {count}" for name, count in named.items())
    click.echo(json.dumps(named) if as_json else line)


def _printable(name: str) -> str:
    """Show a file's name; one with control or undecodable characters as Python would quote it."""
    return name if name.isprintable() else repr(name)
