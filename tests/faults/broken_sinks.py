"""Sinks that die or stand still at one chosen point, to prove what that point costs."""

import os
import signal
import sys
from collections.abc import Mapping

from kafka import TopicPartition

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
    whole = store.store_revisions

    def stored(connection: object, analyses: object) -> int:
        new = whole(connection, analyses)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGSTOP)
        return new

    store.store_revisions = stored  # type: ignore[assignment]


def stop_before_the_transaction() -> None:
    """Stand still with a batch in hand of which nothing is written yet."""
    whole = sink.store_batch

    def stored(connection: object, batch: object) -> int:
        os.kill(os.getpid(), signal.SIGSTOP)
        return whole(connection, batch)  # type: ignore[arg-type]

    sink.store_batch = stored  # type: ignore[assignment]


MISTAKES = {
    "die": die_before_telling_kafka,
    "stop-within": stop_in_the_transaction,
    "stop-before": stop_before_the_transaction,
}

if __name__ == "__main__":
    set_up_logs("INFO")
    MISTAKES[sys.argv[1]]()
    sink.run_sink(Settings.from_environment())
