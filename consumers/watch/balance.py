"""Articles in = stored + dead-lettered + forgotten, counted record by record.

A retraction counts as one.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import KafkaAdminClient, OffsetSpec
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import KafkaError
from sqlalchemy import Connection, Engine, text

from consumers.analyser.answers import article_in
from consumers.dead_letters import rejection
from consumers.sink.forgotten import forgotten_of
from consumers.sink.offsets import stored_offsets
from pipeline.broker import OrderlyClient, administration, committed_offsets, topic_ids
from pipeline.database import Row, connection_to
from pipeline.errors import ArticleRefusedError, UnavailableError
from pipeline.rejection import Rejection
from schemas.addresses import id_today
from schemas.contracts import Retraction
from schemas.forgotten import hashes_in
from schemas.topics import Topic, Topics
from schemas.vocabulary import RejectionKind

POLL_MS = 500
SILENT_POLLS = 40  # 20 s without a record that must be there: the broker is away
LISTED = 100

ANSWERED = """
SELECT a.number,
    CASE WHEN a.revision IS NULL THEN EXISTS (
        SELECT FROM article WHERE id = a.article_id AND retracted_at >= a.said_at
    ) ELSE EXISTS (
        SELECT FROM revision AS r
        WHERE r.article_id = a.article_id AND r.fingerprint = a.revision
            AND (a.said_at IS NULL
                OR CAST(provenance ->> 'asked_anew_at' AS timestamptz) >= a.said_at)
    ) END AS stored,
    EXISTS (
        SELECT FROM dead_letter AS d
        WHERE d.id = a.letter_id OR (
            d.article_id = a.article_id AND d.fingerprint IS NOT DISTINCT FROM a.revision
            AND (a.said_at IS NULL OR a.revision IS NULL OR d.rejected_at >= a.said_at)
        )
    ) AS rejected
