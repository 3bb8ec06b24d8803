"""A question: its SQL, the values apart from it, and how PostgreSQL is to plan it.

It can be asked, streamed however many rows it has, or shown to whoever wants to ask it himself.
"""

from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

from psycopg.sql import Literal
from sqlalchemy import Connection, Engine, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from pipeline.database import Row, connection_to

STREAMED_ROWS = 500  # fetched at once
PSYCOPG = PGDialect_psycopg()  # type: ignore[no-untyped-call]  # as SQLAlchemy has it
SETTING = text("SELECT set_config(:name, :value, TRUE)")  # until the transaction ends


@dataclass(frozen=True)
class Question:
    """What is asked; nothing is, before `ask` or `stream`."""

    sql: str
    values: Mapping[str, object] = field(default_factory=dict)
    planner: Mapping[str, str] = field(default_factory=dict)


def ask(engine: Engine, question: Question) -> list[Row]:
    """Give all rows; raises UnavailableError when the database is away or takes too long."""
    with connection_to(engine, read_only=True) as connection:
        plan(connection, question.planner)
        found = connection.execute(text(question.sql), question.values)
        return [dict(row) for row in found.mappings()]


def stream(engine: Engine, question: Question) -> Generator[str, None, None]:
    """Yield each row as a JSON object, holding some hundred; close it to end the question."""
    asked = f"SELECT row_to_json(asked)::text FROM ({question.sql}) AS asked"  # noqa: S608  # ours
    with connection_to(engine, read_only=True) as connection:
        connection.execute(text("SET LOCAL timezone = 'UTC'"))
        plan(connection, question.planner)
        options = {"yield_per": STREAMED_ROWS}
        found = connection.scalars(text(asked), question.values, execution_options=options)
        with closing(found):
            yield from found


def heading(engine: Engine, question: Question) -> list[str]:
    """Name the columns that each row has, be there rows or not."""
    with connection_to(engine, read_only=True) as connection:
        asked = f"SELECT * FROM ({question.sql}) AS asked LIMIT 0"  # noqa: S608  # ours
        return list(connection.execute(text(asked), question.values).keys())


def as_sql(question: Question) -> str:
    """Write the question as psql takes it, its values quoted by the driver."""
    settings = [
        f"SET LOCAL {name} = {_literal(value)};" for name, value in question.planner.items()
    ]
    compiled = text(question.sql).compile(dialect=PSYCOPG)
    used = {name: _literal(question.values[name]) for name in compiled.params}
    return "\n".join(["BEGIN READ ONLY;", *settings, f"{str(compiled).strip() % used};", "COMMIT;"])


def plan(connection: Connection, planner: Mapping[str, str]) -> None:
    """Have PostgreSQL plan questions so until the transaction ends."""
    for name, value in planner.items():
        connection.execute(SETTING, {"name": name, "value": value})


def _literal(value: object) -> str:
    return Literal(value).as_string()
