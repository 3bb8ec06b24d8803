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
"""
# Nobody is led on twice.
FOLLOWED = """
UPDATE {table} SET redirect_to = further.redirect_to
FROM {table} AS further
WHERE {table}.redirect_to = further.id AND further.redirect_to IS NOT NULL
"""


def lead_on(connection: Connection, table: str, led: Mapping[str, str]) -> None:
    """Have ids of a table lead to others, or to nothing else where they lead to themselves."""
    changed = 0
    for some in parts(led):
        given = {"ids": [*some], "further": [*some.values()]}
        changed += connection.execute(text(REDIRECTS.replace("{table}", table)), given).rowcount
    if changed:
        connection.execute(text(FOLLOWED.replace("{table}", table)))


def parts(rows: Mapping[str, Row]) -> Iterator[dict[str, Row]]:
    """Yield rows in parts that a statement writes in seconds."""
    each = iter(rows.items())
    while part := dict(islice(each, AT_ONCE)):
        yield part
