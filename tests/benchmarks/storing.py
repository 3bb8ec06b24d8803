"""Row 5: the sink alone, with a full topic before it, beside COPY of the same rows."""

import time
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import cycle, islice

import psycopg
from psycopg.sql import SQL, Identifier

from consumers.sink.rows import ROWS
from pipeline.analysis.analyse import analyse
from pipeline.database import Row
from schemas import tables
from schemas.contracts import AnalysedArticle
from tests.analyses import deliver
from tests.benchmarks.contest import Taken, in_turns
from tests.benchmarks.run import Run
from tests.benchmarks.spent import processor_seconds
from tests.benchmarks.table import Line, compared
from tests.benchmarks.texts import articles
from tests.benchmarks.wire import new_wire, running, wait_for_rows, worker
from tests.reading import reader
from tests.rows import rows

ANALYSES = 2_000
DIFFERENT = 40
SINK, COPY = "the sink", "COPY by psycopg"
# Without the first batch: it waits for the sink to join.
STORED = """
SELECT count(*), extract(epoch FROM max(stored_at) - min(first))::float
FROM revision, (SELECT min(stored_at) AS first FROM revision) AS began WHERE stored_at > first
"""


def lines(run: Run) -> Iterator[Line]:
    """Store the same analyses by both."""
    number = 400 if run.quick else ANALYSES
    read = [analyse(article, reader()) for article in articles(run.wikinews, DIFFERENT)]
    analyses = [
        analysed.model_copy(update={"id": f"stored-{place}"})
        for place, analysed in enumerate(islice(cycle(read), number))
    ]
    contenders = {SINK: partial(_sink, run, analyses), COPY: partial(_copy, run, analyses)}
    yield compared("5", "Wikinews", in_turns(contenders, run.rounds), SINK, COPY)


def _sink(run: Run, analyses: Sequence[AnalysedArticle]) -> Taken:
    """Let a sink store them from the topic; processor time is that of all of them."""
    with new_wire(run.stack) as settings:
        deliver(settings, analyses)
        before = processor_seconds(run.servers)
        with running(settings, worker("sink")) as (sink,):
            wait_for_rows(settings, "revision", 1)
            begun = processor_seconds([sink.pid])
            wait_for_rows(settings, "revision", len(analyses))
            spent = processor_seconds([sink.pid, *run.servers]) - begun - before
        ((stored, seconds),) = rows(str(settings.database_url), STORED)
    return Taken(stored, seconds, spent * stored / len(analyses))


def _copy(run: Run, analyses: Sequence[AnalysedArticle]) -> Taken:
    """Copy the rows into their tables, in one transaction, with all that the tables check."""
    numbered = list(enumerate(analyses, 1))
    copied: dict[str, list[Row]] = {
        tables.article.name: [{"id": analysed.id} for analysed in analyses]
    }
    for table, made in ROWS.items():
        copied[table.name] = [row for key, analysed in numbered for row in made(key, analysed)]
    with new_wire(run.stack) as settings:
        url = str(settings.database_url).replace("+psycopg", "")
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            ours, servers = time.process_time(), processor_seconds(run.servers)
            started = time.perf_counter()
            for name, made in copied.items():
                if made:
                    columns = SQL(", ").join(map(Identifier, made[0]))
                    words = SQL("COPY {} ({}) FROM STDIN").format(Identifier(name), columns)
                    with cursor.copy(words) as copy:
                        for row in made:
                            copy.write_row(tuple(row.values()))
            connection.commit()
            seconds = time.perf_counter() - started
            spent = time.process_time() - ours + processor_seconds(run.servers) - servers
    return Taken(len(analyses), seconds, spent)
