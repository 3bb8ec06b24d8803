"""What memory a fetcher takes as 1,000 feeds are followed and their 10,000 pages fetched.

`python -m tests.benchmarks.following [--pages 1000,5000,10000]` prints it. The pages are served
from here, by hosts of which each is asked for one at a time, without a pause.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from consumers.fetcher import sources
from consumers.fetcher.sources import Named
from pipeline.database import connection_to, database_at
from pipeline.settings import Settings
from tests.benchmarks.spent import megabytes, processor_seconds
from tests.benchmarks.wire import new_wire, running, say, served, worker
from tests.rows import rows
from tests.web import Web, feed, page, web

HOSTS = 16
PAGES_OF_A_FEED = 10
SIZES = (1_000, 5_000, 10_000)
PARAGRAPH = "The harbour toll of quay {n} will rise, the council of the port said on day {n}. "
FETCHED = "SELECT count(article_id), count(problem) FROM followed"


def main() -> None:
    """Follow ever more feeds, and print what the fetcher takes when all their pages are there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", default=",".join(map(str, SIZES)), metavar="N,N")
    sizes = sorted(int(size) for size in parser.parse_args().pages.split(","))
    table = Table("feeds", "pages", "refused", "fetcher MB", "with its readers MB", "CPU ms a page")
    with ExitStack() as opened:
        folder = opened.enter_context(tempfile.TemporaryDirectory())
        stack = opened.enter_context(served(Path(folder)))
        hosts = [opened.enter_context(web()) for _ in range(HOSTS)]
        freely = {"fetch_gap": 0, "fetch_budget": 10**6, "allow_private": True}
        settings = opened.enter_context(new_wire(stack, **freely))
        for row in _looks(settings, hosts, sizes):
            table.add_row(*row)
    Console().print(table)


def _looks(settings: Settings, hosts: Sequence[Web], sizes: Sequence[int]) -> Iterator[list[str]]:
    url, followed = settings.database_url or "", 0
    with running(settings, worker("fetcher")) as (fetcher,):
        for size in sizes:
            feeds = range(followed, size // PAGES_OF_A_FEED)
            _follow(url, [_feed(hosts[number % HOSTS], number) for number in feeds])
            followed = feeds.stop
            refused = _all_fetched(url, feeds.stop * PAGES_OF_A_FEED)
            alone = rss_megabytes(fetcher.pid)
            spent = 1000 * processor_seconds([fetcher.pid]) / size
            every = megabytes([fetcher.pid])
            numbers = (feeds.stop, size, refused)
            say(f"  {size:,} pages are fetched")
            yield [*(f"{n:,}" for n in numbers), f"{alone:.0f}", f"{every:.0f}", f"{spent:.1f}"]


def rss_megabytes(pid: int) -> float:
    """Give the memory of one process, without what it started."""
    told = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(told.partition("VmRSS:")[2].split()[0]) / 1024


def _feed(host: Web, number: int) -> str:
    """Serve a feed and its pages, and give its address."""
    first = number * PAGES_OF_A_FEED
    paths = [f"/{n}" for n in range(first, first + PAGES_OF_A_FEED)]
    for path in paths:
        paragraphs = [PARAGRAPH.format(n=f"{path[1:]}-{k}") * 3 for k in range(6)]
        host.says(path, page(f"The toll of quay {path[1:]}", *paragraphs))
    return host.says(f"/feed{number}", feed(*paths))


def _follow(url: str, addresses: Sequence[str]) -> None:
    with database_at(url) as engine, connection_to(engine) as connection:
        sources.add(connection, map(Named, addresses), datetime.now(UTC))


def _all_fetched(url: str, pages: int) -> int:
    """Return when so many pages are fetched or refused, saying how many were refused."""
    while True:
        articles, refused = rows(url, FETCHED)[0]
        if articles + refused >= pages:
            return int(refused)
        time.sleep(1)


if __name__ == "__main__":
    main()
