"""Sinks with one mistake at one chosen point, to prove what that point costs."""

import os
import signal
import sys
import time
from collections.abc import Mapping

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaTimeoutError
from kafka.structs import MemberState

from consumers.sink import sink, store
from consumers.sink.positions import Positions
from pipeline.logs import set_up_logs
from pipeline.settings import Settings


def die_before_telling_kafka() -> None:
    """Die by SIGKILL when the first batch stands in the database and Kafka does not know."""

    def stored(self: Positions, ends: Mapping[TopicPartition, int]) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    Positions.stored = stored  # type: ignore[method-assign]


def stop_in_the_transaction() -> None:
    """Stand still, as a machine under load may, with the first batch written and uncommitted."""
    whole = store.store_articles

    def stored(*given: object) -> int:
        new = whole(*given)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGSTOP)
        return new

    store.store_articles = stored  # type: ignore[assignment]


def stop_before_the_transaction() -> None:
    """Stand still with a batch in hand of which nothing is written yet."""
    whole = sink.store_batch

    def stored(connection: object, batch: object) -> int:
        os.kill(os.getpid(), signal.SIGSTOP)
        return whole(connection, batch)  # type: ignore[arg-type]

    sink.store_batch = stored  # type: ignore[assignment]


def poll_in_mid_join() -> None:
    """End the poll that begins a join, and say so when the join has ended with nobody there."""
    whole = sink.Sink._polled

    def polled(self: sink.Sink, timeout_ms: int) -> object:
        was_member = self._consumer.group_metadata().state is MemberState.STABLE
        taken = whole(self, 0 if was_member else timeout_ms)
        time.sleep(0.01)  # others need the core
        join = self._consumer._coordinator._join_task
        if was_member and join is not None:
            while not join.is_done:
                time.sleep(0.01)
            print(MID_JOIN, flush=True)
        return taken

    sink.Sink._polled = polled  # type: ignore[method-assign,assignment]


def lose_the_first_commit() -> None:
    """Have Kafka not take the first offsets, as a broker does that is busy starting."""
    whole = KafkaConsumer.commit

    def commit(self: KafkaConsumer, *given: object, **named: object) -> None:
        KafkaConsumer.commit = whole
        raise KafkaTimeoutError

    KafkaConsumer.commit = commit


MID_JOIN = "A join outlasted its poll"
MISTAKES = {
    "die": die_before_telling_kafka,
    "stop-within": stop_in_the_transaction,
    "stop-before": stop_before_the_transaction,
    "mid-join": poll_in_mid_join,
    "untold": lose_the_first_commit,
}

if __name__ == "__main__":
    set_up_logs("INFO")
    MISTAKES[sys.argv[1]]()
    sink.run_sink(Settings.from_environment())
