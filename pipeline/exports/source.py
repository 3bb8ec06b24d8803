"""The rows of an export, read from one snapshot of the database; the only SQL of this package."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import cast

import psycopg
from sqlalchemy import Connection, Engine, text

from pipeline.database import Row, connection_to
from pipeline.queries import Counted, Filters
from pipeline.queries.counting import counting
from pipeline.queries.filters import (
    ALWAYS_GIVEN,
    JOINS_IN_ANY_ORDER,
    OF_EVERY_QUERY,
    OF_STANCES,
)
from pipeline.queries.question import plan

# Rows fetched at once; with 2,000 a stream of 100,000 is as fast as with all of them.
FETCHED_ROWS = 2_000


@dataclass(frozen=True)
class Selection:
    """Which stances are exported: once each, by the first print of a statement, or raw."""

    filters: Filters
    counted: Counted = Counted.ONCE


@dataclass(frozen=True)
class Counts:
    """How many rows match, and in how many articles."""

    raw: int
    once: int
    articles: int
    unresolved: int  # of the raw ones: nobody told yet what they are about

    def of(self, selection: Selection) -> int:
        """Tell how many rows are exported."""
        return self.raw if selection.counted is Counted.RAW else self.once


IN_ORDER = "ORDER BY dated, article_id, number"

STANCES = f"""
SELECT revision_id, dated, outlet, {{article}} AS article, side,
    holder_identity, holder_name, holding.kind AS holder_kind,
    issue, issue_name, coalesce(aimed.kind, 'issue') AS issue_kind,
    evidence, evidence_starts, evidence_ends, confidence, rule
FROM {{stances}} AS s
LEFT JOIN identity AS holding ON holding.id = s.holder_identity
LEFT JOIN identity AS aimed ON aimed.id = s.issue
{IN_ORDER}
"""  # noqa: S608  # our own words
COUNTS = """
SELECT count(*) AS raw,
    count(DISTINCT (statement, coalesce(holder_identity, holder)))
        FILTER (WHERE statement IS NOT NULL)
        + count(*) FILTER (WHERE statement IS NULL) AS once,
    count(DISTINCT article_id) AS articles,
    count(*) FILTER (WHERE statement IS NULL) AS unresolved
FROM {stances} AS matching
"""
MADE_BY = """
SELECT provenance ->> 'code' AS code, provenance -> 'models' AS models, count(*) AS rows
FROM {stances} AS s JOIN revision ON revision.id = s.revision_id
GROUP BY 1, 2 ORDER BY rows DESC, code
"""
DOCUMENTS = """
SELECT id, article_id, fingerprint, title, text, authors, outlet, url, language, dated
FROM revision WHERE id = ANY(:ids)
"""
COLUMNS = """
SELECT attname AS name, atttypid::regtype::text AS type FROM pg_attribute
WHERE attrelid = 'current_stances'::regclass AND attnum > 0 AND NOT attisdropped
ORDER BY attnum
"""
CORRECTIONS = """
SELECT list, count(*) AS corrections, max(stored_at) AS last FROM correction GROUP BY list
"""


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Open one transaction that reads what is there now, whatever is stored meanwhile; in UTC."""
    steady = engine.execution_options(isolation_level="REPEATABLE READ")
    with connection_to(steady, read_only=True) as connection:
        connection.execute(text("SET LOCAL timezone = 'UTC'"))
        plan(connection, JOINS_IN_ANY_ORDER)
        try:
            yield connection
        except BaseException:
            # To roll back would wait for ever where a COPY was left half read.
            connection.invalidate()
            raise


def counts(connection: Connection, selection: Selection) -> Counts:
    """Count what matches, raw and once."""
    asked, given = _asked(COUNTS, replace(selection, counted=Counted.RAW))
    (found,) = connection.execute(text(asked), given).mappings()
    return Counts(**found)


def made_by(connection: Connection, selection: Selection) -> list[Row]:
    """Give the versions of code and models that found the rows, those of most rows first."""
    asked, given = _asked(MADE_BY, selection)
    return [dict(row) for row in connection.execute(text(asked), given).mappings()]


def stances(connection: Connection, selection: Selection) -> Iterator[Row]:
    """Yield the stances by date, those of an article together, without holding all of them."""
    asked, given = _asked(STANCES, selection)
    options = {"yield_per": FETCHED_ROWS}
    for row in connection.execute(text(asked), given, execution_options=options).mappings():
        yield cast(Row, row)


def documents(connection: Connection, revisions: Iterable[int]) -> dict[int, Row]:
    """Give the stored revisions with these ids."""
    found = connection.execute(text(DOCUMENTS), {"ids": list(revisions)}).mappings()
    return {row["id"]: dict(row) for row in found}


def columns(connection: Connection) -> list[tuple[str, str]]:
    """Give name and PostgreSQL's type of each column of `current_stances`, in its order."""
    found = connection.execute(text(COLUMNS)).mappings()
    return [(row["name"], row["type"]) for row in found]


def copied(
    connection: Connection, selection: Selection, selected: str, options: str
) -> Iterator[bytes]:
    """Yield what PostgreSQL's COPY writes of the rows, a piece a row; `selected` may use `s`."""
    asked, given = _asked(f"SELECT {selected} FROM {{stances}} AS s {IN_ORDER}", selection)  # noqa: S608  # ours
    # COPY takes no parameters: the driver quotes them.
    compiled = str(text(asked).compile(dialect=connection.dialect))
    statement = f"COPY ({compiled}) TO STDOUT ({options})".encode()
    driver = cast(psycopg.Connection, connection.connection.driver_connection)
    with driver.cursor() as cursor, cursor.copy(statement, given) as copy:
        for piece in copy:
            yield bytes(piece)


def corpus_state(connection: Connection) -> Row:
    """Tell the version of the tables, what users corrected, and how far the resolver has come."""
    one = {
        name: connection.execute(text(asked)).scalar()
        for name, asked in (
            ("schema", "SELECT version_num FROM alembic_version"),
            ("resolved_at", "SELECT resolved_at FROM resolver_turn"),
            ("unresolved_articles", "SELECT count(*) FROM unresolved"),
        )
    }
    lists = {
        row["list"]: {"corrections": row["corrections"], "last": row["last"]}
        for row in connection.execute(text(CORRECTIONS)).mappings()
    }
    none = {"corrections": 0, "last": None}
    return one | {"names": lists.get("names", none), "codebook": lists.get("issues", none)}


def _asked(asked: str, selection: Selection) -> tuple[str, Mapping[str, object]]:
    """Give the SQL with the conditions whose filter is set, and their values apart from it."""
    given = {name: value for name, value in vars(selection.filters).items() if value is not None}
    known = OF_EVERY_QUERY | OF_STANCES
    if unknown := given.keys() - known.keys() - ALWAYS_GIVEN:
        raise ValueError(f"stances have no filter {', '.join(sorted(unknown))}")
    conditions = _all_of([known[name] for name in given if name in known])
    chosen = counting(asked, selection.counted)
    values = {name: value for name, value in given.items() if f":{name}" in chosen + conditions}
    return chosen.replace("{conditions}", conditions), values


def _all_of(conditions: Sequence[str]) -> str:
    return " AND ".join(conditions) or "TRUE"
