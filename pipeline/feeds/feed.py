"""What a user named becomes fetched articles, one at a time, in order.

Memory stays flat however much there is, and one bad input never stops the rest.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.feeds.addresses import Browser, is_address
from pipeline.feeds.files import files
from pipeline.feeds.found import STANDARD_INPUT, Fetched, Refused
from pipeline.feeds.inputs import Inputs
from pipeline.feeds.pages import PageReader, Promised

# Pages in work per process: enough to keep it busy, of 2 MiB each at most.
AHEAD = 4


@dataclass(frozen=True)
class Feed:
    """What a user named: paths and addresses in order, `-` for standard input, an outlet for all.

    Pages are read by as many processes as `workers`. `contact` and `allow_private` are those of
    the web client.
    """

    paths: tuple[str, ...]
    stdin: BinaryIO | None = None
    outlet: str | None = None
    workers: int = 1
    contact: str | None = None
    allow_private: bool = False


def fetch(feed: Feed) -> Iterator[Fetched | Refused]:
    """Yield what each path of a feed holds, in order: articles, and refusals with their reason."""
    reader = PageReader(feed.workers)
    try:
        with Browser(contact=feed.contact, allow_private=feed.allow_private) as browser:
            found = Inputs(feed.outlet, reader, browser).all(feed.paths, feed.stdin)
            yield from _in_order(found, ahead=AHEAD * feed.workers)
    finally:
        reader.stop()


def _in_order(
    found: Iterator[Fetched | Refused | Promised], *, ahead: int
) -> Iterator[Fetched | Refused]:
    """Yield what is found; of pages, read side by side, at most `ahead` are waited for."""
    waiting: deque[Promised] = deque()
    for each in found:
        if isinstance(each, Promised):
            waiting.append(each)
            while waiting and (waiting[0].is_kept() or len(waiting) >= ahead):
                yield waiting.popleft().kept()
            continue
        while waiting:
            yield waiting.popleft().kept()
        yield each
    while waiting:
        yield waiting.popleft().kept()


def total_size(feed: Feed) -> int | None:
    """Count the bytes of a feed's files; None when it reads standard input or the web."""
    if STANDARD_INPUT in feed.paths or any(is_address(path) for path in feed.paths):
        return None
    total = 0
    for path in feed.paths:
        for file in files(path):
            try:
                total += file.stat().st_size
            except OSError:
                continue  # named when it is read
    return total
