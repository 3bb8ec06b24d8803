"""Edge: looks for new stances, and shows them, once a second for all who watch."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy import Engine
from starlette.concurrency import run_in_threadpool

from pipeline import queries
from pipeline.errors import UnavailableError
from pipeline.web.answers import filled

PAUSE_SECONDS = 1.0
MOST_WATCHING = 100
UNREAD = 20  # rounds that a slow viewer may be behind; what is older he does not see

logger = logging.getLogger(__name__)


class Live:
    """Hands what was stored since the last look, as a page shows it, to each viewer.

    It rests while nobody watches.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._viewers: set[asyncio.Queue[str]] = set()
        self._looking: asyncio.Task[None] | None = None
        self._last: int | None = None  # None: the first look only tells where news begins

    @property
    def looking(self) -> bool:
        """Say whether what is stored now would be handed on."""
        return self._last is not None

    @property
    def watching(self) -> int:
        """Count who watches."""
        return len(self._viewers)

    @property
    def full(self) -> bool:
        """Say whether as many watch as may."""
        return self.watching >= MOST_WATCHING

    @asynccontextmanager
    async def watched(self) -> AsyncIterator[asyncio.Queue[str]]:
        """Give a queue of what arrives from now on."""
        queue: asyncio.Queue[str] = asyncio.Queue(UNREAD)
        self._viewers.add(queue)
        if self._looking is None:
            self._looking = asyncio.create_task(self._look())
        try:
            yield queue
        finally:
            self._viewers.discard(queue)
            if not self._viewers and self._looking is not None:
                self._looking.cancel()
                self._looking = self._last = None

    async def _look(self) -> None:
        """Look again and again; a database that is away is asked again."""
        while True:
            try:
                if self._last is None:
                    self._last = await run_in_threadpool(queries.last_revision, self._engine)
                else:
                    self._last = await self._hand_on(self._last)
            except UnavailableError as error:
                logger.warning("The database did not answer", extra={"reason": str(error)})
            await asyncio.sleep(PAUSE_SECONDS)

    async def _hand_on(self, last: int) -> int:
        piece, last = await run_in_threadpool(self._arrived, last)
        if piece is not None:
            for queue in self._viewers:
                with suppress(asyncio.QueueFull):
                    queue.put_nowait(piece)
        return last

    def _arrived(self, last: int) -> tuple[str | None, int]:
        rows = queries.ask(self._engine, queries.arrived(last))
        if not rows:
            return None, last
        newest = max(int(str(row["revision_id"])) for row in rows)
        return filled("arrived.html", rows=rows), newest
