"""Edge: brings the database's tables from one version to another."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from pipeline.database import connection_to, database_at, tables_version
from pipeline.errors import SetupError
from pipeline.roles import make_roles

MIGRATIONS = "schemas:migrations"
LEAST_VERSION = 170_000  # the first PostgreSQL with the collation pg_c_utf8
MIGRATION_LOCK = 0x57A4CE  # any number, the same in every process


def migrate(url: str) -> None:
    """Bring tables and roles to this version; two at once do it one after the other."""
    with _migrating(url) as config:
        command.upgrade(config, "head")
        make_roles(config.attributes["connection"])


def migrate_down(url: str, version: str = "base") -> None:
    """Go back to the tables of a version; to `base`, drop every table with all its rows."""
    with _migrating(url) as config:
        command.downgrade(config, version)


@contextmanager
def _migrating(url: str) -> Iterator[Config]:
    with database_at(url) as engine, connection_to(engine) as connection:
        if (version := _server_version(connection)) < LEAST_VERSION:
            raise SetupError(f"The database is PostgreSQL {version // 10_000}; 17 is the least.")
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        tables_version(connection)
        config = Config()
        config.set_main_option("script_location", MIGRATIONS)
        config.attributes["connection"] = connection
        yield config


def _server_version(connection: Connection) -> int:
    return int(connection.execute(text("SHOW server_version_num")).scalar_one())
