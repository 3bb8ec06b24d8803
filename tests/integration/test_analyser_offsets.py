"""An analyser that goes back to what is committed reads every partition again from there."""

import asyncio

from aiokafka import AIOKafkaConsumer, TopicPartition

from consumers.analyser.offsets import seek
from schemas.topics import topics_of
from tests.records import article, commit, publish
from tests.stack.waiting import LAST_RESORT_SECONDS


def test_partitions_are_read_again_whether_or_not_something_was_committed(settings):
    for partition in (0, 1):
        publish(settings, [article(f"{partition}-{n}", "Text.") for n in range(2)], partition)
    commit(settings, {1: 1})

    first, again = asyncio.run(_read_twice(settings))

    assert first == again == {(0, 0), (0, 1), (1, 1)}


async def _read_twice(settings):
    topics = topics_of(settings.namespace)
    consumer = AIOKafkaConsumer(
        bootstrap_servers=settings.kafka,
        group_id=topics.analyser_group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    consumer.assign([TopicPartition(topics.articles.name, partition) for partition in (0, 1)])
    async with consumer:
        first = {await _place_of_next(consumer) for _ in range(3)}
        await seek(consumer)
        return first, {await _place_of_next(consumer) for _ in range(3)}


async def _place_of_next(consumer):
    record = await asyncio.wait_for(consumer.getone(), LAST_RESORT_SECONDS)
    return record.partition, record.offset