FROM unnest(
    CAST(:numbers AS int[]), CAST(:articles AS text[]), CAST(:revisions AS text[]),
    CAST(:times AS timestamptz[]), CAST(:letters AS text[])
) AS a (number, article_id, revision, said_at, letter_id)
"""


@dataclass
class Balance:
    """How many articles Kafka still has, and what became of them."""

    articles: int = 0
    stored: int = 0
    dead_lettered: int = 0
    forgotten: int = 0  # for good
    waiting: int = 0  # of the rest: not yet passed by the analyser or the sink
    missing: int = 0
    offences: list[Row] = field(default_factory=list)  # the first that are missing


@dataclass(frozen=True)
class _Reach:
    """Up to where articles must have been answered, and the partitions where all answers are."""

    ends: dict[int, int]  # partition -> end of the articles
    analysed: dict[int, int]  # partition -> first article that the analyser has not passed
    answers: dict[tuple[str, int], int]  # topic and partition -> end of the answers to those


def counted(engine: Engine, bootstrap: str, topics: Topics) -> Balance:
    """Read every article from the start of the log, and look for its answer in the database.

    The offsets are read in the order that the messages flow, and the rows at one instant after
    them: what should be there by then and is not is missing; the rest is waiting.
    """
    with administration(bootstrap) as admin:
        reach = _reach(admin, topics)
        ids = topic_ids(admin, [topics.analyses.name, topics.dead_letters.name])
    balance = Balance()
    with (
        closing(_consumer(bootstrap)) as consumer,
        connection_to(
            engine.execution_options(isolation_level="REPEATABLE READ"), read_only=True
        ) as connection,
    ):
        passed = stored_offsets(connection, ids.values())
        settled = {
            partition
            for partition in reach.ends
            if all(
                passed.get((ids[topic.name], partition), 0) >= reach.answers[topic.name, partition]
                for topic in (topics.analyses, topics.dead_letters)
            )
        }
        for records in _articles(consumer, topics.articles, reach.ends):
            _count(connection, records, balance, reach, settled)
    return balance


def _reach(admin: KafkaAdminClient, topics: Topics) -> _Reach:
    articles = _partitions(topics.articles)
    answers = _partitions(topics.analyses) + _partitions(topics.dead_letters)
    ends = admin.list_partition_offsets(dict.fromkeys(articles, OffsetSpec.LATEST))
    committed = committed_offsets(admin, topics.analyser_group, articles)
    answered = admin.list_partition_offsets(dict.fromkeys(answers, OffsetSpec.LATEST))
    return _Reach(
        ends={p.partition: found.offset for p, found in ends.items()},
        analysed={p.partition: committed.get(p, 0) for p in articles},
        answers={(p.topic, p.partition): found.offset for p, found in answered.items()},
    )


def _partitions(topic: Topic) -> list[TopicPartition]:
    return [TopicPartition(topic.name, number) for number in range(topic.partitions)]


def _consumer(bootstrap: str) -> KafkaConsumer:
    return KafkaConsumer(
        kafka_client=OrderlyClient,
        bootstrap_servers=bootstrap.split(","),
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )


def _articles(
    consumer: KafkaConsumer, topic: Topic, ends: dict[int, int]
) -> Iterator[Sequence[ConsumerRecord]]:
    """Yield the articles before `ends`, some hundred at a time."""
    partitions = _partitions(topic)
    consumer.assign(partitions)
    consumer.seek_to_beginning()
    silent = 0
    while any(consumer.position(p) < ends[p.partition] for p in partitions):
        try:
            polled = consumer.poll(timeout_ms=POLL_MS)
        except KafkaError as error:
            raise UnavailableError(f"The articles cannot be read: {error}") from error
        silent = 0 if polled else silent + 1
        if silent > SILENT_POLLS:
            raise UnavailableError("The broker gives no more articles; try again.")
        records = [r for some in polled.values() for r in some if r.offset < ends[r.partition]]
        if records:
            yield records


def _count(
    connection: Connection,
    records: Sequence[ConsumerRecord],
    balance: Balance,
    reach: _Reach,
    settled: set[int],
) -> None:
    names = [_named(record) for record in records]
    asked = {
        "numbers": list(range(len(records))),
        "articles": [name.article for name in names],
        "revisions": [name.revision for name in names],
        "times": [name.said_at for name in names],
        "letters": [name.letter for name in names],
    }
    hashes = [hashes_in(record.key, record.value or b"") for record in records]
    barred = forgotten_of(connection, frozenset(one for some in hashes for one in some))
    balance.articles += len(records)
    for number, stored, rejected in connection.execute(text(ANSWERED), asked):
        record = records[number]
        if stored:
            balance.stored += 1
        elif rejected:
            balance.dead_lettered += 1
        elif hashes[number] & barred:
            balance.forgotten += 1
        elif record.partition in settled and record.offset < reach.analysed[record.partition]:
            balance.missing += 1
            if len(balance.offences) < LISTED:
                balance.offences.append(_offence(record, names[number]))
        else:
            balance.waiting += 1


@dataclass(frozen=True)
class _Name:
    """What an article's record is known by where its answer is."""

    letter: str  # the dead letter that it would have become
    article: str | None = None  # None: it is no article
    revision: str | None = None  # None: a retraction
    said_at: datetime | None = None  # when it was retracted, or asked for anew


def _named(record: ConsumerRecord) -> _Name:
    original = record.value or b""
    place = (record.topic, record.partition, record.offset)
    why = Rejection(RejectionKind.UNDECODABLE, "never sent")
    letter = rejection(place, record.key, original, why, "audit").id
    try:
        article = article_in(original)
    except ArticleRefusedError:
        return _Name(letter)
    name = id_today(article.article_id, article.url)
    if isinstance(article, Retraction):
        return _Name(letter, name, said_at=article.retracted_at)
    return _Name(letter, name, article.revision, article.asked_anew_at)


def _offence(record: ConsumerRecord, name: _Name) -> Row:
    return {
        "article_id": name.article,
        "revision": name.revision,
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
    }
