"""The one table of all rows, on the terminal and in BENCHMARKS.md."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from tests.benchmarks.contest import Turns, cheaper, faster, rate

# What a row of the issue has to reach, and what it aims at.
BARS = {
    "1": ("1.5", "2.2"),
    "2": ("0.65", "1.0"),
    "3": ("0.6", "0.9"),
    "4a": ("1.7", "3"),
    "4b": ("1.5", "2"),
    "4c": ("1.5", "2"),
    "5": ("0.5", "0.7"),
    "6": ("0.7", "0.9"),
    "7": ("0.6 s, 2.5 s", "0.3 s, 1.5 s"),
    "8": ("1.7", "1.9"),
    "9": ("flat ±5 %", ""),
    "10": ("95th ≤ 50 ms", "20 ms"),
    "11": ("1.4", "1.6"),
    "12": ("≤ 0.35 s", "0.2 s"),
    "13": ("0.95", ""),
}
COLUMNS = (
    *("row", "what", "against", "texts", "ours", "theirs"),
    *("ratio (least–most)", "by processor time", "at least", "aim", "load"),
)
MARKS = "<!-- measured -->\n", "<!-- /measured -->"


@dataclass(frozen=True)
class Line:
    """One line of the table; a ratio over 1 says that ours is the better."""

    row: str
    what: str
    against: str
    texts: str
    ours: str
    theirs: str = ""
    ratio: str = ""
    processor: str = ""

    def cells(self, load: str) -> list[str]:
        """Give its cells in the order of the columns."""
        found = (self.row, self.what, self.against, self.texts, self.ours, self.theirs)
        return [*found, self.ratio, self.processor, *BARS[self.row], load]


def compared(row: str, texts: str, found: Mapping[str, Turns], what: str, against: str) -> Line:
    """Make the line of a row whose contenders ran in turns."""
    ours, theirs = found[what], found[against]
    ratios = str(faster(ours, theirs)), str(cheaper(ours, theirs))
    return Line(row, what, against, texts, rate(ours), rate(theirs), *ratios)


def shown(rows: Iterable[Sequence[str]], machine: str) -> Table:
    """Draw the table for a terminal."""
    table = Table(title="stancewire beside others", caption=machine)
    for column in COLUMNS:
        table.add_column(column)
    for row in rows:
        table.add_row(*row)
    return table


def write(path: Path, rows: Sequence[Sequence[str]], machine: str) -> None:
    """Put the table between its marks in a file; rows that did not run now stay as they are."""
    before, rest = path.read_text(encoding="utf8").split(MARKS[0])
    old, after = rest.split(MARKS[1])
    kept = {_place(cells): cells for cells in map(_cells, old.splitlines()) if cells}
    kept |= {_place(row): list(row) for row in rows}
    lines = [
        machine,
        "",
        _markdown(COLUMNS),
        "|" + "---|" * len(COLUMNS),
        *(_markdown(kept[place]) for place in sorted(kept)),
    ]
    path.write_text(before + MARKS[0] + "\n".join(lines) + "\n" + MARKS[1] + after, "utf8")


def _markdown(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    return cells if re.match(r"\| \d", line) else []


def _place(cells: Sequence[str]) -> tuple[int, str, str, str, str]:
    """Tell where a row stands in the table: by number, texts, and what is compared with what."""
    row, what, against, texts, *_ = cells
    return int(row.rstrip("abc")), texts, row, what, against
