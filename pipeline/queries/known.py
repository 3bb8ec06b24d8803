"""Identities and issues by their ids, old ones too, and the phrases that put an issue."""

from sqlalchemy import Engine

from pipeline.database import Row
from pipeline.queries.called import read

# An identity has a kind, an issue has none. An id that was merged gives whom it went to.
KNOWN = """
SELECT id, name, kind FROM identity
WHERE id = (SELECT coalesce(redirect_to, id) FROM identity WHERE id = :id)
UNION ALL
SELECT id, name, NULL FROM issue
WHERE id = (SELECT coalesce(redirect_to, id) FROM issue WHERE id = :id)
LIMIT 1
"""
PHRASES = """
SELECT name, reversed FROM issue_form WHERE issue_id = :id ORDER BY reversed, name LIMIT :limit
"""


def known(engine: Engine, id_: str) -> Row | None:
    """Give the identity or issue that has this id or had it; None of none."""
    return next(iter(read(engine, KNOWN, id=id_)), None)


def phrases(engine: Engine, id_: str, *, limit: int) -> list[Row]:
    """Give how articles put an issue, and whether a phrase means its opposite."""
    return read(engine, PHRASES, id=id_, limit=limit)
