"""Edge: two roles of the database that may do less than its user: read, and give verdicts.

Roles belong to the whole server and rights to each of its databases: `stancewire migrate` looks
after both every time, as far as the database's user may.
"""

import logging
from enum import StrEnum

from sqlalchemy import Connection, text

from pipeline.errors import SetupError


class Role(StrEnum):
    """Who a transaction or session acts as."""

    READER = "stancewire_reader"  # may read everything
    REVIEWER = "stancewire_reviewer"  # may read what verdicts speak of, and give verdicts


RIGHTS = {
    Role.READER: ("SELECT ON {tables}",),
    Role.REVIEWER: ("SELECT ON claims", "INSERT ON verdict"),
}
# Another database of the server may be migrated at the same time.
MAKE = """
DO $$ BEGIN
    CREATE ROLE {role} NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege THEN NULL;
END $$
"""
BELONG = "GRANT {role} TO {user} WITH INHERIT FALSE, SET TRUE"
IS_MADE = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :role)"
MAY_BE = """
SELECT coalesce(
    (SELECT pg_has_role(session_user, oid, 'SET') FROM pg_roles WHERE rolname = :role), FALSE
)
"""
MAY_GIVE = """
SELECT rolsuper OR EXISTS (
    SELECT FROM pg_auth_members WHERE roleid = to_regrole(:role) AND member = r.oid AND admin_option
) FROM pg_roles AS r WHERE rolname = session_user
"""
HERE = "SELECT quote_ident(session_user), quote_ident(current_schema())"
# Others may have tables beside ours.
TABLES = """
SELECT string_agg(oid::regclass::text, ', ') FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v')
    AND pg_has_role(session_user, relowner, 'USAGE')
"""

logger = logging.getLogger(__name__)


def make_roles(connection: Connection) -> None:
    """Make roles that lack and give all their rights, as far as this user may; log the rest."""
    user, schema = connection.execute(text(HERE)).one()
    tables = connection.execute(text(TABLES)).scalar()
    for role, rights in RIGHTS.items():
        if not _says(connection, IS_MADE, role):
            connection.exec_driver_sql(MAKE.format(role=role))
        if not _says(connection, IS_MADE, role):
            logger.warning(
                "The database's user may not make a role; `stancewire review` says what to run",
                extra={"role": role.value},
            )
            continue
        if not may_be(connection, role) and _says(connection, MAY_GIVE, role):
            connection.exec_driver_sql(BELONG.format(role=role, user=user))
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} TO {role}")
        for right in rights:
            connection.exec_driver_sql(f"GRANT {right.format(tables=tables)} TO {role}")


def may_be(connection: Connection, role: Role) -> bool:
    """Tell whether this database's user may act as the role."""
    return _says(connection, MAY_BE, role)


def act_as(connection: Connection, role: Role) -> None:
    """Have the rest of a transaction do no more than the role may.

    Raises SetupError saying what an administrator is to run where that cannot be.
    """
    if not may_be(connection, role):
        user, _ = connection.execute(text(HERE)).one()
        raise SetupError(
            f"The database's user may not act as {role}. Have an administrator run\n"
            f"  CREATE ROLE {role} NOLOGIN;  -- unless it is there\n"
            f"  {BELONG.format(role=role, user=user)};\n"
            "and then run `stancewire migrate`, which gives it its rights."
        )
    connection.exec_driver_sql(f"SET LOCAL ROLE {role}")


def reading_session(connection: Connection) -> dict[str, str]:
    """Give the parameters of a session that can only read: as the reader where that can be."""
    reader = {"role": Role.READER.value} if may_be(connection, Role.READER) else {}
    return reader | {"default_transaction_read_only": "on"}


def _says(connection: Connection, asked: str, role: Role) -> bool:
    return bool(connection.execute(text(asked), {"role": role.value}).scalar())
