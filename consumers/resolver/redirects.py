"""Redirects: ids that were given once lead to what they are now, in one step."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, text

Row = TypeVar("Row")
AT_ONCE = 10_000

# An id that no form has any more leads to where the form went with which it stays.
REDIRECTS = """
UPDATE {table} SET redirect_to = nullif(given.further, {table}.id)
FROM unnest(CAST(:ids AS text[]), CAST(:further AS text[])) AS given (id, further)
WHERE {table}.id = given.id
    AND {table}.redirect_to IS DISTINCT FROM nullif(given.further, {table}.id)
RETURNING {table}.id, given.further
"""
# Nobody is led on twice.
FOLLOWED = """
UPDATE {table} SET redirect_to = further.redirect_to
FROM {table} AS further
WHERE {table}.redirect_to = further.id AND further.redirect_to IS NOT NULL
RETURNING {table}.id, {table}.redirect_to AS further
"""


def lead_on(
    connection: Connection, table: str, further: Mapping[str, str], led: dict[str, str]
) -> None:
    """Have ids of a table lead to others, or to nothing else where they lead to themselves.

    `led` has where ids lead that lead anywhere, and is kept as the table is.
    """
    changed = {id_: to for id_, to in further.items() if led.get(id_, id_) != to}
    for some in parts(changed):
        given = {"ids": [*some], "further": [*some.values()]}
        led |= _updated(connection, REDIRECTS, table, given)
    if changed:
        led |= _updated(connection, FOLLOWED, table, {})


def _updated(
    connection: Connection, statement: str, table: str, given: Mapping[str, object]
) -> dict[str, str]:
    """Run an update of a table; give where the ids that it changed lead now."""
    rows = connection.execute(text(statement.replace("{table}", table)), given)
    return {row.id: row.further for row in rows}


def parts(rows: Mapping[str, Row]) -> Iterator[dict[str, Row]]:
    """Yield rows in parts that a statement writes in seconds."""
    each = iter(rows.items())
    while part := dict(islice(each, AT_ONCE)):
        yield part
