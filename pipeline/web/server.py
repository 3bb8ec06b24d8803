"""Edge: serves the pages and the API until it is told to stop."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI
from sqlalchemy import Engine

from consumers.monitor.exposition import Seen
from consumers.monitor.monitor import Monitor
from pipeline.database import (
    check_schema,
    connection_to,
    database_at,
    engine_of,
    wait_for_database,
)
from pipeline.errors import SetupError
from pipeline.health import BEAT_SECONDS, beat
from pipeline.roles import Role, reading_session
from pipeline.settings import Settings
from pipeline.web.security import Named
from pipeline.web.site import site_of

NAME = "web"
CONNECTIONS = "stancewire web"
POOL = 8  # connections at most: two cores answer no more questions at once
STATEMENT_MS = 10_000
STOP_SECONDS = 2  # live pages would otherwise stay open for ever
SIMULTANEOUS = 200  # clients; who comes beyond is told to come later
IDLE_SECONDS = 10  # a connection that asks nothing is closed

logger = logging.getLogger(__name__)


def run_web(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; waits for the database at start.

    Raises SetupError when the tables do not fit or the port is taken.
    """
    assert settings.database_url is not None  # noqa: S101  # resolved by the entry point
    wait_for_database(settings.database_url, None)
    engine = reading_engine(settings.database_url)
    try:
        check_schema(engine)
        with watching(settings) as watch, _reviewer(settings) as reviewer:
            _serve(site_of(engine, watch, reviewer), settings)
    finally:
        engine.dispose()


def reading_engine(url: str) -> Engine:
    """Make an engine whose connections can only read, and give up what takes too long."""
    with database_at(url) as asked, connection_to(asked, read_only=True) as connection:
        session = reading_session(connection)
    if "role" not in session:
        logger.warning(
            "Pages read as the database's own user, in transactions that may not write; "
            "`stancewire migrate` makes a role that can only read, where it may",
            extra={"role": Role.READER.value},
        )
    timeout = str(STATEMENT_MS)
    engine = engine_of(url, CONNECTIONS, pool=POOL, statement_timeout=timeout, **session)
    return engine.execution_options(postgresql_readonly=True)


@contextmanager
def watching(settings: Settings) -> Iterator[Callable[[], Seen] | None]:
    """Look at lag for the pages for as long as they are served; None where no broker is known."""
    if settings.kafka is None:
        yield None
        return
    stop = threading.Event()
    # As the database's own user: the reader does not see whether a resolver is connected. Whoever
    # is to be told of changes has a monitor of his own.
    with _own_user(settings) as engine:
        monitor = Monitor(settings, engine, tell=lambda _: None, alive=lambda: None)
        threading.Thread(target=monitor.run, args=(stop,), name="monitor", daemon=True).start()
        try:
            yield lambda: monitor.seen
        finally:
            stop.set()


@contextmanager
def _reviewer(settings: Settings) -> Iterator[Engine | None]:
    """Make what stores verdicts; None where readers are to give none."""
    if not settings.review:
        yield None
        return
    with _own_user(settings) as engine:
        yield engine


@contextmanager
def _own_user(settings: Settings) -> Iterator[Engine]:
    engine = engine_of(
        settings.database_url or "", CONNECTIONS, statement_timeout=str(STATEMENT_MS)
    )
    try:
        yield engine
    finally:
        engine.dispose()


def _serve(site: FastAPI, settings: Settings) -> None:
    server = uvicorn.Server(
        uvicorn.Config(
            Named(site, settings.page_names),
            host=settings.web_host,
            port=settings.web_port,
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=SIMULTANEOUS,
            timeout_keep_alive=IDLE_SECONDS,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
    )
    logger.info("Serving pages and API", extra={"address": settings.web_address})
    threading.Thread(target=_beat, args=(server, settings), name="beat", daemon=True).start()
    try:
        server.run()
    except SystemExit as error:  # uvicorn's own, after it logged why
        if server.started:  # our own, at SIGTERM
            raise
        raise SetupError(
            f"Cannot listen on {settings.web_host}:{settings.web_port}. Free the port, or set "
            "STANCEWIRE_WEB_PORT to another."
        ) from error


def _beat(server: uvicorn.Server, settings: Settings) -> None:
    """Say that all is well for as long as the server listens."""
    while not server.should_exit:
        if server.started:
            beat(settings.home, NAME)
        time.sleep(BEAT_SECONDS if server.started else 0.1)
