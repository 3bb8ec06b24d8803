"""`make bench`: articles per second from published to queryable, beside the loop most would write.

Same broker, database, texts and run; the contenders take turns, and the median counts.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from rich.console import Console
from rich.table import Table

from pipeline.broker import ensure_topics
from pipeline.database import engine_of, migrate
from pipeline.feeds import Feed, Fetched, fetch
from pipeline.logs import set_up_logs
from pipeline.producer import Confirmed, Outcome, Publisher, publish
from pipeline.settings import Settings
from schemas.contracts import FetchedArticle
from schemas.topics import topics_of
from tests.benchmarks.command import command_table
from tests.benchmarks.copies import copies_table
from tests.benchmarks.cost import cost_per_article
from tests.benchmarks.growth import growth_table, hostile_table
from tests.benchmarks.indexed import indexed_table
from tests.benchmarks.one_thread import process_of_one_thread
from tests.benchmarks.pages import RUNS, million_stances, pages_table
from tests.stack import Stack
from tests.stack.local import LocalStack

ROOT = Path(__file__).parents[2]
WARM_UP = 24  # articles, so that models are loaded and partitions assigned
STANCEWIRE = Path(sys.executable).with_name("stancewire")


def main() -> None:
    """Run the contenders in turn and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=300, help="articles a round")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    set_up_logs("ERROR")
    articles = corpus()
    out = Console()
    _say("starting a broker and a database")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as stack:
        contenders = {
            "naive loop": naive,
            "stancewire, not resolved": stored,
            "stancewire": resolved,
        }
        rates: dict[str, list[float]] = {name: [] for name in contenders}
        for number in range(1, options.rounds + 1):
            for name, contender in contenders.items():
                _say(f"round {number} of {options.rounds}: {name}, {options.articles} articles")
                rates[name].append(contender(stack, articles, options.articles))
                _say(f"round {number} of {options.rounds}: {name} {rates[name][-1]:.1f} articles/s")
    _say("the command itself, and spaCy's own pipe")
    commands = command_table(articles)
    _say("one thread: spaCy alone, our reading, the whole analysis")
    with process_of_one_thread() as pool:
        cost = pool.submit(cost_per_article, articles).result()
    out.print(_rates_table(rates, options.articles))
    out.print(commands)
    out.print(cost.table())
    print(f"spaCy's own share of the analysis: {100 * cost.share:.0f} %")
    out.print(growth_table())
    out.print(hostile_table())
    out.print(copies_table())
    _say("a database of a million stances: some minutes")
    with tempfile.TemporaryDirectory() as folder, million_stances(Path(folder)) as engine:
        out.print(pages_table(engine))
        out.print(indexed_table(engine, RUNS))


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


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


def corpus() -> list[FetchedArticle]:
    """Give the articles of seeds/."""
    feed = Feed(paths=(str(ROOT / "seeds"),), stdin=sys.stdin.buffer)
    return [fetched.article for fetched in fetch(feed) if isinstance(fetched, Fetched)]


def copies(articles: list[FetchedArticle], count: int) -> Iterator[Fetched]:
    """Give `count` articles, each with an id of its own."""
    for number in range(count):
        article = articles[number % len(articles)]
        named = article.model_copy(update={"article_id": f"{uuid4().hex}"})
        yield Fetched(name=str(number), article=named, size=len(named.text))


@contextmanager
def served(folder: Path) -> Iterator[Stack]:
    """Run a broker and a database for as long as needed."""
    folder.chmod(0o755)  # as root, the database runs as another user
    stack = LocalStack(folder)
    stack.start()
    try:
        yield stack
    finally:
        stack.stop()


def stored(stack: Stack, articles: list[FetchedArticle], count: int) -> float:
    """Give the rate of analyser and sink, with as many workers as processors, nobody resolving."""
    return _rate(stack, articles, count, _commands("analyser", "sink"), "revision")


def resolved(stack: Stack, articles: list[FetchedArticle], count: int) -> float:
    """Give the rate of the whole wire, until all is resolved, too."""
    return _rate(stack, articles, count, _commands("analyser", "sink", "resolver"), "resolved")


def _commands(*names: str) -> list[list[str]]:
    return [[str(STANCEWIRE), "run", name] for name in names]


def naive(stack: Stack, articles: list[FetchedArticle], count: int) -> float:
    """Give the naive loop's rate."""
    command = [sys.executable, "-m", "tests.benchmarks.naive"]
    return _rate(stack, articles, count, [command], "naive")


def _rate(
    stack: Stack,
    articles: list[FetchedArticle],
    count: int,
    commands: list[list[str]],
    table: str,
) -> float:
    with tempfile.TemporaryDirectory() as home:
        settings = _fresh_settings(stack, Path(home))
        assert settings.kafka is not None
        assert settings.database_url is not None
        arguments = [
            settings.kafka,
            topics_of(settings.namespace).articles.name,
            settings.database_url,
            settings.model,
        ]
        with _running(settings, commands, arguments if table == "naive" else []):
            _publish(settings, copies(articles, WARM_UP))
            _wait_for(settings.database_url, table, WARM_UP)
            started = time.perf_counter()
            _publish(settings, copies(articles, count))
            _wait_for(settings.database_url, table, WARM_UP + count)
            return count / (time.perf_counter() - started)


def _fresh_settings(stack: Stack, home: Path) -> Settings:
    name = f"bench_{uuid4().hex[:12]}"
    engine = engine_of(stack.database_server_url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    url = sa.make_url(stack.database_server_url).set(database=name)
    settings = Settings(
        home=home,
        kafka=stack.bootstrap,
        database_url=url.render_as_string(hide_password=False),
        namespace=name.replace("_", "-"),
        log_level="ERROR",  # warnings come while a new group finds its coordinator
    )
    assert settings.database_url is not None
    migrate(settings.database_url)
    ensure_topics(stack.bootstrap, topics_of(settings.namespace))
    return settings


@contextmanager
def _running(settings: Settings, commands: list[list[str]], arguments: list[str]) -> Iterator[None]:
    environment = os.environ | settings.to_environment()
    processes = [
        subprocess.Popen([*command, *arguments], env=environment, cwd=ROOT) for command in commands
    ]
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(20)


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
