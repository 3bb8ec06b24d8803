"""What was forgotten for good is not stored again, however late its messages come."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import sqlalchemy as sql
from sqlalchemy import Connection

from schemas.tables import forgotten

Message = TypeVar("Message")


def hold_forgotten(connection: Connection) -> None:
    """Have nothing be forgotten until the transaction ends, so that a check of it stays true."""
    connection.execute(sql.text("LOCK TABLE forgotten IN SHARE MODE"))


def not_forgotten(
    connection: Connection,
    messages: Sequence[Message],
    hashes: Callable[[Message], frozenset[str]],
) -> list[Message]:
    """Give the messages none of whose hashes was forgotten."""
    named = [hashes(message) for message in messages]
    barred = forgotten_of(connection, frozenset(one for some in named for one in some))
    return [m for m, own in zip(messages, named, strict=True) if not own & barred]


def forgotten_of(connection: Connection, hashes: frozenset[str]) -> frozenset[str]:
    """Give those of the hashes that were forgotten."""
    if not hashes:
        return frozenset()
    known = sql.select(forgotten.c.hash).where(forgotten.c.hash.in_(hashes))
    return frozenset(connection.scalars(known))
