"""What identities and issues have in common: lists by conditions, and one that is called so."""

from collections.abc import Mapping

from sqlalchemy import Engine, text

from pipeline.database import Row, connection_to
from pipeline.errors import SetupError
from pipeline.queries.filters import plan

FOUND = "SELECT coalesce(redirect_to, id) AS id FROM {table} WHERE id = :name"
NAMED = "SELECT id, name FROM {table} WHERE id IN (SELECT {named}(:name)) ORDER BY 2, 1"
# The function that finds each by any of its names.
FINDERS = {"identity": "identities_named", "issue": "issues_named"}


def read(engine: Engine, asked: str, **given: object) -> list[Row]:
    """Give the rows that a question has, with these values bound."""
    with connection_to(engine, read_only=True) as connection:
        plan(connection)
        return [dict(row) for row in connection.execute(text(asked), given).mappings()]


def listed(
    engine: Engine, asked: str, known: Mapping[str, str], limit: int, **given: str | None
) -> list[Row]:
    """Give rows under the known conditions whose value is given."""
    values = {what: value for what, value in given.items() if value is not None}
    conditions = " AND ".join(known[what] for what in values) or "TRUE"
    return read(engine, asked.replace("{conditions}", conditions), **values, limit=limit)


def id_of(engine: Engine, table: str, name: str) -> str | None:
    """Give the id of the one identity or issue that has this id or name; None of none.

    Raises SetupError naming them where there are several.
    """
    found = read(engine, FOUND.replace("{table}", table), name=name)
    if not found:
        asked = NAMED.replace("{table}", table).replace("{named}", FINDERS[table])
        found = read(engine, asked, name=name)
    if len(found) > 1:
        those = "\n".join(f"  {row['id']:<12} {row['name']}" for row in found)
        raise SetupError(f"Several are called {name!r}; say which by its id:\n{those}")
    return str(found[0]["id"]) if found else None
