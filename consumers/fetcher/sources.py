"""Edge: the sources that a user has followed, and those that he has not any more."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, text
from sqlalchemy.dialects.postgresql import insert

from consumers.fetcher.books import add_hosts, host_of
from pipeline.database import Row, connection_to
from pipeline.fetching.schedule import FIRST_SECONDS, LEAST_SECONDS, MOST_SECONDS
from schemas.source_tables import source
from schemas.vocabulary import SourceKind

FOLDER_SECONDS = 60.0  # between two scans; what changes in between is watched for

LIST = """
SELECT address, kind, outlet, language, paused, every_seconds, least_seconds, most_seconds,
    listed_by, added_at, fetched_at, CASE WHEN NOT paused THEN next_at END AS next_at, problem,
    count(name) AS listed, count(name) FILTER (WHERE article_id IS NOT NULL) AS articles,
    count(name) FILTER (WHERE gone_at IS NOT NULL) AS gone,
    count(name) FILTER (WHERE looks = 0 AND followed_next_at IS NOT NULL) AS waiting
FROM source
LEFT JOIN (
    SELECT name, source, article_id, gone_at, looks, next_at AS followed_next_at FROM followed
) AS followed ON source = address
GROUP BY address
ORDER BY added_at, address
"""
PAUSE = "UPDATE source SET paused = TRUE WHERE address = :address OR listed_by = :address"
REMOVE = "DELETE FROM source WHERE address = :address"


@dataclass(frozen=True)
class Named:
    """A source as a user names it: an http(s) address, or the whole path of a folder."""

    address: str
    outlet: str | None = None
    language: str | None = None
    least_seconds: float | None = None
    most_seconds: float | None = None

    @property
    def is_folder(self) -> bool:
        """Say whether it is a folder of this machine."""
        return self.address.startswith("/")


def add(connection: Connection, named: Iterable[Named], now: datetime) -> int:
    """Have sources followed from `now` on; say how many were not yet.

    One that is known goes on with what is said of it now, and is no longer paused.
    """
    new = 0
    for each in named:
        add_hosts(connection, [host_of(each.address)])
        row = _row(each)
        made = insert(source).values(row | {"added_at": now, "next_at": now})
        known = made.on_conflict_do_update(
            index_elements=["address"], set_=row | {"paused": False, "next_at": now}
        )
        added = connection.execute(known.returning(source.c.added_at)).scalar_one()
        new += added == now
    return new


def pause(connection: Connection, address: str) -> bool:
    """Ask a source no more, until it is added again; say whether it is known."""
    return connection.execute(text(PAUSE), {"address": address}).rowcount > 0


def remove(connection: Connection, address: str) -> bool:
    """Forget a source and what it listed; its articles stay. Say whether it was known."""
    return connection.execute(text(REMOVE), {"address": address}).rowcount > 0


def listed(engine: Engine) -> list[Row]:
    """Give all sources, with what they brought."""
    with connection_to(engine, read_only=True) as connection:
        return [dict(row) for row in connection.execute(text(LIST)).mappings()]


def _row(named: Named) -> dict[str, object]:
    usual = (FOLDER_SECONDS, FOLDER_SECONDS) if named.is_folder else (LEAST_SECONDS, MOST_SECONDS)
    least = named.least_seconds or min(usual[0], named.most_seconds or usual[0])
    most = max(least, named.most_seconds or usual[1])
    return {
        "address": named.address,
        "host": host_of(named.address),
        "moved": [],
        "kind": SourceKind.FOLDER if named.is_folder else None,
        "outlet": named.outlet,
        "language": named.language,
        "least_seconds": least,
        "most_seconds": most,
        "every_seconds": min(most, max(least, FIRST_SECONDS)),
    }
