"""`make bench`: articles per second from published to queryable, beside the loop most would write.

Same broker, database, texts and run; the contenders take turns, and the median counts.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from pipeline.database import engine_of
from pipeline.feeds import Fetched
from pipeline.logs import set_up_logs
from pipeline.producer import Confirmed, Outcome, Publisher, publish
from pipeline.settings import Settings
from schemas.contracts import FetchedArticle
from schemas.topics import topics_of
from tests.benchmarks.command import command_table
from tests.benchmarks.copies import copies_table
from tests.benchmarks.cost import cost_per_article
from tests.benchmarks.growth import growth_table, hostile_table
from tests.benchmarks.one_thread import process_of_one_thread
from tests.benchmarks.pages import million_stances, pages_table
from tests.benchmarks.viewers import viewers_table
from tests.benchmarks.wire import corpus, new_wire, running, say, served, worker
from tests.stack import Stack

WARM_UP = 24  # articles, so that models are loaded and partitions assigned


def main() -> None:
    """Run the contenders in turn and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=300, help="articles a round")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    set_up_logs("ERROR")
    articles = corpus()
    out = Console()
    say("starting a broker and a database")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as stack:
        contenders = {
            "naive loop": naive,
            "stancewire, not resolved": stored,
            "stancewire": resolved,
        }
        rates: dict[str, list[float]] = {name: [] for name in contenders}
        for number in range(1, options.rounds + 1):
            for name, contender in contenders.items():
                say(f"round {number} of {options.rounds}: {name}, {options.articles} articles")
                rates[name].append(contender(stack, articles, options.articles))
                say(f"round {number} of {options.rounds}: {name} {rates[name][-1]:.1f} articles/s")
        say("a sink with viewers of live pages, and without")
        viewers = viewers_table(stack, articles)
    say("the command itself, and spaCy's own pipe")
    commands = command_table(articles)
    say("one thread: spaCy alone, our reading, the whole analysis")
    with process_of_one_thread() as pool:
        cost = pool.submit(cost_per_article, articles).result()
    out.print(_rates_table(rates, options.articles))
    out.print(commands)
    out.print(cost.table())
    print(f"spaCy's own share of the analysis: {100 * cost.share:.0f} %")
    out.print(growth_table())
    out.print(hostile_table())
    out.print(copies_table())
    out.print(viewers)
    say("a database of a million stances: some minutes")
    with tempfile.TemporaryDirectory() as folder, million_stances(Path(folder)) as engine:
        out.print(pages_table(engine))


def _rates_table(rates: dict[str, list[float]], articles: int) -> Table:
    medians = {name: statistics.median(found) for name, found in rates.items()}
    table = Table(title=f"from published to queryable, {articles} articles a round")
    for column in ("", "articles/s", "least", "most", "ratio"):
        table.add_column(column, justify="left" if not column else "right")
    for name, found in rates.items():
        ratio = medians[name] / medians["naive loop"]
        table.add_row(
            name, *(f"{x:.1f}" for x in (medians[name], min(found), max(found))), f"{ratio:.2f}"
        )
    return table


def copies(articles: list[FetchedArticle], count: int) -> Iterator[Fetched]:
    """Give `count` articles, each with an id of its own."""
    for number in range(count):
        article = articles[number % len(articles)]
        named = article.model_copy(update={"article_id": f"{uuid4().hex}"})
        yield Fetched(name=str(number), article=named, size=len(named.text))


def stored(stack: Stack, articles: list[FetchedArticle], count: int) -> float:
    """Give the rate of analyser and sink, with as many workers as processors, nobody resolving."""
    with new_wire(stack) as settings, running(settings, worker("analyser"), worker("sink")):
        return _rate(settings, articles, count, "revision")


def resolved(stack: Stack, articles: list[FetchedArticle], count: int) -> float:
    """Give the rate of the whole wire, until all is resolved, too."""
    workers = [worker(name) for name in ("analyser", "sink", "resolver")]
    with new_wire(stack) as settings, running(settings, *workers):
        return _rate(settings, articles, count, "resolved")


def naive(stack: Stack, articles: list[FetchedArticle], count: int) -> float:
    """Give the naive loop's rate."""
    with new_wire(stack) as settings:
        topic = topics_of(settings.namespace).articles.name
        arguments = [settings.kafka, topic, settings.database_url, settings.model]
        with running(settings, [sys.executable, "-m", "tests.benchmarks.naive", *arguments]):
            return _rate(settings, articles, count, "naive")


def _rate(settings: Settings, articles: list[FetchedArticle], count: int, table: str) -> float:
    assert settings.database_url is not None
    _publish(settings, copies(articles, WARM_UP))
    _wait_for(settings.database_url, table, WARM_UP)
    started = time.perf_counter()
    _publish(settings, copies(articles, count))
    _wait_for(settings.database_url, table, WARM_UP + count)
    return count / (time.perf_counter() - started)


def _publish(settings: Settings, articles: Iterator[Fetched]) -> None:
    assert settings.kafka is not None
    topic = topics_of(settings.namespace).articles
    outcomes: list[Outcome] = []
    with Publisher(settings.kafka, topic, settings.delivery_seconds, outcomes.append) as publisher:
        publish(articles, publisher, outcomes.append)
    assert all(isinstance(outcome, Confirmed) for outcome in outcomes)


def _wait_for(database_url: str, table: str, count: int) -> None:
    engine = engine_of(database_url)
    query = sa.select(sa.func.count()).select_from(sa.table(table))
    while True:
        try:
            with engine.connect() as connection:
                if (connection.scalar(query) or 0) >= count:
                    break
        except sa.exc.ProgrammingError:
            pass  # the naive loop has not made its table yet
        time.sleep(0.02)
    engine.dispose()


if __name__ == "__main__":
    main()
