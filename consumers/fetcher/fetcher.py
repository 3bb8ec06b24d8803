"""Edge: follows what a user named, host by host, until it is told to stop."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from threading import Event
from uuid import uuid4

from sqlalchemy import Engine

from consumers.fetcher import metrics, turns
from consumers.fetcher.books import Books, keep
from consumers.fetcher.folders import Folders, watch
from consumers.fetcher.outbox import Outbox
from consumers.fetcher.turns import LEASE_SECONDS, OvertakenError, Source, Turn
from consumers.fetcher.visits import Clock, Visits
from consumers.stopping import stop_on_signals
from pipeline.database import check_schema, connection_to, engine_of, wait_for_database
from pipeline.errors import UnavailableError
from pipeline.fetching.web_client import WebClient
from pipeline.health import BEAT_SECONDS, beat
from pipeline.metrics import serve_metrics
from pipeline.settings import Settings
from schemas.vocabulary import SourceKind

NAME = "fetcher"
CONNECTIONS = "stancewire fetcher"
STATEMENT_MS = 60_000
AT_ONCE = 16  # hosts that one fetcher asks side by side
IDLE_SECONDS = 1.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 10.0
LAST_TURNS_SECONDS = 5.0  # for what is under way when it is told to stop

logger = logging.getLogger(__name__)


def run_fetcher(settings: Settings) -> None:
    """Follow sources until SIGTERM or SIGINT; waits for the database at start.

    Raises SetupError when the tables do not fit.
    """
    assert settings.database_url is not None  # noqa: S101  # resolved by the entry point
    serve_metrics(settings, NAME)
    wait_for_database(settings.database_url, None)
    engine = engine_of(
        settings.database_url, CONNECTIONS, AT_ONCE, statement_timeout=str(STATEMENT_MS)
    )
    try:
        check_schema(engine)
        stop = Event()
        stop_on_signals(stop)
        asyncio.run(fetch_until(stop, engine, settings))
    finally:
        engine.dispose()


async def fetch_until(stop: Event, engine: Engine, settings: Settings) -> None:
    """Take one turn after the other until `stop` is set; what is away is waited for."""
    async with WebClient(
        contact=settings.contact or None, allow_private=settings.allow_private
    ) as client:
        fetcher = Fetcher(engine, settings, client)
        try:
            await fetcher.run(stop)
        finally:
            await fetcher.close()


class Fetcher:
    """Leases hosts and has each visited; the books of a visit end its lease."""

    def __init__(
        self,
        engine: Engine,
        settings: Settings,
        client: WebClient,
        clock: Clock = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._clock = clock
        self._outbox = Outbox(settings)
        self._visits = Visits(settings, client, self._outbox, clock)
        self._folders = Folders(engine, self._outbox, self._visits.pages, clock)
        self._name = uuid4().hex
        self._leases = 0
        self._under_way: set[asyncio.Task[None]] = set()
        self._pause = FIRST_PAUSE_SECONDS
        self._away: UnavailableError | None = None
        self._beaten_at = 0.0

    async def run(self, stop: Event) -> None:
        """Take turns until `stop` is set, those of folders as soon as something changes there."""
        watching = asyncio.create_task(watch(self._engine, self._clock))
        try:
            await self._turns(stop)
        finally:
            watching.cancel()

    async def _turns(self, stop: Event) -> None:
        while not stop.is_set():
            self._beat()
            if not await self._begin():
                await self._rest(IDLE_SECONDS)
            if self._away is not None:
                reason, self._away = str(self._away), None
                logger.warning("Waiting", extra={"reason": reason, "seconds": self._pause})
                await asyncio.sleep(self._pause)
                self._pause = min(2 * self._pause, LONGEST_PAUSE_SECONDS)

    async def drain(self) -> None:
        """Take all turns that are due by the clock, those included that come of them."""
        while await self._begin() or self._under_way:
            if len(self._under_way) < AT_ONCE and await self._begin():
                continue
            await self._rest(None)
            if self._away is not None:
                raise self._away

    async def close(self) -> None:
        """Let what is under way end, and give back the rest undone."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=LAST_TURNS_SECONDS)
            for task in late:
                task.cancel()
        self._visits.stop()
        with suppress(UnavailableError):
            await asyncio.to_thread(self._give_back)
        await asyncio.to_thread(self._outbox.close)

    async def _begin(self) -> bool:
        """Begin the next turn where one is due and there is room for it; say whether."""
        if len(self._under_way) >= AT_ONCE:
            return False
        try:
            turn = await asyncio.to_thread(self._lease)
        except UnavailableError as error:
            self._away = error
            return False
        if turn is None:
            return False
        task = asyncio.create_task(self._take(turn))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return True

    async def _rest(self, seconds: float | None) -> None:
        """Wait until a turn ends, or so long; a turn that broke raises what broke it."""
        if not self._under_way:
            await asyncio.sleep(seconds or 0)
            return
        done, _ = await asyncio.wait(
            self._under_way, timeout=seconds, return_when=asyncio.FIRST_COMPLETED
        )
        for task in done:
            task.result()

    async def _take(self, turn: Turn) -> None:
        started = time.perf_counter()
        try:
            async with self._held(turn):
                books = await self._visit(turn)
            new = await asyncio.to_thread(self._keep, turn, books)
        except OvertakenError as error:
            logger.warning("Overtaken; another fetcher does it", extra={"reason": str(error)})
            return
        except UnavailableError as error:
            self._away = error
            with suppress(UnavailableError, OvertakenError):
                await asyncio.to_thread(self._put_off, turn)
            return
        self._pause = FIRST_PAUSE_SECONDS
        kind = "source" if isinstance(turn.due, Source) else "page"
        seconds = round(time.perf_counter() - started, 3)
        metrics.ERRANDS.labels(kind, books.outcome).inc()
        metrics.SECONDS.observe(seconds)
        told = {"address": turn.due.address, "outcome": books.outcome, "seconds": seconds}
        logger.info("Took a turn", extra=told | {"new": new, "problem": books.row.get("problem")})

    @asynccontextmanager
    async def _held(self, turn: Turn) -> AsyncIterator[None]:
        """Renew a lease until the block ends; who is overtaken learns of it from its books."""
        renewing = asyncio.create_task(self._renew(turn))
        try:
            yield
        finally:
            renewing.cancel()

    async def _renew(self, turn: Turn) -> None:
        while True:
            await asyncio.sleep(LEASE_SECONDS / 3)
            with suppress(UnavailableError, OvertakenError):
                await asyncio.to_thread(self._hold, turn)

    async def _visit(self, turn: Turn) -> Books:
        if isinstance(turn.due, Source) and turn.due.kind == SourceKind.FOLDER:
            return await asyncio.to_thread(self._folders.visit, turn, turn.due)
        return await self._visits.visit(turn)

    def _lease(self) -> Turn | None:
        self._leases += 1
        with connection_to(self._engine) as connection:
            return turns.lease(
                connection,
                f"{self._name}:{self._leases}",
                self._clock(),
                self._settings.fetch_budget,
            )

    def _hold(self, turn: Turn) -> None:
        with connection_to(self._engine) as connection:
            turns.hold(connection, turn, self._clock())

    def _keep(self, turn: Turn, books: Books) -> int:
        with connection_to(self._engine) as connection:
            return keep(connection, turn, books, self._clock())

    def _put_off(self, turn: Turn) -> None:
        """Give a host back, its turn not taken."""
        later = self._clock() + timedelta(seconds=self._pause)
        with connection_to(self._engine) as connection:
            turns.end(connection, turn.host, turn.token, later, turn.failures)

    def _give_back(self) -> None:
        with connection_to(self._engine) as connection:
            turns.give_back(connection, self._name)

    def _beat(self) -> None:
        if time.monotonic() - self._beaten_at >= BEAT_SECONDS:
            beat(self._settings.home, NAME)
            self._beaten_at = time.monotonic()
