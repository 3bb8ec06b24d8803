"""The wire that benchmarks run: a broker, a database, topics of their own, and workers."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from pipeline.broker import ensure_topics
from pipeline.database import engine_of, migrate
from pipeline.feeds import Feed, Fetched, fetch
from pipeline.settings import Settings
from schemas.contracts import FetchedArticle
from schemas.topics import topics_of
from tests.stack import Stack
from tests.stack.local import LocalStack

ROOT = Path(__file__).parents[2]
STANCEWIRE = Path(sys.executable).with_name("stancewire")


def say(words: str) -> None:
    """Tell whoever waits what is done now."""
    print(words, file=sys.stderr, flush=True)


def corpus() -> list[FetchedArticle]:
    """Give the articles of seeds/."""
    feed = Feed(paths=(str(ROOT / "seeds"),), stdin=sys.stdin.buffer)
    return [fetched.article for fetched in fetch(feed) if isinstance(fetched, Fetched)]


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
    return [str(STANCEWIRE), "run", name]


@contextmanager
def running(settings: Settings, *commands: list[str]) -> Iterator[list["subprocess.Popen[bytes]"]]:
    """Run commands side by side for as long as needed."""
    environment = os.environ | settings.to_environment()
    processes = [subprocess.Popen(command, env=environment, cwd=ROOT) for command in commands]
    try:
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(20)
