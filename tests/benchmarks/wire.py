"""The wire that benchmarks run: a broker, a database, topics of their own, and workers."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from pipeline.broker import ensure_topics
from pipeline.database import database_at, engine_of
from pipeline.feeds.feed import Feed, fetch
from pipeline.feeds.found import Fetched
from pipeline.migrations import migrate
from pipeline.producer import Confirmed, Outcome, Publisher, publish
from pipeline.settings import Settings
from schemas.contracts import FetchedArticle
from schemas.topics import topics_of
from tests.stack import Stack
from tests.stack.local import LocalStack
from tests.stack.waiting import LAST_RESORT_SECONDS

ROOT = Path(__file__).parents[2]


def say(words: str) -> None:
    """Tell whoever waits what is done now."""
    print(words, file=sys.stderr, flush=True)


def corpus() -> list[FetchedArticle]:
    """Give the articles of seeds/."""
    feed = Feed(paths=(str(ROOT / "seeds"),), stdin=sys.stdin.buffer)
    return [fetched.article for fetched in fetch(feed) if isinstance(fetched, Fetched)]


@contextmanager
def served(folder: Path) -> Iterator[LocalStack]:
    """Run a broker and a database for as long as needed."""
    folder.chmod(0o755)  # as root, the database runs as another user
    stack = LocalStack(folder)
    stack.start()
    try:
        yield stack
    finally:
        stack.stop()


@contextmanager
def new_wire(stack: Stack, **changes: object) -> Iterator[Settings]:
    """Make a database and topics, and give the settings that lead to them."""
    name = f"bench_{uuid4().hex[:12]}"
    engine = engine_of(stack.database_server_url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    url = sa.make_url(stack.database_server_url).set(database=name)
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(
            home=Path(home),
            kafka=stack.bootstrap,
            database_url=url.render_as_string(hide_password=False),
            namespace=name.replace("_", "-"),
            log_level="ERROR",  # warnings come while a new group finds its coordinator
            **changes,
        )
        assert settings.database_url is not None
        migrate(settings.database_url)
        ensure_topics(stack.bootstrap, topics_of(settings.namespace))
        yield settings


def worker(name: str) -> list[str]:
    """Give the command that runs a worker."""
    return [sys.executable, "-m", "pipeline.cli", "run", name]


@contextmanager
def running(
    settings: Settings, *commands: Sequence[str], **environment: str
) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Run commands side by side for as long as needed."""
    known = os.environ | settings.to_environment() | environment
    processes = [subprocess.Popen(command, env=known, cwd=ROOT) for command in commands]
    try:
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(20)


def send(settings: Settings, articles: Iterable[FetchedArticle]) -> None:
    """Publish articles as `stancewire publish` does; the broker has all of them then."""
    assert settings.kafka is not None
    topic = topics_of(settings.namespace).articles
    found = (Fetched(article.article_id, article, len(article.text)) for article in articles)
    outcomes: list[Outcome] = []
    with Publisher(settings.kafka, topic, settings.delivery_seconds, outcomes.append) as publisher:
        publish(found, publisher, outcomes.append)
    assert all(isinstance(outcome, Confirmed) for outcome in outcomes)


def wait_for_rows(settings: Settings, table: str, number: int) -> None:
    """Return as soon as a table holds so many rows; one without any may not be there yet."""
    query = sa.select(sa.func.count()).select_from(sa.table(table))
    silent_since, before = time.monotonic(), -1
    with database_at(settings.database_url or "") as engine:
        while True:
            found = 0
            with suppress(sa.exc.ProgrammingError), engine.connect() as connection:
                found = connection.scalar(query) or 0
            if found >= number:
                return
            if found > before:
                silent_since, before = time.monotonic(), found
            silent = time.monotonic() - silent_since
            assert silent < LAST_RESORT_SECONDS, f"{table} stays at {found} of {number}"
            time.sleep(0.05)
