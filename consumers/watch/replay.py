"""Dead letters as rows: found, shown, and sent back to where they came from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sql
from kafka import KafkaProducer
from kafka.errors import KafkaError
from sqlalchemy import Engine

from pipeline.database import Row, connection_to
from pipeline.errors import SetupError, UnavailableError
from schemas.tables import dead_letter
from schemas.topics import MESSAGE_BYTES, Topics
from schemas.vocabulary import RejectionKind

DELIVERY_SECONDS = 30


@dataclass(frozen=True)
class LetterFilters:
    """Which dead letters are meant; None asks nothing."""

    kind: RejectionKind | None = None
    topic: str | None = None
    article: str | None = None
    since: datetime | None = None
    until: datetime | None = None  # exclusive
    replayed: bool | None = None
    limit: int | None = None


def letters(engine: Engine, filters: LetterFilters) -> list[Row]:
    """Give dead letters without their original bytes, the last rejected first."""
    columns = [c for c in dead_letter.c if c.name not in {"original", "key", "stored_at"}]
    size = sql.func.length(dead_letter.c.original).label("bytes")
    asked = (
        sql.select(*columns, size)
        .where(*_conditions(filters))
        .order_by(dead_letter.c.rejected_at.desc(), dead_letter.c.id)
        .limit(filters.limit)
    )
    with connection_to(engine, read_only=True) as connection:
        return [dict(row) for row in connection.execute(asked).mappings()]


def letter(engine: Engine, letter_id: str) -> Row | None:
    """Give one dead letter with its original bytes; None when there is no such one."""
    asked = sql.select(dead_letter).where(dead_letter.c.id == letter_id)
    with connection_to(engine, read_only=True) as connection:
        found = connection.execute(asked).mappings().first()
    return None if found is None else dict(found)


def ids_in_order(engine: Engine, filters: LetterFilters) -> list[str]:
    """Name the dead letters in the order of their original places, so that replay keeps it."""
    place = (dead_letter.c.topic, dead_letter.c.partition, dead_letter.c.record_offset)
    asked = sql.select(dead_letter.c.id).where(*_conditions(filters)).order_by(*place)
    with connection_to(engine, read_only=True) as connection:
        return list(connection.scalars(asked))


def replayed(engine: Engine, bootstrap: str, topics: Topics, ids: Iterable[str]) -> Iterator[str]:
    """Send dead letters back to their topic and partition, and name each once Kafka has it.

    What is sent twice is stored once. Raises SetupError for an unknown id or a topic of another
    namespace, and UnavailableError when the broker does not confirm.
    """
    known = {topic.name for topic in topics.all}
    producer = KafkaProducer(
        bootstrap_servers=bootstrap.split(","), acks="all", max_request_size=2 * MESSAGE_BYTES
    )
    try:
        for letter_id in ids:
            found = letter(engine, letter_id)
            if found is None:
                raise SetupError(f"There is no dead letter {letter_id}.")
            if found["topic"] not in known:
                raise SetupError(
                    f"Dead letter {letter_id} is of {found['topic']}, not of this namespace."
                )
            _send_back(producer, found)
            _mark(engine, letter_id)
            yield letter_id
    finally:
        producer.close(timeout=1)


def _send_back(producer: KafkaProducer, found: Row) -> None:
    try:
        producer.send(
            found["topic"],
            key=found["key"],
            value=found["original"],
            partition=found["partition"],
        ).get(timeout=DELIVERY_SECONDS)
    except KafkaError as error:
        raise UnavailableError(f"Dead letter {found['id']} was not taken: {error}") from error


def _mark(engine: Engine, letter_id: str) -> None:
    now = sql.func.now()
    marked = sql.update(dead_letter).where(dead_letter.c.id == letter_id).values(replayed_at=now)
    with connection_to(engine) as connection:
        connection.execute(marked)


def _conditions(filters: LetterFilters) -> Iterator["sql.ColumnElement[bool]"]:
    row = dead_letter.c
    if filters.kind is not None:
        yield row.kind == filters.kind
    if filters.topic is not None:
        yield row.topic == filters.topic
    if filters.article is not None:
        yield row.article_id == filters.article
    if filters.since is not None:
        yield row.rejected_at >= filters.since
    if filters.until is not None:
        yield row.rejected_at < filters.until
    if filters.replayed is not None:
        yield row.replayed_at.is_not(None) if filters.replayed else row.replayed_at.is_(None)
