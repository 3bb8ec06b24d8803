"""Rows 3, 4, 11 and 13: articles a second from published to queryable, of ours and others."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from pipeline.pool.child import ONE_THREAD
from pipeline.settings import Settings
from schemas.contracts import FetchedArticle
from schemas.topics import topics_of
from tests.benchmarks.contest import Taken, in_turns
from tests.benchmarks.run import Run
from tests.benchmarks.spent import processor_seconds
from tests.benchmarks.table import Line, compared
from tests.benchmarks.texts import articles, of
from tests.benchmarks.wire import ROOT, new_wire, running, say, send, wait_for_rows, worker

WARM_UP = 24  # articles, so that models are loaded and partitions assigned
WIRE = "published → queryable"
LIMIT = "two bare spaCy, by length"
NAIVE = "naive loop"
QUIX, TWO_QUIX = "Quix Streams", "two Quix Streams"
QUIX_FOLDER = ROOT / ".venv" / "quix"  # its packages, which the wire's own do not know of
COPIES = 0.4  # of a stream


def lines(run: Run) -> Iterator[Line]:
    """Compare the wire with the limit, with the naive loop, and with a framework's application."""
    for name, texts in run.corpora.items():
        contenders: dict[str, Callable[[], Taken]] = {
            WIRE: partial(wire, run, texts),
            LIMIT: partial(limit, run, texts),
            NAIVE: partial(rival, run, texts, "naive"),
        }
        if QUIX_FOLDER.exists():
            contenders[QUIX] = partial(rival, run, texts, "quix")
            contenders[TWO_QUIX] = partial(rival, run, texts, "quix", processes=2)
        else:
            say(f"  without Quix Streams: {QUIX_FOLDER} is not there; `make bench` makes it")
        found = in_turns(contenders, run.rounds)
        for row, against in (("3", LIMIT), ("4a", NAIVE), ("4b", QUIX), ("4c", TWO_QUIX)):
            if against in found:
                yield compared(row, name, found, WIRE, against)


def lines_of_copies(run: Run) -> Iterator[Line]:
    """Compare a stream of which a part are copies with one of as many texts, all different."""
    copied, distinct = "40 % copies", "all different"
    new = round((1 - COPIES) * run.articles)
    turns: dict[str, Callable[[], Taken]] = {
        copied: lambda: throughput(run, _with_copies(run.wikinews, new, run.articles)),
        distinct: lambda: wire(run, run.wikinews),
    }
    found = in_turns(turns, run.rounds)
    yield compared("11", "Wikinews", found, copied, distinct)


def lines_of_resolving(run: Run) -> Iterator[Line]:
    """Compare the wire whose every article is resolved with the one where nobody resolves."""
    resolving, alone = "analyser, sink, resolver", "analyser, sink"
    for name, texts in run.corpora.items():
        published = articles(texts, run.articles)
        turns: dict[str, Callable[[], Taken]] = {
            resolving: partial(throughput, run, published, "resolver", table="resolved"),
            alone: partial(throughput, run, published),
        }
        yield compared("13", name, in_turns(turns, run.rounds), resolving, alone)


def _with_copies(texts: Sequence[str], new: int, number: int) -> list[FetchedArticle]:
    """Give so many articles, the first of them new and the others copies of these."""
    originals = articles(texts, new)
    return originals + [of(originals[place % new].text) for place in range(number - new)]


def wire(run: Run, texts: Sequence[str]) -> Taken:
    """Run analyser and sink, with as many processes as there are cores."""
    return throughput(run, articles(texts, run.articles))


def throughput(
    run: Run, published: Sequence[FetchedArticle], *more: str, table: str = "revision"
) -> Taken:
    """Run analyser, sink and `more` workers until all that is published is in a table."""
    names = ("analyser", "sink", *more)
    with new_wire(run.stack) as settings, running(settings, *map(worker, names)) as workers:
        return _taken(run, settings, workers, published, table)


def rival(run: Run, texts: Sequence[str], name: str, processes: int = 1) -> Taken:
    """Run a rival, started so many times, until all can be queried in its table."""
    table = "naive" if name == "naive" else "revision"
    with new_wire(run.stack) as settings:
        topic = topics_of(settings.namespace).articles.name
        arguments = [settings.kafka, topic, settings.database_url, settings.model]
        command = [sys.executable, "-m", f"tests.benchmarks.rivals.{name}", *map(str, arguments)]
        several = {} if processes == 1 else ONE_THREAD
        there = {"PYTHONPATH": f"{ROOT}:{QUIX_FOLDER}"}
        with running(settings, *[command] * processes, **there, **several) as started:
            return _taken(run, settings, started, articles(texts, run.articles), table)


def _taken(
    run: Run,
    settings: Settings,
    processes: Sequence["subprocess.Popen[bytes]"],
    published: Sequence[FetchedArticle],
    table: str,
) -> Taken:
    """Take the time from publishing to the last row, of broker and database, too."""
    send(settings, articles(run.wikinews, WARM_UP))
    wait_for_rows(settings, table, WARM_UP)
    pids = [*(process.pid for process in processes), *run.servers]
    before, started = processor_seconds(pids), time.perf_counter()
    send(settings, published)
    wait_for_rows(settings, table, WARM_UP + len(published))
    seconds = time.perf_counter() - started
    return Taken(len(published), seconds, processor_seconds(pids) - before)


def limit(run: Run, texts: Sequence[str]) -> Taken:
    """Let spaCy read alone, and count from when its models are loaded."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.jsonl"
        read = (json.dumps({"text": one.text}) for one in articles(texts, run.articles))
        file.write_text("\n".join(read), encoding="utf8")
        done = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.rivals.tuned_pipe", Settings().model, file],
            check=True,
            capture_output=True,
            cwd=ROOT,
            env=os.environ | ONE_THREAD,
        )
    return Taken(run.articles, **json.loads(done.stdout))
