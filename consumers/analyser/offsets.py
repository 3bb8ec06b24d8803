"""Keeps true what Faust knows of offsets: of one topic only, and whenever partitions change hands.

A topic made anew begins at 0 again. Whoever knew the old one goes on for some seconds from where
it was there, and what it commits then lies behind messages that nobody has answered.

While partitions are given anew Faust throws away what it fetches, and is to go back to what is
committed before it begins. Where it did not, messages waited for ever or were passed over.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import faust
from aiokafka.errors import (  # type: ignore[import-untyped]  # it has no type marker
    IllegalStateError,
)
from faust.transport.drivers import aiokafka
from faust.types import TP

from pipeline.broker import is_of


class _Thread(aiokafka.AIOKafkaConsumerThread):
    transport: "OneTopicTransport"

    async def on_start(self) -> None:
        await super().on_start()
        keep_to_topic(self._ensure_consumer()._coordinator, self.transport.topic_id)

    async def seek_to_committed(self) -> Mapping[TP, int]:
        committed: Mapping[TP, int] = await self.call_thread(seek, self._ensure_consumer())
        return committed


class _Consumer(aiokafka.Consumer):
    _stops = 0  # how often the flow was stopped, for partitions are to be given anew
    _sought = 0  # after which stop every partition was sought

    def _new_consumer_thread(self) -> _Thread:
        return _Thread(self, loop=self.loop, beacon=self.beacon)

    def stop_flow(self) -> None:
        self._stops += 1
        super().stop_flow()

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Go back in every partition; raises what tells Faust that it was overtaken by a stop."""
        stops = self._stops
        committed = await super().seek_to_committed()
        if stops != self._stops:
            raise IllegalStateError("Partitions are given anew again")
        self._sought = stops
        return committed

    def resume_flow(self) -> None:
        """Begin, unless with partitions that were not sought since the last stop."""
        if self._sought == self._stops:
            super().resume_flow()


_Thread.logger = _Consumer.logger = aiokafka.logger  # Faust's chatter is not ours


class OneTopicTransport(aiokafka.Transport):
    """Faust's transport for an app that reads one topic; it is to be set before the app starts."""

    Consumer = _Consumer

    def __init__(self, app: faust.App, topic_id: UUID) -> None:
        super().__init__(app.conf.broker_consumer, app)
        self.topic_id = topic_id


async def seek(consumer: Any) -> Mapping[TP, int]:  # noqa: ANN401  # aiokafka is untyped
    """Go back in every partition to what is committed, and where nothing is, to the beginning.

    aiokafka alone leaves the latter where they are.
    """
    committed: Mapping[TP, int] = await consumer.seek_to_committed()
    for partition, offset in committed.items():
        if not offset:
            consumer.seek(partition, 0)  # a log that begins later is read from its beginning
    return committed


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
