"""What pages and calls ask of 1,000,000 stances, and how long the answers take.

`make bench` prints it; alone: `python -m tests.benchmarks.pages`. With `--folder` the database
stays there, and is asked again next time; with `--web URL` the pages of a server that reads it
are timed, too.
"""

import argparse
import math
import random
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import Engine, text

from pipeline import queries
from pipeline.database import connection_to, database_at
from pipeline.local.postgres import LocalPostgres
from pipeline.migrations import migrate
from pipeline.queries import Counted, Filters, Period, Question, kept
from pipeline.queries.issues import issues
from pipeline.queries.names import identities
from pipeline.web.answers import address
from tests.benchmarks.million import load
from tests.stack.waiting import eventually

RUNS = 20
MEDIAN_MS = 150
WORST_MS = 400  # of the 95th in a hundred
END = datetime(2026, 10, 1, tzinfo=UTC)
KNOWN = 20_000  # identities, and issues
PAGE = 50

FREQUENT_WORDS = """
SELECT word FROM ts_stat('SELECT search FROM revision WHERE id < 2000') ORDER BY ndoc DESC, word
"""
ARTICLES = "SELECT article_id FROM revision WHERE current AND id % 5000 = 7"
OUTLETS = "SELECT outlet FROM revision GROUP BY outlet ORDER BY count(*) DESC, outlet"


@dataclass(frozen=True)
class Draw:
    """Arguments drawn for one question: the most frequent of all, some frequent, and rare ones."""

    rng: random.Random
    names: Mapping[str, str]  # of identities and issues, by id
    outlets: list[str]
    words: list[str]
    articles: list[str]

    @property
    def number(self) -> int:
        ranked = int(2.5 * ((KNOWN + 2.5) / 2.5) ** self.rng.random() - 2.5)
        return self.rng.choice([1, 2, 3, 1 + ranked, 1 + ranked, self.rng.randrange(1, KNOWN)])

    @property
    def who(self) -> str:
        return f"i{self.number}"

    @property
    def issue(self) -> str:
        return f"t{self.number}"

    @property
    def outlet(self) -> str:
        return self.rng.choice(self.outlets)

    @property
    def said(self) -> str:
        return self.rng.choice(self.words)

    @property
    def window(self) -> dict[str, datetime]:
        until = END - timedelta(days=self.rng.randrange(300))
        return {"since": until - timedelta(days=30), "until": until}

    @property
    def article(self) -> str:
        return self.rng.choice(self.articles)

    @property
    def period(self) -> Period:
        return self.rng.choice(list(Period))


def stances(**filters: object) -> Filters:
    return Filters(limit=PAGE, **filters)  # type: ignore[arg-type]  # each by its name


