"""A question: its SQL, the values apart from it, and how PostgreSQL is to plan it.

It can be asked, streamed however many rows it has, or shown to whoever wants to ask it himself.
"""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy import Connection, Engine, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from pipeline.database import Row, connection_to
from pipeline.queries.cursors import PLACES, with_cursors
from pipeline.queries.filters import PLANNER, Filters, check_known, matching, plan

STREAMED_ROWS = 500  # fetched at once
PSYCOPG = PGDialect_psycopg()  # type: ignore[no-untyped-call]  # as SQLAlchemy has it


@dataclass(frozen=True)
class Question:
    """What is asked; nothing is, before `ask` or `stream`.

    Raises ValueError for a filter that this question does not know.
    """

    asked: str  # in SQL, with {conditions} where those of the filters belong
    own: Mapping[str, str] = field(default_factory=dict)  # the conditions of filters it knows
    filters: Filters | None = None
    planner: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)  # bound as they are
    paged: bool = False  # whether each row has a cursor, after which the next page begins

    def __post_init__(self) -> None:
        if self.filters is not None:
            check_known(self.filters, self.own)

    def bound(self, connection: Connection) -> tuple[str, dict[str, object]]:
        """Give the SQL and its values, with what its names mean there."""
        if self.filters is None:
            return self.asked, dict(self.values)
        conditions, given = matching(connection, self.filters, self.own)
        return self.asked.replace("{conditions}", conditions), given | dict(self.values)


def ask(engine: Engine, question: Question) -> list[Row]:
    """Give all rows; raises UnavailableError when the database is away or takes too long."""
    with connection_to(engine, read_only=True) as connection:
        plan(connection, question.planner)
        sql, values = question.bound(connection)
        rows: list[Row] = [dict(row) for row in connection.execute(text(sql), values).mappings()]
    return with_cursors(rows) if question.paged else rows


def stream(engine: Engine, question: Question) -> Generator[str, None, None]:
    """Yield each row as a JSON object, holding some hundred; close it to end the question."""
    with connection_to(engine, read_only=True) as connection:
        plan(connection, question.planner)
        sql, values = question.bound(connection)
        columns = SQL(", ").join(map(Identifier, _columns(connection, question, sql, values)))
        shown = f"SELECT {columns.as_string()} FROM ({sql}) AS asked"  # noqa: S608  # ours
        asked = f"SELECT row_to_json(shown)::text FROM ({shown}) AS shown"  # noqa: S608  # ours
        options = {"yield_per": STREAMED_ROWS}
        found = connection.scalars(text(asked), values, execution_options=options)
        with closing(found):
            yield from found


def heading(engine: Engine, question: Question) -> list[str]:
    """Name the columns that each row has, be there rows or not."""
    with connection_to(engine, read_only=True) as connection:
        return _columns(connection, question, *question.bound(connection))


def as_sql(engine: Engine, question: Question) -> str:
    """Write the question as psql takes it, its values quoted by the driver."""
    with connection_to(engine, read_only=True) as connection:
        sql, values = question.bound(connection)
    planner = PLANNER | dict(question.planner)
    settings = [f"SET LOCAL {name} = {_literal(value)};" for name, value in planner.items()]
    compiled = text(sql).compile(dialect=PSYCOPG)
    used = {name: _literal(values[name]) for name in compiled.params}
    return "\n".join(["BEGIN READ ONLY;", *settings, f"{str(compiled).strip() % used};", "COMMIT;"])


def _columns(
    connection: Connection, question: Question, sql: str, values: Mapping[str, object]
) -> list[str]:
    asked = f"SELECT * FROM ({sql}) AS asked LIMIT 0"  # noqa: S608  # ours
    found = connection.execute(text(asked), values).keys()
    return [name for name in found if not (question.paged and name in PLACES)]


def _literal(value: object) -> str:
    return Literal(value).as_string()
