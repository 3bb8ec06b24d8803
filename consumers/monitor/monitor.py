"""Edge: looks again and again at how every reader does, and tells what has changed."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event

from prometheus_client import REGISTRY
from sqlalchemy import Engine

from consumers.monitor.exposition import Numbers, Seen
from consumers.monitor.webhook import Webhook
from consumers.stopping import stop_on_signals
from consumers.watch.freshness import freshness, letters_waiting
from consumers.watch.lag_monitor import lag_reader
from consumers.watch.resolver_lag import resolver_lag
from pipeline.database import engine_of
from pipeline.errors import SetupError, UnavailableError
from pipeline.health import BEAT_SECONDS, beat
from pipeline.lag import LagReport
from pipeline.metrics import MONITOR_PORT, serve_metrics
from pipeline.settings import Settings
from pipeline.watch.judgements import Change, Judgements, Memory, changes, judgements, remembered
from pipeline.watch.states import State
from schemas.topics import topics_of

NAME = "monitor"
STATEMENT_MS = 10_000  # whoever only watches gives up sooner than who stores

logger = logging.getLogger(__name__)


def run_monitor(settings: Settings) -> None:
    """Watch until SIGTERM or SIGINT; what is away is waited for, and told as away."""
    stop = Event()
    stop_on_signals(stop)
    with _tellers(settings) as tell, _database(settings) as engine:
        monitor = Monitor(settings, engine, tell, lambda: beat(settings.home, NAME))
        REGISTRY.register(Numbers(settings.kafka or "", lambda: monitor.seen))
        port = settings.metrics_port or MONITOR_PORT
        serve_metrics(settings.model_copy(update={"metrics_port": port}), NAME)
        monitor.run(stop)


@contextmanager
def _tellers(settings: Settings) -> Iterator[Callable[[Change], None]]:
    """Open who is told of changes: the log always, and the webhook where one is set."""
    webhook = None if settings.webhook is None else Webhook(settings.webhook)

    def tell(change: Change) -> None:
        log_change(change)
        if webhook is not None:
            webhook.tell(change)

    try:
        yield tell
    finally:
        if webhook is not None:
            webhook.close()


@contextmanager
def _database(settings: Settings) -> Iterator[Engine | None]:
    if settings.database_url is None:
        yield None
        return
    engine = engine_of(settings.database_url, statement_timeout=str(STATEMENT_MS))
    try:
        yield engine
    finally:
        engine.dispose()


class Monitor:
    """Looks every few seconds, and remembers what it saw for as long as the broker is there."""

    def __init__(
        self,
        settings: Settings,
        engine: Engine | None,
        tell: Callable[[Change], None],
        alive: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._topics = topics_of(settings.namespace)
        self._engine = engine
        self._tell = tell
        self._alive = alive  # called again and again for as long as it looks
        self._memory: Memory = {}
        self._known: Judgements = {}  # the last of every place
        self._away: str | None = None  # why the database is, when that was told last
        self.seen = Seen()

    def run(self, stop: Event) -> None:
        """Look until `stop` is set."""
        while not stop.is_set():
            try:
                self._watch(stop)
            except (UnavailableError, SetupError) as error:  # topics may yet be made
                logger.warning("Waiting", extra={"reason": str(error)})
                self._memory = {}  # while the broker is away nothing can move
                self.seen = replace(self.seen, report=None)
                self._rest(stop)

    def _watch(self, stop: Event) -> None:
        settings = self._settings
        with lag_reader(settings.kafka or "", self._topics, settings.group_patterns) as read:
            while not stop.is_set():
                self._alive()
                self._look(read())
                self._rest(stop)

    def _look(self, report: LagReport) -> None:
        seen = self._with_database(report)
        report = seen.report or report
        self._memory = remembered(self._memory, report, self._settings.patience_seconds)
        judged = judgements(report, self._memory, self._topics)
        self.seen = replace(seen, judgements=judged)
        for change in changes(report.at, self._known, judged):
            self._tell(change)
        self._known = {**self._known, **judged}

    def _with_database(self, report: LagReport) -> Seen:
        if self._engine is None:
            return Seen(report)
        try:
            resolver = resolver_lag(self._engine)
            fresh, letters = freshness(self._engine), letters_waiting(self._engine)
        except UnavailableError as error:
            if self._away is None:
                logger.warning("Resolver and freshness are not known", extra={"reason": str(error)})
            self._away = str(error)
            return Seen(report, database=False)
        self._away = None
        report = replace(report, resolver=resolver)
        return Seen(report, database=True, freshness=fresh, letters=letters)

    def _rest(self, stop: Event) -> None:
        """Pause until the next look, saying meanwhile that all is well."""
        until = time.monotonic() + self._settings.monitor_seconds
        while not stop.is_set() and (left := until - time.monotonic()) > 0:
            self._alive()
            stop.wait(min(left, BEAT_SECONDS))


def log_change(change: Change) -> None:
    """Say in the log that a reader's state changed."""
    level = logging.INFO if change.now.state is State.OK else logging.WARNING
    extra = {
        "group": change.now.place.group,
        "was": str(change.was),
        "state": str(change.now.state),
        "reason": change.now.reason,
    }
    logger.log(level, "A state changed", extra=extra)
