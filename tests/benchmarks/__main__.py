"""`make bench`: how fast stancewire is beside others, as ratios in one table.

Same texts, cores, broker and database; contenders take turns, and the median counts. Rows are
those of BENCHMARKS.md, which says what each is.
"""

import argparse
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from rich.console import Console

from pipeline.logs import set_up_logs
from tests.benchmarks import (
    command,
    endurance,
    freshness,
    publishing,
    questions,
    scaling,
    start,
    storing,
    throughput,
)
from tests.benchmarks.machine import load, machine
from tests.benchmarks.run import Run
from tests.benchmarks.table import Line, shown, write
from tests.benchmarks.wire import say

ROWS: Mapping[tuple[int, ...], Callable[[Run], Iterator[Line]]] = {
    (1, 2): command.lines,
    (3, 4): throughput.lines,
    (5,): storing.lines,
    (6,): publishing.lines,
    (7,): freshness.lines,
    (8,): scaling.lines,
    (9,): endurance.lines,
    (10,): questions.lines,
    (11,): throughput.lines_of_copies,
    (12,): start.lines,
    (13,): throughput.lines_of_resolving,
}


def main() -> None:
    """Measure the rows that were asked for, and print or write their table."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # with all that it has started
    set_up_logs("ERROR")
    run = Run(
        quick=options.quick,
        articles=24 if options.quick else options.articles,
        rounds=1 if options.quick else options.rounds,
        largest=options.largest,
    )
    cells = []
    with closing(run.opened):
        for numbers, lines in ROWS.items():
            if not options.only or options.only & set(numbers):
                say(f"row {' and '.join(map(str, numbers))}")
                before = load()
                cells += [line.cells(before) for line in lines(run)]
        said = machine(run.stack)
    Console(width=None if Console().is_terminal else 240).print(shown(cells, said))
    if options.write is not None:
        write(options.write, cells, said)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few of all, to try the benchmark")
    parser.add_argument("--only", type=_numbers, metavar="ROWS", help="such as 1,2,6")
    parser.add_argument("--articles", type=int, default=150, help="articles a turn")
    parser.add_argument("--rounds", type=int, default=3, help="turns of each contender")
    parser.add_argument(
        "--largest", type=int, default=10_000, help="articles of the longest stream: 100000 too"
    )
    parser.add_argument("--write", type=Path, metavar="PATH", help="put the table in BENCHMARKS.md")
    return parser.parse_args()


def _numbers(words: str) -> set[int]:
    return {int(number) for number in words.split(",")}


if __name__ == "__main__":
    main()
