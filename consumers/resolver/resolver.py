"""Edge: follows what the sink stored, and says across all articles who and what it speaks of."""

import logging
import time
from threading import Event

from sqlalchemy import Engine

from consumers.resolver.batch import Done, resolve_batch
from consumers.resolver.corpus import Corpus, load
from consumers.resolver.turns import OvertakenError
from consumers.stopping import stop_on_signals
from pipeline.database import check_schema, connection_to, engine_of, wait_for_database
from pipeline.errors import UnavailableError
from pipeline.health import BEAT_SECONDS, beat
from pipeline.settings import Settings

NAME = "resolver"
CONNECTIONS = "stancewire resolver"  # by which `lag` sees that one is there
BATCH_ARTICLES = 100
IDLE_SECONDS = 0.25  # between two looks whether something waits
STATEMENT_MS = 60_000
LOCK_MS = 60_000  # for a turn of another resolver to end
IDLE_MS = 60_000
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 10.0

logger = logging.getLogger(__name__)


def run_resolver(settings: Settings) -> None:
    """Resolve what is stored until SIGTERM or SIGINT; waits for the database at start.

    Raises SetupError when the tables do not fit.
    """
    assert settings.database_url is not None  # noqa: S101  # resolved by the entry point
    wait_for_database(settings.database_url, None)
    engine = resolver_engine(settings.database_url)
    try:
        check_schema(engine)
        stop = Event()
        stop_on_signals(stop)
        Resolver(engine, settings).run(stop)
    finally:
        engine.dispose()


def resolver_engine(url: str) -> Engine:
    """Make an engine whose connections give up what takes far too long."""
    return engine_of(
        url,
        CONNECTIONS,
        statement_timeout=str(STATEMENT_MS),
        lock_timeout=str(LOCK_MS),
        idle_in_transaction_session_timeout=str(IDLE_MS),
    )


class Resolver:
    """Takes a batch in one transaction, with what it knows in memory; begins anew when it fails."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._home = settings.home
        self._corpus: Corpus | None = None
        self._pause = FIRST_PAUSE_SECONDS
        self._beaten_at = 0.0

    def run(self, stop: Event) -> None:
        """Resolve until `stop` is set; a database that is away is waited for."""
        while not stop.is_set():
            self._beat()
            try:
                done = self.step()
            except OvertakenError as error:
                logger.warning("Overtaken; reading the corpus anew", extra={"reason": str(error)})
            except UnavailableError as error:
                logger.warning("Waiting", extra={"reason": str(error), "seconds": self._pause})
                stop.wait(self._pause)
                self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)
            else:
                self._pause = FIRST_PAUSE_SECONDS
                if not done.articles:
                    stop.wait(IDLE_SECONDS)

    def obey(self) -> Done:
        """Obey the corrections that wait, and resolve nothing else."""
        return self.step(limit=0)

    def step(self, limit: int = BATCH_ARTICLES) -> Done:
        """Resolve one batch, or nothing of it.

        Raises OvertakenError when another resolver was here, UnavailableError when the database
        is away; either way the next step begins with what the database knows.
        """
        corpus, self._corpus = self._corpus, None
        started = time.perf_counter()
        with connection_to(self._engine) as connection:
            if corpus is None:
                corpus = load(connection)
            done = resolve_batch(connection, corpus, limit)
        if done.articles or not corpus.outdated:  # else it is read anew, now that there is time
            self._corpus = corpus
        if done.articles or done.corrections:
            seconds = round(time.perf_counter() - started, 3)
            logger.info("Resolved a batch", extra={**vars(done), "seconds": seconds})
        return done

    def _beat(self) -> None:
        if time.monotonic() - self._beaten_at >= BEAT_SECONDS:
            beat(self._home, NAME)
            self._beaten_at = time.monotonic()
