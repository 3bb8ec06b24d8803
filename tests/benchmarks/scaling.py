"""Row 8: a second analyser process on the second core, and one alone."""

import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial

from kafka import KafkaConsumer, TopicPartition

from consumers.watch.lag_monitor import lag_reader
from pipeline.settings import Settings
from schemas.topics import topics_of
from tests.benchmarks.contest import Taken, in_turns
from tests.benchmarks.run import Run
from tests.benchmarks.spent import processor_seconds
from tests.benchmarks.table import Line, compared
from tests.benchmarks.texts import articles
from tests.benchmarks.wire import new_wire, running, send, worker
from tests.stack.waiting import eventually

ONE, TWO = "one analyser", "two analysers"
WARM_UP = 48  # articles


def lines(run: Run) -> Iterator[Line]:
    """Compare how fast articles are answered; nothing is stored meanwhile."""
    found = in_turns({TWO: partial(_answered, run, 2), ONE: partial(_answered, run, 1)}, run.rounds)
    yield compared("8", "Wikinews", found, TWO, ONE)


def _answered(run: Run, number: int) -> Taken:
    with (
        new_wire(run.stack, workers=1) as settings,
        running(settings, *[worker("analyser")] * number) as analysers,
        closing(KafkaConsumer(bootstrap_servers=settings.kafka)) as reader,
    ):
        topic = topics_of(settings.namespace).analyses
        places = [TopicPartition(topic.name, each) for each in range(topic.partitions)]

        def answered() -> int:
            return sum(reader.end_offsets(places).values())

        eventually(lambda: _members(settings) == number)
        send(settings, articles(run.wikinews, WARM_UP))
        eventually(lambda: answered() == WARM_UP)
        pids = [*(analyser.pid for analyser in analysers), *run.servers]
        before, started = processor_seconds(pids), time.perf_counter()
        send(settings, articles(run.wikinews, run.articles))
        eventually(lambda: answered() == WARM_UP + run.articles)
        seconds = time.perf_counter() - started
        return Taken(run.articles, seconds, processor_seconds(pids) - before)


def _members(settings: Settings) -> int:
    """Count the analysers among which the partitions are given out."""
    topics = topics_of(settings.namespace)
    with lag_reader(str(settings.kafka), topics) as read:
        group = next(group for group in read().groups if group.group == topics.analyser_group)
    return len({place.member for place in group.partitions if place.member is not None})
