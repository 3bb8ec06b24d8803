"""Edge: reads when the messages were published that come next; no request gives it without."""

import time
from collections.abc import Collection
from datetime import UTC, datetime

from kafka import KafkaConsumer, TopicPartition

from pipeline.broker import OrderlyClient

# For reading one message of each partition that lags; without an answer its age is unknown.
READ_SECONDS = 3.0
POLL_MS = 200

Position = tuple[TopicPartition, int]


class NextMessages:
    """A consumer without a group, and what it read last: who stands still is not read again."""

    def __init__(self, bootstrap: str) -> None:
        self._consumer = KafkaConsumer(
            kafka_client=OrderlyClient,
            bootstrap_servers=bootstrap.split(","),
            group_id=None,
            enable_auto_commit=False,
            max_partition_fetch_bytes=1,  # the broker still gives one whole batch
        )
        self._known: dict[Position, datetime] = {}

    def close(self) -> None:
        """Close the connections."""
        self._consumer.close()

    def published_at(self, positions: Collection[Position]) -> dict[Position, datetime]:
        """Give the time of the message at each position, as far as it was read in READ_SECONDS."""
        self._known = {p: at for p, at in self._known.items() if p in positions}
        deadline = time.monotonic() + READ_SECONDS
        while missing := set(positions) - self._known.keys():
            self._read(dict(missing), deadline)  # of two groups in one partition one after another
            if time.monotonic() >= deadline:
                break
        return self._known

    def _read(self, positions: dict[TopicPartition, int], deadline: float) -> None:
        self._consumer.assign(list(positions))
        for place, position in positions.items():
            self._consumer.seek(place, position)
        self._consumer.resume(*positions)  # paused where the last reading was of the same places
        left = len(positions)
        while left and time.monotonic() < deadline:
            for place, records in self._consumer.poll(timeout_ms=POLL_MS, max_records=1).items():
                at = datetime.fromtimestamp(records[0].timestamp / 1000, UTC)
                self._known[place, positions[place]] = at
                self._consumer.pause(place)
                left -= 1
