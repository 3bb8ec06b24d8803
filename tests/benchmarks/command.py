"""What `stancewire analyse` itself takes, from its start to its end, beside spaCy's `nlp.pipe`."""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from rich.table import Table

from pipeline.settings import Settings
from schemas.contracts import FetchedArticle

ROOT = Path(__file__).parents[2]
ARTICLES = 150
ROUNDS = 3
WORKERS = 2
PIPE = f"spaCy's nlp.pipe, n_process={WORKERS}"
COMMAND = f"analyse --workers {WORKERS}"


@dataclass(frozen=True)
class Taken:
    """What one run of a command took, that of its processes included."""

    seconds: float
    of_processor: float


def command_table(articles: Sequence[FetchedArticle]) -> Table:
    """Run both in turns on the same real articles, and show medians and the ratio of times."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.writelines(islice(_lines(articles), ARTICLES))
        file.flush()
        commands = {
            PIPE: ["tests.benchmarks.plain_pipe", Settings().model, file.name],
            COMMAND: ["pipeline.cli", "analyse", "--workers", str(WORKERS), file.name],
        }
        runs = [{name: _taken(words) for name, words in commands.items()} for _ in range(ROUNDS)]
    table = Table(title=f"the command itself, {ARTICLES} articles, median of {ROUNDS}")
    for column in ("", "articles/s", "processor ms/article", "ratio of time"):
        table.add_column(column, justify="left" if not column else "right")
    for name in commands:
        table.add_row(
            name,
            f"{ARTICLES / statistics.median(run[name].seconds for run in runs):.1f}",
            f"{1000 * statistics.median(run[name].of_processor for run in runs) / ARTICLES:.0f}",
            f"{statistics.median(run[name].seconds / run[PIPE].seconds for run in runs):.2f}",
        )
    return table


def _lines(articles: Sequence[FetchedArticle]) -> Iterator[str]:
    """Yield the articles as lines, over and over."""
    for number, article in enumerate(cycle(articles)):
        yield json.dumps({"id": number, "text": article.text}) + "\n"


def _taken(words: list[str]) -> Taken:
    before, started = _processor_seconds(), time.perf_counter()
    subprocess.run([sys.executable, "-m", *words], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
    return Taken(time.perf_counter() - started, _processor_seconds() - before)


def _processor_seconds() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
