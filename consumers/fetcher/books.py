"""What came of a turn, written down in one transaction that ends it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import sqlalchemy as sql
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from consumers.fetcher.turns import Due, Source, Turn, end
from consumers.sink.forgotten import not_forgotten
from pipeline.listings.entry import Entry
from schemas.addresses import page_id
from schemas.forgotten import hash_of_article
from schemas.source_tables import followed, host, source

Changes = Mapping[str, object]


@dataclass(frozen=True)
class Books:
    """What a turn changes: of its host, of the source or page, and what the source lists."""

    outcome: str  # a word for metrics
    free_at: datetime | None
    row: Changes = field(default_factory=dict)
    site: Changes = field(default_factory=dict)  # of the host
    entries: tuple[Entry, ...] = ()
    lists: tuple[str, ...] = ()
    every_if_new: float | None = None  # seconds to the next look where an entry is new


def keep(connection: Connection, turn: Turn, books: Books, now: datetime) -> int:
    """Keep the books and give the host back; say how many of the entries are new.

    Raises OvertakenError when another fetcher has the host, and keeps nothing then.
    """
    failures = books.site.get("failures", turn.failures)
    end(connection, turn.host, turn.token, books.free_at, int(str(failures)))
    if books.site:
        connection.execute(host.update().where(host.c.name == turn.host).values(**books.site))
    row = _whole(books.row, turn.due)
    if "host" in row:
        add_hosts(connection, [str(row["host"])])
    if not isinstance(turn.due, Source):
        if row:
            page = followed.c.name == turn.due.name
            connection.execute(followed.update().where(page).values(**row))
        return 0
    new = follow(connection, turn.due.address, books.entries, now)
    _follow_lists(connection, turn.due, books.lists, now)
    if new and books.every_if_new is not None:
        row["every_seconds"] = books.every_if_new
        row["next_at"] = now + timedelta(seconds=books.every_if_new)
    _keep_source(connection, turn.due, row)
    return new


def _whole(row: Changes, due: Due) -> dict[str, object]:
    """Have the next look begin at the address that was named, unless this one goes on elsewhere."""
    anew = {"moved": [], "host": host_of(due.address)} if due.moved and "next_at" in row else {}
    return {**anew, **row}


def _keep_source(connection: Connection, due: Source, row: dict[str, object]) -> None:
    """Keep a source's books; what was made due meanwhile stays due."""
    if "next_at" in row:
        woken = source.c.next_at != due.next_at
        row["next_at"] = sql.case((woken, source.c.next_at), else_=row["next_at"])
    if row:
        connection.execute(source.update().where(source.c.address == due.address).values(**row))


def follow(connection: Connection, listed_by: str, entries: Iterable[Entry], now: datetime) -> int:
    """Have entries fetched that nobody has listed before; say how many those are.

    A page that was forgotten for good is not fetched again.
    """
    wanted = not_forgotten(
        connection, list(entries), lambda e: frozenset({hash_of_article(page_id(e.address))})
    )
    rows = [
        {
            "name": entry.name,
            "source": listed_by,
            "host": host_of(entry.address),
            "address": entry.address,
            "title": entry.title,
            "published_at": entry.published_at,
            "found_at": now,
            "next_at": now,
        }
        for entry in wanted
    ]
    if not rows:
        return 0
    rows.sort(key=lambda row: str(row["name"]))  # so that no two wait for each other
    add_hosts(connection, {str(row["host"]) for row in rows})
    added = insert(followed).values(rows).on_conflict_do_nothing().returning(followed.c.name)
    return len(connection.execute(added).all())


def _follow_lists(connection: Connection, due: Source, lists: Iterable[str], now: datetime) -> None:
    """Follow the lists that a list leads on to, as it is itself; those of its own site only."""
    of_site = [address for address in lists if host_of(address) == host_of(due.address)]
    for address in sorted(of_site):
        row = {
            "address": address,
            "host": host_of(address),
            "listed_by": due.address,
            "outlet": due.outlet,
            "language": due.language,
            "least_seconds": due.least_seconds,
            "most_seconds": due.most_seconds,
            "every_seconds": due.every_seconds,
            "added_at": now,
            "next_at": now,
        }
        connection.execute(insert(source).values(row).on_conflict_do_nothing())


def add_hosts(connection: Connection, names: Iterable[str]) -> None:
    """Make rows of hosts that have none."""
    rows = [{"name": name} for name in sorted(names)]
    connection.execute(insert(host).values(rows).on_conflict_do_nothing())


def host_of(address: str) -> str:
    """Give the host of an address with its port, or a folder as its own."""
    if address.startswith("/"):
        return address
    return urlsplit(address).netloc.rpartition("@")[2].lower()
