"""Edge: the database, and whether its tables are those that this version knows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, Table, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from pipeline.errors import ArticleRefusedError, SetupError, UnavailableError
from pipeline.roles import Role, act_as
from pipeline.waiting import wait_for
from schemas.migrations import versions

DRIVER = "postgresql+psycopg"

# SQLSTATE classes after which the same statement may succeed: connection, transaction rolled back
# (deadlock), session closed as idle, resources, locks, operator (shutdown, time-out), system.
PASSING = frozenset({"08", "25", "40", "53", "55", "57", "58"})

NAME = "stancewire"
CONNECT_SECONDS = 5
# A database host that vanished without a word is noticed after about 15 seconds.
DRIVER_OPTIONS: dict[str, object] = {
    "connect_timeout": CONNECT_SECONDS,
    "keepalives_idle": 5,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 15_000,
}

Row = Mapping[str, object]


def engine_of(url: str, name: str = NAME, pool: int = 2, **session: str) -> Engine:
    """Make an engine for a `postgresql://` URL; it connects when first used, not here.

    By `name` the database knows whose its connections are; `pool` of them are kept, and
    `session` sets parameters of PostgreSQL for each. Raises SetupError without quoting the URL,
    which may hold a password.
    """
    options = " ".join(f"-c {name}={value}" for name, value in session.items())
    try:
        address = make_url(url).set(drivername=DRIVER)
    except (ArgumentError, ValueError):  # ValueError: a port that is no number
        raise SetupError(
            "STANCEWIRE_DATABASE_URL is not a database URL. Of user and password it takes letters "
            "and digits as they are, any other character as % and two hex digits."
        ) from None
    arguments = DRIVER_OPTIONS | {"application_name": name, "options": options}
    return create_engine(address, connect_args=arguments, pool_pre_ping=True, pool_size=pool)


@contextmanager
def database_at(url: str) -> Iterator[Engine]:
    """Make an engine, and close all its connections at the end."""
    engine = engine_of(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def connection_to(
    engine: Engine, *, read_only: bool = False, role: Role | None = None
) -> Iterator[Connection]:
    """Open one transaction, that may do no more than a role.

    Raises UnavailableError when the database is away or lost, ArticleRefusedError when a row
    breaks a rule of the tables or holds what PostgreSQL cannot, and SetupError when the database's
    user may not act as the role.
    """
    options = engine.execution_options(postgresql_readonly=read_only)
    try:
        with options.begin() as connection:
            if role is not None:
                act_as(connection, role)
            yield connection
    except (DBAPIError, psycopg.Error) as error:
        driver = _driver_error(error)
        if _is_away(driver):
            raise UnavailableError(f"The database is away: {driver}") from error
        if _is_refusal(driver):
            raise ArticleRefusedError(str(driver)) from error
        raise


def copy_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, all with the keys of the first, by COPY.

    Measured on one core, 3,000 mentions at once: 60,000 rows/s; unnest 38,000; executemany 10,000.
    """
    if not rows:
        return
    names = [sql.Identifier(name) for name in rows[0]]
    copied = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(names)
    )
    driver = cast(psycopg.Connection, connection.connection.driver_connection)
    with driver.cursor() as cursor, cursor.copy(copied) as copy:
        for row in rows:
            copy.write_row(tuple(row.values()))


def numbers(those: Iterable[int | None]) -> str:
    """Write numbers as PostgreSQL reads an array of them: psycopg takes eight times as long."""
    return f"{{{','.join(map(str, those))}}}".replace("None", "NULL")


def _driver_error(error: DBAPIError | psycopg.Error) -> psycopg.Error:
    """Give what the driver raised, which SQLAlchemy wraps except while copying."""
    inner = error.orig if isinstance(error, DBAPIError) else error
    return inner if isinstance(inner, psycopg.Error) else psycopg.InterfaceError(str(inner))


def _is_refusal(error: psycopg.Error) -> bool:
    """Say whether it is the row's own fault; class 54 is what exceeds PostgreSQL's limits."""
    too_long = (error.sqlstate or "").startswith("54")
    return too_long or isinstance(error, psycopg.IntegrityError | psycopg.DataError)


def _is_away(error: psycopg.Error) -> bool:
    """Say whether the database, not the statement, is at fault, so that a retry may succeed."""
    if error.sqlstate is None:
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return error.sqlstate[:2] in PASSING


def wait_for_database(url: str, seconds: float | None) -> None:
    """Return as soon as the database answers, saying in the log that it waits.

    Raises UnavailableError after `seconds`; None waits for ever.
    """

    def why_away() -> str | None:
        try:
            with database_at(url) as engine, connection_to(engine) as connection:
                connection.execute(text("SELECT 1"))
        except UnavailableError as error:
            return str(error)
        return None

    wait_for("database", why_away, seconds)


def check_schema(engine: Engine) -> None:
    """Raise SetupError unless the tables are those that this version knows."""
    with connection_to(engine) as connection:
        found = tables_version(connection)
    if found != (wanted := _known_versions()[-1]):
        raise SetupError(
            f"The database is at version {found or 'none'}, not {wanted}: run `stancewire migrate`."
        )


def tables_version(connection: Connection) -> str | None:
    """Give the version of the tables, None without any; SetupError when it is not one of ours.

    Alembic says the same, but to load it takes longer than a query does.
    """
    if connection.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if found is not None and found not in _known_versions():
        raise SetupError(
            f"A newer stancewire made the database's tables ({found}): install that one here, too."
        )
    return found


def _known_versions() -> list[str]:
    """Name the versions of the tables, the oldest first: each file begins with its own."""
    files = Path(str(versions.__file__)).parent.glob("v*.py")
    return sorted(file.name.partition("_")[0] for file in files)
