"""Turns: one resolver writes at a time, and one that was overtaken begins anew."""

import sqlalchemy as sql
from sqlalchemy import Connection

from pipeline.errors import StancewireError
from schemas.corpus_tables import resolver_turn

LOCK = 0x57A4CF  # any number, the same in every process


class OvertakenError(StancewireError):
    """Another resolver has written since; what this one knows is out of date."""


def read_turn(connection: Connection) -> int:
    """Wait until no other resolver writes, and give the number of the last turn."""
    connection.execute(sql.select(sql.func.pg_advisory_xact_lock(LOCK)))
    return int(connection.execute(sql.select(resolver_turn.c.turn)).scalar_one())


def take_turn(connection: Connection, expected: int) -> None:
    """Let nobody else write until the transaction ends.

    Raises OvertakenError unless the last turn was the very one that is expected.
    """
    if (found := read_turn(connection)) != expected:
        raise OvertakenError(f"Another resolver has had turn {found}, after {expected}.")


def end_turn(connection: Connection, turn: int) -> None:
    """Write down, with all else of the transaction, that a turn was had."""
    connection.execute(sql.update(resolver_turn).values(turn=turn, resolved_at=sql.func.now()))
