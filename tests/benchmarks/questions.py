"""Row 10: what is asked most often, of a million stances."""

import math
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline import queries
from tests.benchmarks.contest import say
from tests.benchmarks.indexed import indexes, most_frequent
from tests.benchmarks.pages import million_stances, milliseconds
from tests.benchmarks.run import Run
from tests.benchmarks.table import Line

RUNS = 40


def lines(run: Run) -> Iterator[Line]:
    """Ask each many times, of the most frequent names and of none; `against` are the indexes."""
    if run.quick:
        say("  left out of --quick: a million stances take minutes to be made")
        return
    say("  making a database of a million stances: some minutes")
    with tempfile.TemporaryDirectory() as folder, million_stances(Path(folder)) as engine:
        for name, question in most_frequent(engine).items():
            taken = milliseconds(lambda put=question: queries.ask(engine, put), RUNS)
            median, worst = statistics.median(taken), taken[math.ceil(0.95 * RUNS) - 1]
            shown = f"{median:.0f} ms, 95th {worst:.0f} ms"
            by = ", ".join(indexes(engine, question))
            say(f"  {name}: {shown}, by {by}")
            yield Line("10", name, by, "1,000,000 stances", shown)
