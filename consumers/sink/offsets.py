"""How far the sink has come, kept beside the rows so that both move together or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import sqlalchemy as sql
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from pipeline.errors import StancewireError
from schemas import tables


class FencedError(StancewireError):
    """Another sink has stored what follows these offsets; read them again before going on."""


@dataclass(frozen=True)
class Progress:
    """How far a batch brings one partition: from `expected`, which the database must hold."""

    topic_id: UUID  # Kafka's own id: a topic made anew is another topic
    topic: str
    partition: int
    expected: int | None  # None: the database has not seen this partition
    next: int


def stored_offsets(
    connection: Connection, topic_ids: Iterable[UUID]
) -> dict[tuple[UUID, int], int]:
    """Give, by topic and partition, the offset that the database awaits next."""
    offset = tables.sink_offset.c
    found = connection.execute(
        sql.select(offset.topic_id, offset.partition, offset.next).where(
            offset.topic_id.in_(list(topic_ids))
        )
    )
    return {(topic_id, partition): following for topic_id, partition, following in found}


def claim_offsets(connection: Connection, progress: Iterable[Progress]) -> None:
    """Move each partition's offset on, in one order for all sinks so that none wait in a ring.

    Raises FencedError unless the database holds the very offset that is expected.
    """
    for step in sorted(progress, key=lambda p: (p.topic_id, p.partition)):
        if connection.execute(_claim(step)).first() is None:
            raise FencedError(
                f"Another sink has moved {step.topic} {step.partition} on from {step.expected}."
            )


def _claim(step: Progress) -> sql.Executable:
    """Make the statement that returns a row only if the database holds what is expected."""
    offset = tables.sink_offset
    place = {"topic_id": step.topic_id, "partition": step.partition}
    if step.expected is None:
        new = insert(offset).values(**place, topic=step.topic, next=step.next)
        return new.on_conflict_do_nothing().returning(offset.c.next)
    return (
        sql.update(offset)
        .filter_by(**place, next=step.expected)
        .values(next=step.next, topic=step.topic, stored_at=sql.func.now())
        .returning(offset.c.next)
    )