QUESTIONS: Mapping[str, Callable[[Draw], Question]] = {
    "stances, newest": lambda d: queries.stances(stances()),
    "stances of a holder": lambda d: queries.stances(stances(holder=d.who)),
    "stances of a holder by name": lambda d: queries.stances(stances(holder=d.names[d.who])),
    "stances on an issue": lambda d: queries.stances(stances(target=d.issue)),
    "stances on an issue by name": lambda d: queries.stances(stances(target=d.names[d.issue])),
    "stances towards somebody": lambda d: queries.stances(stances(target=d.who)),
    "stances of or towards somebody": lambda d: queries.stances(stances(entity=d.who)),
    "stances of an outlet": lambda d: queries.stances(stances(outlet=d.outlet)),
    "stances in articles of words": lambda d: queries.stances(stances(words=d.said)),
    "stances of a month": lambda d: queries.stances(stances(**d.window)),
    "stances, sure and against": lambda d: queries.stances(
        stances(polarity="against", min_confidence=0.95)
    ),
    "stances of a holder on an issue": lambda d: queries.stances(
        stances(holder=d.who, target=d.issue)
    ),
    "stances of a holder, outlet, side": lambda d: queries.stances(
        stances(holder=d.who, outlet=d.outlet, polarity="for")
    ),
    "stances of a holder, words, month": lambda d: queries.stances(
        stances(holder=d.who, words=d.said, **d.window)
    ),
    "articles, newest": lambda d: queries.articles(stances()),
    "articles of an outlet": lambda d: queries.articles(stances(outlet=d.outlet)),
    "articles that name somebody": lambda d: queries.articles(stances(entity=d.who)),
    "articles of words": lambda d: queries.articles(stances(words=d.said)),
    "quotations, newest": lambda d: queries.quotations(stances()),
    "quotations of a speaker": lambda d: queries.quotations(stances(speaker=d.who)),
    "quotations of an outlet": lambda d: queries.quotations(stances(outlet=d.outlet)),
    "quotations of words": lambda d: queries.quotations(stances(words=d.said)),
    "positions of a holder": lambda d: queries.positions(Filters(holder=d.who)),
    "positions on an issue": lambda d: queries.positions(Filters(target=d.issue)),
    "positions of a month": lambda d: queries.positions(Filters(**d.window)),
    "timeline of an issue": lambda d: queries.timeline(
        Filters(target=d.issue, limit=400), Counted.ONCE, d.period
    ),
    "timeline of somebody": lambda d: queries.timeline(
        Filters(entity=d.who, limit=400), Counted.ONCE, d.period
    ),
    "changes of a month": lambda d: queries.changes(Filters(**d.window)),
    "changes of a holder": lambda d: queries.changes(Filters(holder=d.who)),
    "changes on an issue": lambda d: queries.changes(Filters(target=d.issue)),
    "contradictions of a month": lambda d: queries.contradictions(Filters(**d.window)),
    "contradictions of a holder": lambda d: queries.contradictions(Filters(holder=d.who)),
    "network of an issue": lambda d: queries.coalitions(Filters(target=d.issue)),
    "network of a month": lambda d: queries.coalitions(Filters(**d.window)),
    "network of a holder, a month": lambda d: queries.coalitions(Filters(holder=d.who, **d.window)),
    "entities of a month": lambda d: queries.entities(Filters(**d.window)),
    "entities of a name": lambda d: queries.entities(Filters(entity=d.names[d.who])),
    "voices of an outlet, a month": lambda d: queries.voices(Filters(outlet=d.outlet, **d.window)),
    "voices of a month": lambda d: queries.voices(Filters(**d.window)),
}
OTHERS: Mapping[str, Callable[[Engine, Draw], object]] = {
    "identities of a name": lambda e, d: identities(e, name=d.names[d.who], limit=20),
    "issues of a name": lambda e, d: issues(e, name=d.names[d.issue], limit=20),
    **{
        f"{question}, all, as kept": lambda e, d, question=question: kept.answer(e, question, 20)
        for question in kept.QUESTIONS
    },
}
PAGES: Mapping[str, Callable[[Draw], str]] = {
    "page: start": lambda _: "/",
    "page: search": lambda d: address("search", q=d.names[d.who]),
    "page: stances": lambda _: "/stances",
    "page: stances of a holder": lambda d: address("stances", holder=d.who),
    "page: stances by name, words": lambda d: address("stances", target=d.names[d.issue]),
    "page: quotations": lambda _: "/quotations",
    "page: names": lambda _: "/names",
    "page: a name": lambda d: address("names", d.who),
    "page: issues": lambda _: "/issues",
    "page: an issue": lambda d: address("issues", d.issue),
    "page: articles": lambda d: address("articles", words=d.said),
    "page: an article": lambda d: address("articles", d.article),
    "page: an outlet": lambda d: address("outlets", d.outlet),
    "page: matrix": lambda _: "/matrix",
    "page: matrix of a month": lambda d: address("matrix", **days(d.window)),
    "page: changes": lambda _: "/changes",
    "page: contradictions": lambda d: address("contradictions", holder=d.who),
    "page: network": lambda _: "/network",
    "page: network of an issue": lambda d: address("network", target=d.issue),
    "page: live": lambda _: "/live",
    "page: operations": lambda _: "/operations",
    "API: stances": lambda d: address("api", "v1", "stances", holder=d.who, limit=PAGE),
    "API: positions": lambda d: address("api", "v1", "positions", target=d.issue),
    "API: timeline": lambda d: address("api", "v1", "timeline", target=d.issue, by="week"),
    "API: entities": lambda _: "/api/v1/entities",
    "API: voices": lambda d: address("api", "v1", "voices", outlet=d.outlet, **days(d.window)),
    "API: coalitions": lambda d: address("api", "v1", "coalitions", holder=d.who),
    "API: feed": lambda d: address("api", "v1", "stances", format="atom", outlet=d.outlet),
}


