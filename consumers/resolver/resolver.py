"""Edge: follows what the sink stored, and says across all articles who and what it speaks of."""

import logging
import time
from threading import Event

from sqlalchemy import Engine

from consumers.resolver import CONNECTIONS, metrics
from consumers.resolver.arrivals import set_aside
from consumers.resolver.batch import Done, resolve_batch
from consumers.resolver.corpus import Corpus, load
from consumers.resolver.keeping import keep_answers
from consumers.resolver.turns import OvertakenError
from consumers.stopping import stop_on_signals
from pipeline.database import check_schema, connection_to, engine_of, wait_for_database
from pipeline.errors import SetupError, StancewireError, UnavailableError
from pipeline.health import BEAT_SECONDS, beat
from pipeline.metrics import serve_metrics
from pipeline.settings import Settings

NAME = "resolver"
BATCH_ARTICLES = 100
IDLE_SECONDS = 0.25  # between two looks whether something waits
# What comes meanwhile is resolved together. On a busy machine resolving took 37 ms of a core an
# article with one a transaction, 24 with five, 19 with ten.
COMPANY_SECONDS = 1.0
STATEMENT_MS = 60_000
LOCK_MS = 60_000  # for a turn of another resolver to end
IDLE_MS = 60_000
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 10.0
# What was answered anew is learnt anew when nothing has waited for so many times the reading.
QUIET_READINGS = 10
FAILED_IN_A_ROW = 20  # so many at once are no accident of the articles: then the fault is ours

logger = logging.getLogger(__name__)


def run_resolver(settings: Settings) -> None:
    """Resolve what is stored until SIGTERM or SIGINT; waits for the database at start.

    Raises SetupError when the tables do not fit.
    """
    assert settings.database_url is not None  # noqa: S101  # resolved by the entry point
    serve_metrics(settings, NAME)
    wait_for_database(settings.database_url, None)
    engine = resolver_engine(settings.database_url)
    try:
        check_schema(engine)
        stop = Event()
        stop_on_signals(stop)
        keep_answers(settings.database_url, stop)
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


class StoppedError(StancewireError):
    """The resolver is asked to stop."""


class Resolver:
    """Takes a batch in one transaction, with what it knows in memory; begins anew when it fails."""

    def __init__(self, engine: Engine, settings: Settings) -> None:
        self._engine = engine
        self._home = settings.home
        self._corpus: Corpus | None = None
        self._pause = FIRST_PAUSE_SECONDS
        self._beaten_at = 0.0
        self._busy_at = time.monotonic()
        self._careful = 0  # so many batches of one article are left to find what fails
        self._failed = 0  # articles in a row
        self._stop = Event()

    def run(self, stop: Event) -> None:
        """Resolve until `stop` is set; a database that is away is waited for."""
        self._stop = stop
        while not stop.is_set():
            self._beat()
            try:
                done = self.step(1 if self._careful else BATCH_ARTICLES)
            except StoppedError:
                return
            except OvertakenError as error:
                logger.warning("Overtaken; reading the corpus anew", extra={"reason": str(error)})
            except UnavailableError as error:
                logger.warning("Waiting", extra={"reason": str(error), "seconds": self._pause})
                stop.wait(self._pause)
                self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)
            except Exception:  # noqa: BLE001  # whatever an article may hold
                self._find_what_fails()
            else:
                self._pause = FIRST_PAUSE_SECONDS
                self._careful = max(0, self._careful - 1)
                self._failed = 0 if done.articles else self._failed
                if not done.articles:
                    stop.wait(IDLE_SECONDS)
                elif not self._careful and done.articles < BATCH_ARTICLES:
                    stop.wait(COMPANY_SECONDS)

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
                corpus = load(connection, self._go_on)
            done = resolve_batch(connection, corpus, limit)
        if done.articles:
            self._busy_at = time.monotonic()
        quiet = time.monotonic() - self._busy_at > QUIET_READINGS * corpus.read_seconds
        if not (corpus.outdated and quiet):  # else it is read anew, now that there is time
            self._corpus = corpus
        if done.articles or done.corrections:
            seconds = round(time.perf_counter() - started, 3)
            metrics.REVISIONS.inc(done.articles)
            metrics.CORRECTIONS.inc(done.corrections)
            metrics.SECONDS.observe(seconds)
            logger.info("Resolved a batch", extra={**vars(done), "seconds": seconds})
        return done

    def _find_what_fails(self) -> None:
        """Take the next articles one by one, and pass over one that fails alone.

        Raises what fails again where no article is at fault, but a correction, and SetupError
        where many articles in a row do.
        """
        if not self._careful:
            logger.exception("A batch failed; trying its articles one by one")
            self._careful = BATCH_ARTICLES
            return
        self.obey()
        with connection_to(self._engine) as connection:
            revision = set_aside(connection)
        logger.exception("An article cannot be resolved", extra={"revision_id": revision})
        metrics.FAILED.inc()
        self._failed += 1
        if self._failed >= FAILED_IN_A_ROW:
            raise SetupError(
                f"{self._failed} articles in a row could not be resolved. Mend the cause that the "
                "log tells, have them read again by this SQL, and start the resolver:\n"
                "UPDATE unresolved SET failed_at = NULL;"
            )

    def _go_on(self) -> None:
        """Say that all is well while the corpus is read; raises StoppedError to stop that."""
        self._beat()
        if self._stop.is_set():
            raise StoppedError("Stopped while the corpus was read.")

    def _beat(self) -> None:
        if time.monotonic() - self._beaten_at >= BEAT_SECONDS:
            beat(self._home, NAME)
            self._beaten_at = time.monotonic()
