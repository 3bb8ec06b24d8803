"""The pytest plugin that decides where broker and database come from, and its fixtures."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from kafka import KafkaAdminClient

from pipeline.broker import ensure_topics
from pipeline.database import engine_of
from pipeline.migrations import migrate
from pipeline.settings import Settings
from schemas.topics import topics_of
from tests.stack import Stack
from tests.stack.containers import ContainerStack, docker_answers
from tests.stack.local import LocalStack

TEMPLATE = "stancewire_template"
STANCEWIRE = Path(sys.executable).with_name("stancewire")
Run = Callable[..., "subprocess.Popen[bytes]"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--stack",
        choices=("auto", "local", "containers"),
        default="auto",
        help="where the tests' broker and database come from; "
        "auto: containers where a Docker engine answers, else local",
    )


def pytest_report_header(config: pytest.Config) -> str:
    return f"broker and database: {_chosen(config)}"


def _chosen(config: pytest.Config) -> str:
    choice: str = config.getoption("--stack")
    if choice == "auto":
        return "containers" if docker_answers() else "local"
    return choice


@pytest.fixture(scope="session")
def stack(pytestconfig: pytest.Config) -> Iterator[Stack]:
    """A broker and a database server for all tests, with a migrated template database."""
    running: Stack
    if _chosen(pytestconfig) == "containers":
        running = ContainerStack()
    else:
        # Not in pytest's own folder: as root, the database runs as a user who may not enter that.
        folder = Path(tempfile.mkdtemp(prefix="stancewire-tests-"))
        folder.chmod(0o755)
        running = LocalStack(folder)
    try:
        running.start()
        for quicker in ("fsync", "full_page_writes", "synchronous_commit"):
            _execute(running, f"ALTER SYSTEM SET {quicker} = off")  # no test cuts the power
        _execute(running, "SELECT pg_reload_conf()")
        _execute(running, f'CREATE DATABASE "{TEMPLATE}"')
        migrate(_url_of(running, TEMPLATE))
        yield running
    finally:
        running.stop()


@pytest.fixture
def database_url(stack: Stack) -> str:
    """The URL of a new, migrated, empty database."""
    return new_database(stack)


def new_database(stack: Stack) -> str:
    """Make a migrated, empty database and give its URL."""
    name = f"test_{uuid4().hex[:12]}"
    _execute(stack, f'CREATE DATABASE "{name}" TEMPLATE "{TEMPLATE}"')
    return _url_of(stack, name)


@pytest.fixture
def settings(stack: Stack, database_url: str, tmp_path: Path) -> Iterator[Settings]:
    """Settings for a wire of its own: new topics, a new database, an empty home."""
    made = Settings(
        home=tmp_path / "home",
        cache=Settings.from_environment().cache,
        kafka=stack.bootstrap,
        database_url=database_url,
        namespace=f"test-{uuid4().hex[:12]}",
        workers=1,
    )
    topics = topics_of(made.namespace)
    ensure_topics(stack.bootstrap, topics)
    yield made
    admin = KafkaAdminClient(bootstrap_servers=stack.bootstrap)
    admin.delete_topics([topic.name for topic in topics.all])
    admin.close()


@pytest.fixture
def run(settings: Settings, tmp_path: Path) -> Iterator[Run]:
    """Start `stancewire run NAME`, its log shown when the test fails; all are killed at the end."""
    started: list[tuple[Path, subprocess.Popen[bytes]]] = []

    def start(name: str, **changes: object) -> "subprocess.Popen[bytes]":
        log = tmp_path / f"{name}-{len(started)}.log"
        environment = os.environ | settings.model_copy(update=changes).to_environment()
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [str(STANCEWIRE), "run", name], env=environment, stdout=sink, stderr=sink
            )
        started.append((log, process))
        return process

    yield start
    for log, process in started:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
        print(f"--- {log.name}\n{log.read_text(errors='replace')[-4000:]}")


def _url_of(stack: Stack, database: str) -> str:
    url = sa.make_url(stack.database_server_url).set(database=database)
    return url.render_as_string(hide_password=False)


def _execute(stack: Stack, statement: str) -> None:
    engine = engine_of(stack.database_server_url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(sa.text(statement))
    engine.dispose()
