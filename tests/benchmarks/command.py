"""Rows 1 and 2: `stancewire analyse` from its start to its end, beside spaCy's own ways."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from functools import partial

from pipeline.pool.child import ONE_THREAD
from pipeline.settings import Settings
from tests.benchmarks.contest import Taken, in_turns
from tests.benchmarks.run import Run
from tests.benchmarks.spent import of_children
from tests.benchmarks.table import Line, compared
from tests.benchmarks.texts import articles
from tests.benchmarks.wire import ROOT

WORKERS = 2
COMMAND = f"analyse --workers {WORKERS}"
PIPE = "nlp.pipe(n_process=2)"
LIMIT = "two bare spaCy, by length"


def lines(run: Run) -> Iterator[Line]:
    """Compare whole commands, the loading of models included."""
    model, number = Settings().model, 2 * run.articles  # so that loading counts for less
    for name, texts in run.corpora.items():
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
            for article in articles(texts, number):
                file.write(json.dumps({"id": article.article_id, "text": article.text}) + "\n")
            file.flush()
            analyse = ["pipeline.cli", "analyse", "--workers", str(WORKERS), file.name]
            pipe = ["tests.benchmarks.rivals.plain_pipe", model, file.name]
            limit = ["tests.benchmarks.rivals.tuned_pipe", model, file.name]
            found = in_turns(
                {
                    COMMAND: partial(taken, analyse, number),
                    PIPE: partial(taken, pipe, number),
                    LIMIT: partial(taken, limit, number, ONE_THREAD),
                },
                run.rounds,
            )
        yield compared("1", name, found, COMMAND, PIPE)
        yield compared("2", name, found, COMMAND, LIMIT)


def taken(words: Sequence[str], number: int, environment: dict[str, str] | None = None) -> Taken:
    """Run a module to its end."""
    before, started = of_children(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", *words],
        check=True,
        cwd=ROOT,
        env=os.environ | (environment or {}),
        stdout=subprocess.DEVNULL,
    )
    return Taken(number, time.perf_counter() - started, of_children() - before)
