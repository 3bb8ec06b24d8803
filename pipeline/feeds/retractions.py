"""Addresses and ids become retractions."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from pipeline.article import retraction_of
from pipeline.errors import ArticleRefusedError
from pipeline.feeds.feed import Feed
from pipeline.feeds.found import STANDARD_INPUT, Fetched, Refused
from pipeline.json_lines import bare, decoded, lines_of


def retractions(feed: Feed) -> Iterator[Fetched | Refused]:
    """Yield a retraction for each address or id that stands in the place of a feed's paths.

    For `-`, for each line of standard input that is not blank.
    """
    for name in feed.paths:
        if name == STANDARD_INPUT:
            yield from _retractions_from(feed)
        elif _is_there(name):
            yield Refused(name, "a file or folder: --retract takes addresses and ids")
        else:
            yield _retraction(name, name.encode(errors="surrogateescape"), feed.outlet)


def _retractions_from(feed: Feed) -> Iterator[Fetched | Refused]:
    blank = True
    for number, line in enumerate(lines_of(feed.stdin) if feed.stdin else (), 1):
        if words := bare(line):
            blank = False
            yield _retraction(f"standard input:{number}", words, feed.outlet)
    if blank:
        yield Refused("standard input", "empty: no line in it")


def _retraction(name: str, words: bytes, outlet: str | None) -> Fetched | Refused:
    try:
        retraction = retraction_of(decoded(words), retracted_at=datetime.now(UTC), outlet=outlet)
    except ArticleRefusedError as error:
        return Refused(name, str(error), len(words))
    return Fetched(name, retraction, len(words))


def _is_there(name: str) -> bool:
    try:
        return bool(name) and Path(name).exists()
    except OSError:  # longer than a file's name may be
        return False
