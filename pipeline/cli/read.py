"""`stancewire read`: what a page says, as JSON lines."""

import sys

import click

from pipeline.cli.publish import feed_of
from pipeline.feeds.feed import fetch
from pipeline.feeds.found import Fetched, Refused
from pipeline.json_lines import line_of
from pipeline.logs import set_up_logs
from pipeline.settings import Settings
from schemas.contracts import FetchedArticle

_SAID = ("url", "title", "authors", "outlet", "published_at", "language", "text")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH… | URL… | -")
def read(paths: tuple[str, ...]) -> None:
    """Show what is read of pages.

    Or of all else that publish takes; nothing is stored.

    Prints a JSON line for each article, in order: source (the path or address as given, with
    the place in it where it holds several), url, title, authors, outlet, published_at,
    language and text, null where the page does not say. What cannot be read is answered by
    its source and an error.

    Exits with 0 when all was read, with 1 at the end when something was not, and with 130 on
    Ctrl-C.
    """
    settings = Settings.from_environment()
    set_up_logs(settings.log_level)
    all_good = True
    for found in fetch(feed_of(paths, None, settings)):
        all_good &= isinstance(found, Fetched)
        click.echo(line_of(_row(found)), nl=False)
    if not all_good:
        sys.exit(1)


def _row(found: Fetched | Refused) -> dict[str, object]:
    if isinstance(found, Refused):
        return {"source": found.name, "error": found.reason}
    if not isinstance(found.article, FetchedArticle):
        return {"source": found.name, "retracted": found.article.article_id}
    said = found.article.model_dump(mode="json", include=set(_SAID))
    return {"source": found.name, **{name: said[name] for name in _SAID}}
