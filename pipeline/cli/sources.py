"""`stancewire sources`: what the fetcher follows."""

import asyncio
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import Connection

from consumers.fetcher import sources as followed
from consumers.fetcher.checked import Checked, checked
from consumers.fetcher.source_files import named, named_in
from consumers.fetcher.sources import Named
from pipeline.cli import correcting
from pipeline.cli.tables import Column, Form, Row, form_options, show_found
from pipeline.database import connection_to
from pipeline.fetching.listing_reader import ListingReader
from pipeline.fetching.web_client import WebClient
from pipeline.moments import seconds_of
from pipeline.settings import Settings

SHOWN_ADDRESSES = 10  # of what would be fetched; --json has all


def _next(row: Row) -> str:
    return "paused" if row["paused"] else f"{row['next_at']:%Y-%m-%d %H:%M}"


FIELDS = (
    "outlet language paused every_seconds least_seconds most_seconds listed_by added_at"
    " fetched_at gone"
)
SHOWN = (
    Column("address", "source", share=2),
    Column("kind", "kind"),
    Column("articles", "articles", align="right"),
    Column("waiting", "waiting", align="right"),
    Column("next_at", "next", shown=_next),
    Column("problem", "problem", share=1),
    *map(Column, FIELDS.split()),
)


class Span(click.ParamType):
    """A span of time such as 90s, 5m, 1h, 1d or 1w, in seconds."""

    name = "span"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        try:
            return float(seconds_of(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.group()
def sources() -> None:
    """Say which feeds, pages and folders are followed.

    A source is a feed, a sitemap, a section page or a folder. `stancewire run fetcher`, which
    is part of `up`, looks at each as often as it changes, fetches what it lists and publishes
    the articles. Only what you name here is fetched, and of a section page or a sitemap of
    sitemaps what lies on its own site. The fetcher keeps to robots.txt, makes one request to a
    host at a time and STANCEWIRE_FETCH_BUDGET a day, and tells sites STANCEWIRE_CONTACT.
    """


@sources.command("add")
@click.argument("addresses", nargs=-1, required=True, metavar="URL…")
@click.option("--outlet", metavar="NAME", help="Who publishes them.  [default: as pages say]")
@click.option("--language", metavar="CODE", help="Their language.  [default: as they read]")
@click.option("--least", type=Span(), help="Look no more often.  [default: 5m; a folder: 1m]")
@click.option("--most", type=Span(), help="Look no more rarely.  [default: 1d; a folder: 1m]")
def add_sources(
    addresses: tuple[str, ...],
    outlet: str | None,
    language: str | None,
    least: float | None,
    most: float | None,
) -> None:
    """Follow each URL, or folder, from now on.

    A URL is that of a feed (RSS, Atom, RDF or JSON Feed), a sitemap or a section page. Of a
    section page the links are followed whose addresses have the pattern that its headlines
    share. A folder's files are published as `publish` does, and again when they change. A
    source that was paused goes on.

    Exits with 0, and with 2 when a URL is none or the database does not answer.
    """
    those = [named(address).address for address in addresses]
    _follow([Named(address, outlet, language, least, most) for address in those])


@sources.command("import")
@click.argument("file", type=click.Path(path_type=Path))
def import_sources(file: Path) -> None:
    """Follow all sources of a FILE, which is OPML or TOML.

    OPML is what feed readers export. TOML has a table for each source; all but its address may
    be left out:

    \b
      [[source]]
      address = "https://gull.example/feed.xml"
      outlet = "The Gull"
      language = "en"
      least = "5m"    # look no more often
      most = "1d"     # and no more rarely

    Exits with 0, and with 2 when the file is no such list; then none of it is followed.
    """
    _follow(named_in(file))


@sources.command("list")
@form_options
def list_sources(form: Form) -> None:
    """List what is followed, with what came of it and what is wrong.

    Exits with 0, and with 2 when the database does not answer.
    """
    with correcting.opened() as (_, engine):
        rows = followed.listed(engine)
    show_found(rows, SHOWN, form, none="Nothing is followed; see: stancewire sources add -h")


@sources.command("pause")
@click.argument("addresses", nargs=-1, required=True, metavar="URL…")
def pause_sources(addresses: tuple[str, ...]) -> None:
    """Ask nothing of a source any more, until it is added again.

    Exits with 0, and with 1 when a URL is not followed.
    """
    _change(addresses, followed.pause, "paused")


@sources.command("remove")
@click.argument("addresses", nargs=-1, required=True, metavar="URL…")
def remove_sources(addresses: tuple[str, ...]) -> None:
    """Forget a source and what it listed; the articles stay.

    Exits with 0, and with 1 when a URL is not followed.
    """
    _change(addresses, followed.remove, "removed")


@sources.command("check")
@click.argument("addresses", nargs=-1, required=True, metavar="URL…")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each URL.")
def check_sources(addresses: tuple[str, ...], *, as_json: bool) -> None:
    """Show what would be fetched of each URL; keep nothing.

    It asks each site for its robots.txt and for the URL, and for nothing else.

    Exits with 0, and with 1 when a URL could not be followed.
    """
    found = asyncio.run(_checked([named(address) for address in addresses]))
    for each in found:
        click.echo(json.dumps(asdict(each), ensure_ascii=False) if as_json else _told(each))
    if any(each.problem for each in found):
        raise SystemExit(1)


async def _checked(those: Sequence[Named]) -> list[Checked]:
    settings = Settings.from_environment()
    reader = ListingReader()
    try:
        async with WebClient(
            contact=settings.contact or None, allow_private=settings.allow_private
        ) as client:
            return [await checked(each, client, reader) for each in those]
    finally:
        reader.stop()


def _told(found: Checked) -> str:
    if found.problem is not None:
        return f"{found.address}: {found.problem}"
    counted = f"would fetch {len(found.would_fetch)}"
    if found.forbidden:
        counted += f", robots.txt forbids {len(found.forbidden)}"
    title = f" “{found.title}”" if found.title else ""
    lines = [f"{found.address}: {found.kind}{title}, {counted}"]
    lines += _some("", found.would_fetch)
    lines += _some("follows too: ", found.lists)
    lines += _some("offers the feed: ", found.feeds)
    return "\n".join(lines)


def _some(word: str, addresses: Sequence[str]) -> Iterable[str]:
    yield from (f"  {word}{address}" for address in addresses[:SHOWN_ADDRESSES])
    if (more := len(addresses) - SHOWN_ADDRESSES) > 0:
        yield f"  … and {more} more"


def _follow(those: Sequence[Named]) -> None:
    with correcting.opened() as (_, engine), connection_to(engine) as connection:
        new = followed.add(connection, those, datetime.now(UTC))
    click.echo(f"{len(those)} followed, {new} of them new.")


def _change(addresses: Sequence[str], change: Callable[[Connection, str], bool], word: str) -> None:
    unknown = 0
    with correcting.opened() as (_, engine):
        for address in (named(each).address if "://" in each else each for each in addresses):
            with connection_to(engine) as connection:
                known = change(connection, address)
            click.echo(f"{address}: {word if known else 'not followed'}", err=not known)
            unknown += not known
    if unknown:
        raise SystemExit(1)
