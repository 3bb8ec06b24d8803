"""`make quality`: every measure with its baseline, its floor and what it is now.

Exits with 1 when a measure is under its floor. Name tasks to measure only those.
"""

import sys

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from tests.quality.scores import SHARED, Run, runs, scored


def main(tasks: list[str]) -> int:
    """Measure, print the table, and tell whether every floor holds."""
    console = Console()
    wanted = [run for run in runs() if not tasks or run.task in tasks]
    there = [run for run in wanted if run.gold.exists()]
    if len(there) < len(wanted):
        console.print(f"{len(wanted) - len(there)} sets are not in {SHARED}: they are left out.")
    found = _all_scores(there, console)
    console.print(_table(there, found))
    return 1 if any(now < floor for _, _, floor, now in _lines(there, found)) else 0


def _all_scores(wanted: list[Run], console: Console) -> dict[Run, dict[str, object]]:
    found: dict[Run, dict[str, object]] = {}
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("scoring", total=len(wanted))
        for run, scores in scored(wanted):
            found[run] = scores
            progress.update(bar, advance=1, description=f"{run.task} on {run.set} done")
    return found


def _lines(wanted, found):
    for run in wanted:
        for measure in run.measures:
            yield run, measure, measure.floor, measure.of(found[run])


def _table(wanted: list[Run], found: dict[Run, dict[str, object]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("task", "set", "measure"):
        table.add_column(heading)
    for heading in ("baseline", "floor", "now"):
        table.add_column(heading, justify="right")
    for run, measure, floor, now in _lines(wanted, found):
        baseline = "" if measure.baseline is None else f"{measure.baseline:.1f}"
        colour = "red" if now < floor else "green"
        shown = f"[{colour}]{now:.1f}[/]"
        table.add_row(run.task, run.set, measure.name, baseline, f"{floor:.1f}", shown)
    return table


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