def days(window: Mapping[str, datetime]) -> dict[str, str]:
    """Give a window as an address has it."""
    return {name: f"{moment:%Y-%m-%d}" for name, moment in window.items()}


def drawn(engine: Engine) -> Draw:
    """Prepare to draw from what the database holds, the same each time."""
    with connection_to(engine, read_only=True) as connection:
        outlets = list(connection.scalars(text(OUTLETS)))
        words = list(connection.scalars(text(FREQUENT_WORDS)))
        names = connection.execute(
            text("SELECT id, name FROM identity UNION ALL SELECT id, name FROM issue")
        )
        return Draw(
            random.Random(18),
            dict(names.all()),
            [outlets[0], outlets[1], outlets[20], outlets[-1]],
            [words[0], words[50], words[500], words[-1], f'"{words[0]} {words[1]}"'],
            list(connection.scalars(text(ARTICLES))),
        )


def milliseconds(ask: Callable[[], object], runs: int) -> list[float]:
    """Ask so many times; give how long each took, in order of size."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - started))
    return sorted(taken)


def pages_table(engine: Engine, runs: int = RUNS, web: str | None = None) -> Table:
    """Show the median and the 95th in a hundred of each question, beside what they may be."""
    draw = drawn(engine)
    table = Table(title=f"questions to a million stances, {runs} times each")
    for column in ("", "median, ms", "95th, ms", f"within {MEDIAN_MS} and {WORST_MS}"):
        table.add_column(column, justify="left" if not column else "right")
    asked: dict[str, Callable[[], object]] = {
        name: lambda put=put: queries.ask(engine, put(draw))  # type: ignore[misc]  # bound in the loop
        for name, put in QUESTIONS.items()
    }
    asked |= {
        name: lambda ask=ask: ask(engine, draw)  # type: ignore[misc]
        for name, ask in OTHERS.items()
    }
    if web is not None:
        asked |= {
            name: lambda page=page: _read(web + page(draw))  # type: ignore[misc]
            for name, page in PAGES.items()
        }
    for name, ask in asked.items():
        taken = milliseconds(ask, runs)
        median, worst = statistics.median(taken), taken[math.ceil(0.95 * runs) - 1]
        within = median <= MEDIAN_MS and worst <= WORST_MS
        table.add_row(name, f"{median:.0f}", f"{worst:.0f}", "yes" if within else "no")
        print(f"{name}: {median:.0f} {worst:.0f}", file=sys.stderr, flush=True)
    return table


def _read(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:  # noqa: S310  # of our own server
        return bytes(answer.read())


@contextmanager
def million_stances(folder: Path) -> Iterator[Engine]:
    """Serve a database of the million stances, made in a new folder, for as long as needed."""
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)  # as root, the database runs as another user
    new = not (folder / "postgres").exists()
    server = LocalPostgres(folder / "postgres")
    server.launch()
    eventually(server.answers)
    try:
        migrate(server.url)
        with database_at(server.url) as engine:
            if new:
                load(server.url.replace("+psycopg", ""))
            for question in kept.QUESTIONS:
                seconds = kept.keep(engine, question)
                print(f"kept {question}: {seconds:.1f} s", file=sys.stderr, flush=True)
            yield engine
    finally:
        server.stop()


def main() -> None:
    """Make the corpus, ask it, and print how long that took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, help="where the database stays")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--web", help="the address of a server whose pages are timed, too")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        million_stances(options.folder or Path(folder)) as engine,
    ):
        Console().print(pages_table(engine, options.runs, options.web))


if __name__ == "__main__":
    main()
