"""A turn on a folder: what is new in it, or changed, is published; and a watch that has it come.

A scan is the truth, so that no file is missed; the watch only has it come at once. Where changes
cannot be seen, as on network mounts, the scan of each minute finds them.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.dialects.postgresql import insert

from consumers.fetcher.books import Books
from consumers.fetcher.outbox import Message, Outbox
from consumers.fetcher.turns import Source, Turn, hold
from pipeline.database import connection_to
from pipeline.errors import UnavailableError
from pipeline.feeds.addresses import Browser
from pipeline.feeds.files import files
from pipeline.feeds.found import Fetched, Refused
from pipeline.feeds.inputs import Inputs
from pipeline.feeds.pages import PageReader, Promised
from pipeline.fetching.schedule import backoff_seconds
from schemas.source_tables import followed

SETTLED_SECONDS = 1.0  # a file that changed since may still be written
AT_ONCE = 200  # messages that are published before the next are read
LOOK_SECONDS = 5.0  # between two looks at which folders are followed

KNOWN = "SELECT name, etag FROM followed WHERE source = :source"
FOLDERS = "SELECT address FROM source WHERE kind = 'folder' AND NOT paused ORDER BY 1"
WAKE = "UPDATE source SET next_at = :now WHERE address = ANY(:folders)"


@dataclass(frozen=True)
class Folders:
    """Reads folders by the same code as `publish`."""

    engine: Engine
    outbox: Outbox
    pages: PageReader
    clock: Callable[[], datetime]

    def visit(self, turn: Turn, due: Source) -> Books:
        """Publish what is new or changed, and book each file once the broker has all of it."""
        if not Path(due.address).is_dir():
            return self._not_there(due)
        known = self._known(due.address)
        unsettled = new = 0
        for file in files(due.address):
            state = _state(file)
            if state is None or state == known.get(str(file)):
                continue
            if not _is_settled(file):
                unsettled += 1
                continue
            self._read(turn, due, file, state)
            new += 1
        seconds = SETTLED_SECONDS if unsettled else due.every_seconds
        row: dict[str, object] = {
            "failures": 0,
            "problem": None,
            "fetched_at": self.clock(),
            "next_at": self.clock() + timedelta(seconds=seconds),
        }
        return Books("listed" if new else "unchanged", None, row)

    def _not_there(self, due: Source) -> Books:
        again = self.clock() + timedelta(seconds=backoff_seconds(due.failures + 1))
        row = {"failures": due.failures + 1, "problem": "no such folder", "next_at": again}
        return Books("failed", None, row)

    def _known(self, folder: str) -> dict[str, str]:
        with connection_to(self.engine, read_only=True) as connection:
            found = connection.execute(text(KNOWN), {"source": folder})
            return {str(name): str(state) for name, state in found}

    def _read(self, turn: Turn, due: Source, file: Path, state: str) -> None:
        refused: list[Refused] = []
        messages: list[Message] = []
        last: Message | None = None
        for found in self._found(file, due.outlet):
            if isinstance(found, Refused):
                refused.append(found)
                continue
            last = found.article
            messages.append(last)
            if len(messages) >= AT_ONCE:
                refused += self._publish(turn, messages)
        refused += self._publish(turn, messages)
        told = {
            "article_id": last.article_id if last else None,
            "etag": state,
            "problem": refused[0].reason if refused else None,
        }
        self._book(turn, due, file, told)

    def _found(self, file: Path, outlet: str | None) -> Iterator[Fetched | Refused]:
        with Browser(contact=None, allow_private=False) as browser:  # that no file makes use of
            for found in Inputs(outlet, self.pages, browser).all([str(file)], None):
                yield found.kept() if isinstance(found, Promised) else found

    def _publish(self, turn: Turn, messages: list[Message]) -> list[Refused]:
        refused = self.outbox.publish(messages) if messages else []
        messages.clear()
        with connection_to(self.engine) as connection:
            hold(connection, turn, self.clock())
        return refused

    def _book(self, turn: Turn, due: Source, file: Path, told: dict[str, str | None]) -> None:
        now = self.clock()
        row = {
            "name": str(file),
            "source": due.address,
            "host": turn.host,
            "address": str(file),
            "found_at": now,
            "first_at": now,
            "looks": 1,
        }
        made = insert(followed).values(row | told)
        again = told | {"looks": followed.c.looks + 1}
        with connection_to(self.engine) as connection:
            hold(connection, turn, now)
            connection.execute(made.on_conflict_do_update(index_elements=["name"], set_=again))


async def watch(engine: Engine, clock: Callable[[], datetime]) -> None:
    """Wake the turn of each folder in which something changes, until cancelled."""
    from watchfiles import awatch  # noqa: PLC0415  # for fetchers alone

    while True:
        folders = await asyncio.to_thread(_folders, engine)
        if not folders:
            await asyncio.sleep(LOOK_SECONDS)
            continue
        await asyncio.to_thread(_wake, engine, folders, clock())  # for what came before the watch
        milliseconds = int(LOOK_SECONDS * 1000)
        async for changes in awatch(
            *folders, watch_filter=None, rust_timeout=milliseconds, yield_on_timeout=True
        ):
            changed = [f for f in folders if any(Path(p).is_relative_to(f) for _, p in changes)]
            if changed:
                await asyncio.to_thread(_wake, engine, changed, clock())
            elif await asyncio.to_thread(_folders, engine) != folders:
                break


def _folders(engine: Engine) -> list[str]:
    """Give the folders that are followed and there; none while the database is away."""
    try:
        with connection_to(engine, read_only=True) as connection:
            return [f for f in connection.execute(text(FOLDERS)).scalars() if Path(f).is_dir()]
    except UnavailableError:
        return []


def _wake(engine: Engine, folders: Sequence[str], now: datetime) -> None:
    try:
        with connection_to(engine) as connection:
            connection.execute(text(WAKE), {"folders": list(folders), "now": now})
    except UnavailableError:
        return  # the scan of each minute finds it


def _state(file: Path) -> str | None:
    """Give what changes whenever a file does; None where it is not there any more."""
    try:
        found = file.stat()
    except OSError:
        return None
    return f"{found.st_mtime_ns}-{found.st_size}"


def _is_settled(file: Path) -> bool:
    try:
        return abs(time.time() - file.stat().st_mtime) >= SETTLED_SECONDS
    except OSError:
        return False
