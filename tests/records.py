"""What stands in the topics of a test, seen by a plain client of our own."""

from collections.abc import Iterable, Iterator

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import OffsetSpec
from kafka.consumer.fetcher import ConsumerRecord

from pipeline.broker import OrderlyClient, administration
from pipeline.errors import UnavailableError
from pipeline.settings import Settings
from schemas.contracts import AnalysedArticle, DeadLetter, FetchedArticle, fingerprint
from schemas.topics import Topic, topics_of


def article(article_id: str, text: str) -> FetchedArticle:
    return FetchedArticle(article_id=article_id, revision=fingerprint(text), text=text)


def publish(settings: Settings, articles: Iterable[FetchedArticle]) -> None:
    """Send articles to their topic; returns when all are confirmed."""
    publish_raw(settings, ((a.article_id.encode(), a.model_dump_json().encode()) for a in articles))


def publish_raw(
    settings: Settings,
    messages: Iterable[tuple[bytes | None, bytes | None]],
    partition: int | None = None,
) -> None:
    """Send bytes to the topic of articles; returns when all are confirmed."""
    topic = topics_of(settings.namespace).articles
    producer = KafkaProducer(
        bootstrap_servers=settings.kafka, acks="all", max_request_size=topic.message_bytes
    )
    sent = [producer.send(topic.name, v, key=k, partition=partition) for k, v in messages]
    for future in sent:
        future.get(timeout=60)
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


def ends_of(settings: Settings, topic: Topic) -> dict[int, int]:
    """Give where each partition of a topic ends."""
    places = [TopicPartition(topic.name, number) for number in range(topic.partitions)]
    with administration(settings.kafka or "") as admin:
        found = admin.list_partition_offsets(dict.fromkeys(places, OffsetSpec.LATEST))
    return {place.partition: offset.offset for place, offset in found.items()}


def members(settings: Settings) -> int:
    """Give how many members the analyser's group has, as the broker sees it."""
    group = topics_of(settings.namespace).analyser_group
    try:
        with administration(settings.kafka or "") as admin:
            return len(admin.describe_groups([group])[group]["members"])
    except UnavailableError:
        return 0  # as above


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
