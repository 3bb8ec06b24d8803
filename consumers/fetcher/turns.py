"""Whose turn is next: a fetcher leases a host, and has it alone until it has kept its books."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from pipeline.errors import StancewireError

# An errand takes 30 s at most to fetch, 25 to read; the rest is for the broker.
LEASE_SECONDS = 180.0
ROBOTS_SECONDS = 24 * 3_600.0  # for which a robots.txt holds

LEASE = """
UPDATE host SET leased_until = :until, leased_by = :token, day = :today,
    requests = CASE WHEN day = :today THEN requests + 1 ELSE 1 END
WHERE name = (
    SELECT name FROM host
    WHERE coalesce(free_at <= :now, TRUE) AND coalesce(leased_until <= :now, TRUE)
        AND (day IS DISTINCT FROM :today OR requests < :budget OR starts_with(name, '/'))
        AND (
            EXISTS (SELECT FROM source WHERE host = name AND NOT paused AND next_at <= :now)
            OR EXISTS (
                SELECT FROM followed JOIN source ON source.address = followed.source
                WHERE followed.host = host.name AND followed.next_at <= :now AND NOT paused
            )
        )
    ORDER BY free_at NULLS FIRST
    LIMIT 1
    FOR UPDATE SKIP LOCKED
)
RETURNING name, robots, robots_at, failures
"""
SOURCE = """
SELECT address, kind, outlet, language, least_seconds, most_seconds, every_seconds, next_at, etag,
    modified, failures, moved
FROM source WHERE host = :host AND NOT paused AND next_at <= :now
ORDER BY next_at LIMIT 1
"""
PAGE = """
SELECT followed.name, followed.address, source.outlet, source.language, title, published_at,
    first_at, looks, article_id, fingerprint, followed.etag, followed.modified, missing,
    followed.failures, followed.moved
FROM followed JOIN source ON source.address = followed.source
WHERE followed.host = :host AND followed.next_at <= :now AND NOT paused
ORDER BY followed.next_at, name LIMIT 1
"""
END = """
UPDATE host SET leased_until = NULL, leased_by = NULL, free_at = :free_at, failures = :failures
WHERE name = :host AND leased_by = :token
"""
HOLD = "UPDATE host SET leased_until = :until WHERE name = :host AND leased_by = :token"
GIVE_BACK = """
UPDATE host SET leased_until = NULL, leased_by = NULL WHERE starts_with(leased_by, :fetcher)
"""


class OvertakenError(StancewireError):
    """A lease ran out before the books were kept: another fetcher has the host now."""


@dataclass(frozen=True)
class Due:
    """What is to be fetched: the address that was named, and where that led until now."""

    address: str
    moved: Sequence[str]
    failures: int
    etag: str | None
    modified: str | None

    @property
    def found_at(self) -> str:
        """Give the address that is asked for."""
        return self.moved[-1] if self.moved else self.address


@dataclass(frozen=True)
class Source(Due):
    """A source whose turn it is."""

    kind: str | None
    outlet: str | None
    language: str | None
    least_seconds: float
    most_seconds: float
    every_seconds: float
    next_at: datetime


@dataclass(frozen=True)
class Page(Due):
    """A page whose turn it is: outlet and language as its source says, title as it lists it."""

    name: str
    outlet: str | None
    language: str | None
    title: str | None
    published_at: datetime | None
    first_at: datetime | None
    looks: int
    article_id: str | None
    fingerprint: str | None
    missing: int


@dataclass(frozen=True)
class Turn:
    """A leased host and what is to be fetched there."""

    host: str
    token: str
    robots: str | None  # None: not known
    robots_fresh: bool
    failures: int  # of its robots.txt, in a row
    due: Source | Page


def lease(
    connection: Connection, token: str, now: datetime, budget: int, seconds: float
) -> Turn | None:
    """Lease the host that has waited longest of those with something due; None: none has."""
    asked = {"now": now, "until": now + timedelta(seconds=seconds), "today": now.date()}
    found = connection.execute(text(LEASE), asked | {"token": token, "budget": budget}).first()
    if found is None:
        return None
    name, robots, robots_at, failures = found
    fresh = robots_at is not None and now - robots_at < timedelta(seconds=ROBOTS_SECONDS)
    here: dict[str, object] = {"host": name, "now": now}
    due: Source | Page
    if (row := connection.execute(text(SOURCE), here).mappings().first()) is not None:
        due = Source(**row)
    elif (row := connection.execute(text(PAGE), here).mappings().first()) is not None:
        due = Page(**row)
    else:  # it was paused just now
        end(connection, name, token, None, failures)
        return None
    return Turn(name, token, robots, fresh, failures, due)


def end(
    connection: Connection, host: str, token: str, free_at: datetime | None, failures: int
) -> None:
    """Give a host back, to be asked again from `free_at` on; raises OvertakenError."""
    ending = {"host": host, "token": token, "free_at": free_at, "failures": failures}
    if connection.execute(text(END), ending).rowcount != 1:
        raise OvertakenError(f"The lease of {host} ran out.")


def hold(connection: Connection, turn: Turn, until: datetime) -> None:
    """Hold a lease until later; raises OvertakenError."""
    holding = {"host": turn.host, "token": turn.token, "until": until}
    if connection.execute(text(HOLD), holding).rowcount != 1:
        raise OvertakenError(f"The lease of {turn.host} ran out.")


def give_back(connection: Connection, fetcher: str) -> None:
    """Give back all that a fetcher has leased, undone."""
    connection.execute(text(GIVE_BACK), {"fetcher": fetcher})
