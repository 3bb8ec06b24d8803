"""Row 10: what is asked most often, of a million stances."""

import math
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pipeline import queries
from tests.benchmarks.contest import say
from tests.benchmarks.pages import QUESTIONS, drawn, million_stances, milliseconds
from tests.benchmarks.run import Run
from tests.benchmarks.table import Line

RUNS = 40
ASKED = (
    "stances of a holder",
    "stances towards somebody",
    "stances of a holder on an issue",
    "stances in articles of words",
    "stances of a month",
    "timeline of an issue",
    "positions of a holder",
    "positions on an issue",
)


def lines(run: Run) -> Iterator[Line]:
    """Ask each many times, of names that are frequent and of rare ones."""
    if run.quick:
        say("  left out of --quick: a million stances take minutes to be made")
        return
    say("  making a database of a million stances: some minutes")
    with tempfile.TemporaryDirectory() as folder, million_stances(Path(folder)) as engine:
        draw = drawn(engine)
        for name in ASKED:
            put = QUESTIONS[name]
            taken = milliseconds(lambda put=put: queries.ask(engine, put(draw)), RUNS)
            median, worst = statistics.median(taken), taken[math.ceil(0.95 * RUNS) - 1]
            say(f"  {name}: {median:.0f} ms, 95th {worst:.0f} ms")
            shown = f"{median:.0f} ms, 95th {worst:.0f} ms"
            yield Line("10", name, "", "1,000,000 stances", shown)
