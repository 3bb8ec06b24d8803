"""What stands in the topics of a test, seen by a plain client of our own."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import OffsetSpec
from kafka.consumer.fetcher import ConsumerRecord
from kafka.structs import OffsetAndMetadata

from pipeline.broker import OrderlyClient, administration
from pipeline.errors import UnavailableError
from pipeline.settings import Settings
from schemas.contracts import AnalysedArticle, DeadLetter, FetchedArticle
from schemas.fingerprints import fingerprint
from schemas.topics import Topic, topics_of
from tests.stack.waiting import LAST_RESORT_SECONDS


def article(article_id: str, text: str) -> FetchedArticle:
    return FetchedArticle(article_id=article_id, revision=fingerprint(text), text=text)


def publish(
    settings: Settings,
    articles: Iterable[FetchedArticle],
    partition: int | None = None,
    at: datetime | None = None,
) -> None:
    """Send articles to their topic, now or as if `at` another time; returns when confirmed."""
    messages = ((a.article_id.encode(), a.model_dump_json().encode()) for a in articles)
    publish_raw(settings, messages, partition, at)


def publish_raw(
    settings: Settings,
    messages: Iterable[tuple[bytes | None, bytes | None]],
    partition: int | None = None,
    at: datetime | None = None,
) -> None:
    """Send bytes to the topic of articles; returns when all are confirmed."""
    ms = None if at is None else int(1000 * at.timestamp())
    topic = topics_of(settings.namespace).articles
    producer = KafkaProducer(
        bootstrap_servers=settings.kafka, acks="all", max_request_size=topic.message_bytes
    )
    sent = [
        producer.send(topic.name, v, key=k, partition=partition, timestamp_ms=ms)
        for k, v in messages
    ]
    for future in sent:
        future.get(timeout=LAST_RESORT_SECONDS)
    producer.close()


def analyses(settings: Settings) -> list[AnalysedArticle]:
    """Give every analysis in its topic, repeats included, partition by partition in order."""
    values = _values(settings, topics_of(settings.namespace).analyses)
    return [AnalysedArticle.model_validate_json(value) for value in values]


def dead_letters(settings: Settings) -> list[DeadLetter]:
    """Give every dead letter in its topic, repeats included, partition by partition in order."""
    values = _values(settings, topics_of(settings.namespace).dead_letters)
    return [DeadLetter.model_validate_json(value) for value in values]


def waiting(settings: Settings) -> int:
    """Give how many articles the analyser's group has not acknowledged yet."""
    ends = ends_of(settings, topics_of(settings.namespace).articles)
    done = committed(settings)
    return sum(end - done.get(partition, 0) for partition, end in ends.items())


def committed(settings: Settings) -> dict[int, int]:
    """Give the committed offset of each partition of the articles that has one."""
    group = topics_of(settings.namespace).analyser_group
    try:
        with administration(settings.kafka or "") as admin:
            offsets = admin.list_group_offsets(group)[group]
    except UnavailableError:
        return {}  # a new broker takes a moment until it keeps groups
    return {place.partition: found.offset for place, found in offsets.items() if found.offset >= 0}


def commit(settings: Settings, offsets: Mapping[int, int], metadata: str = "") -> None:
    """Commit an offset for each of these partitions of the articles, as the analyser's group."""
    topics = topics_of(settings.namespace)
    consumer = KafkaConsumer(
        bootstrap_servers=settings.kafka,
        group_id=topics.analyser_group,
        enable_auto_commit=False,
        kafka_client=OrderlyClient,
    )
    consumer.commit(
        {
            TopicPartition(topics.articles.name, partition): OffsetAndMetadata(offset, metadata, -1)
            for partition, offset in offsets.items()
        }
    )
    consumer.close()


def member_of(settings: Settings, group: str | None, topic: str, **more: object) -> KafkaConsumer:
    """Give a consumer of a topic, in a group or alone; its partitions come as it polls.

    It knows the topic before it joins: a leader gives out only partitions that it knows of, and
    would look again after five minutes.
    """
    member = KafkaConsumer(
        bootstrap_servers=settings.kafka, group_id=group, auto_offset_reset="earliest", **more
    )
    member.partitions_for_topic(topic)
    member.subscribe([topic])
    return member


def ends_of(settings: Settings, topic: Topic) -> dict[int, int]:
    """Give where each partition of a topic ends."""
    places = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
    with administration(settings.kafka or "") as admin:
        found = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
    return {place.partition: offset.offset for place, offset in found.items()}


def group_state(settings: Settings, group: str | None = None) -> tuple[str, int]:
    """Give the state of a group, else the analyser's, and how many members it has."""
    group = group or topics_of(settings.namespace).analyser_group
    try:
        with administration(settings.kafka or "") as admin:
            described = admin.describe_groups([group])[group]
    except UnavailableError:
        return "Unknown", 0  # as above
    return described["group_state"], len(described["members"])


def _values(settings: Settings, topic: Topic) -> Iterator[bytes]:
    return (record.value for record in records_of(settings, topic))


def records_of(settings: Settings, topic: Topic) -> Iterator[ConsumerRecord]:
    """Yield every record of a topic, partition by partition in order."""
    consumer = KafkaConsumer(
        bootstrap_servers=settings.kafka,
        auto_offset_reset="earliest",
        kafka_client=OrderlyClient,
    )
    for number, end in ends_of(settings, topic).items():
        place = TopicPartition(topic.name, number)
        consumer.assign([place])
        consumer.seek(place, 0)
        while consumer.position(place) < end:
            yield from consumer.poll(timeout_ms=500).get(place, ())
    consumer.close()
