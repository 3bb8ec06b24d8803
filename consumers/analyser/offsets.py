"""Lets a process commit and believe offsets of one topic: the one that was there at its start.

A topic made anew begins at 0 again. Whoever knew the old one goes on for some seconds from where
it was there, and what it commits then lies behind messages that nobody has answered.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import faust
from faust.transport.drivers import aiokafka

from pipeline.broker import is_of


class _Thread(aiokafka.AIOKafkaConsumerThread):
    transport: "OneTopicTransport"

    async def on_start(self) -> None:
        await super().on_start()
        keep_to_topic(self._ensure_consumer()._coordinator, self.transport.topic_id)


class _Consumer(aiokafka.Consumer):
    def _new_consumer_thread(self) -> _Thread:
        return _Thread(self, loop=self.loop, beacon=self.beacon)


_Thread.logger = _Consumer.logger = aiokafka.logger  # Faust's chatter is not ours


class OneTopicTransport(aiokafka.Transport):
    """Faust's transport for an app that reads one topic; it is to be set before the app starts."""

    Consumer = _Consumer

    def __init__(self, app: faust.App, topic_id: UUID) -> None:
        super().__init__(app.conf.broker_consumer, app)
        self.topic_id = topic_id


def keep_to_topic(coordinator: Any, topic_id: UUID) -> None:  # noqa: ANN401  # aiokafka is untyped
    """Write the topic's id beside each offset committed, and read back no other topic's offsets.

    Faust seeks to committed offsets, and aiokafka does so without asking Faust; both come by here.
    """
    commit, fetch = coordinator.commit_offsets, coordinator._do_fetch_commit_offsets

    async def commit_offsets(assignment: object, offsets: Mapping[Any, Any]) -> None:
        marked = {p: offset._replace(metadata=str(topic_id)) for p, offset in offsets.items()}
        await commit(assignment, marked)

    async def fetch_offsets(partitions: Iterable[Any]) -> dict[Any, Any]:
        found = await fetch(partitions)
        return {p: offset for p, offset in found.items() if is_of(topic_id, offset.metadata)}

    coordinator.commit_offsets = commit_offsets
    coordinator._do_fetch_commit_offsets = fetch_offsets
