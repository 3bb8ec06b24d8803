"""Row 12: what a command that needs no model spends before it answers, and its libraries alone."""

import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping

from tests.benchmarks.contest import Spread, say
from tests.benchmarks.run import Run
from tests.benchmarks.spent import of_children
from tests.benchmarks.table import Line
from tests.benchmarks.wire import ROOT, new_wire

TIMES = 9
# Each with what its answer cannot do without.
COMMANDS = {
    "--help": "import click",
    "query stances --json": (
        "import click, sqlalchemy.dialects.postgresql, psycopg, pydantic; pydantic.BaseModel"
    ),
    "lag --json": (
        "import click, sqlalchemy.dialects.postgresql, psycopg, pydantic, kafka; pydantic.BaseModel"
    ),
}


def lines(run: Run) -> Iterator[Line]:
    """Ask a wire on which nothing happens."""
    with new_wire(run.stack) as settings:
        known = settings.to_environment()
        for words, libraries in COMMANDS.items():
            pairs = [
                (
                    _seconds(["-m", "pipeline.cli", *words.split()], known),
                    _seconds(["-c", libraries], known),
                )
                for _ in range(2 if run.quick else TIMES)
            ]
            ours, theirs = ([pair[which] for pair in pairs] for which in (0, 1))
            say(f"  {words}: {statistics.median(ours):.2f} s")
            yield Line(
                "12",
                f"start of {words}",
                "its libraries alone",
                "an empty wire",
                f"{statistics.median(ours):.2f} s",
                f"{statistics.median(theirs):.2f} s",
                processor=str(Spread.of([a / b for b, a in pairs])),
            )


def _seconds(words: list[str], environment: Mapping[str, str]) -> float:
    before = of_children()
    subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return of_children() - before
