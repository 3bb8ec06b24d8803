"""What stands in the database of a test."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from pipeline.database import database_at


def rows(url: str, statement: str, **parameters: object) -> list[tuple]:
    """Run one statement of SQL and give its rows, if it has any."""
    with database_at(url) as engine, engine.begin() as connection:
        found = connection.execute(sa.text(statement), parameters)
        return [tuple(row) for row in found] if found.returns_rows else []


def count(url: str, table: str) -> int:
    """Count the rows of a table."""
    return rows(url, f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608  # our own words


@contextmanager
def held(url: str, table: str) -> Iterator[None]:
    """Have whoever writes to a table wait, as behind a long transaction; reading goes on."""
    with database_at(url) as engine, engine.begin() as connection:
        connection.execute(sa.text(f"LOCK TABLE {table} IN SHARE MODE"))
        yield


def held_up(url: str) -> bool:
    """Tell whether somebody waits for what `held` holds."""
    return (
        rows(
            url,
            "SELECT TRUE FROM pg_locks JOIN pg_database AS here ON here.oid = database"
            " WHERE datname = current_database() AND NOT granted",
        )
        != []
    )


def forbid(url: str, article_id: str) -> None:
    """Have the database refuse an article, as if it broke a rule that its contract lacks."""
    rows(url, f"ALTER TABLE article ADD CONSTRAINT forbidden CHECK (id <> '{article_id}')")


def allow(url: str) -> None:
    """Mend what `forbid` broke."""
    rows(url, "ALTER TABLE article DROP CONSTRAINT forbidden")
