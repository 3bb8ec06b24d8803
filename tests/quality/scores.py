"""What the extraction scores on the shared sets beside the project, and its floors."""

import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.quality import copies, marked, surnames

SHARED = Path(__file__).parents[3] / "shared"
FLOORS = Path(__file__).with_name("floors.toml")
MARKED = "our marks"
STANCEWIRE = Path(sys.executable).with_name("stancewire")


@dataclass(frozen=True)
class Measure:
    """One figure of a run, what a trivial rule scores, and the least that ours may."""

    name: str
    path: tuple[str, ...]
    floor: float
    quick: float
    baseline: float | None = None

    def of(self, scores: dict[str, object]) -> float:
        """Read this measure's figure out of a run's answer."""
        found: object = scores
        for key in self.path:
            assert isinstance(found, dict), f"{self.name}: no {key} in {found}"
            found = found[key]
        return float(found or 0.0)  # type: ignore[arg-type]  # the scorer says None for 0 of 0


@dataclass(frozen=True)
class Run:
    """One task on one split of one set, and what is measured."""

    task: str
    set: str
    file: str
    rows: int
    measures: tuple[Measure, ...]
    split: str | None = None

    @property
    def gold(self) -> Path:
        """Where the set lies, if it is there."""
        return SHARED / "data" / self.file

    def scores(self, *, quick: bool) -> dict[str, object]:
        """Run the scorer on all rows, or on the first few; its warnings go to standard error."""
        if self.set == MARKED:
            return marked.scores_of(self.split or "dev", SHARED, STANCEWIRE)
        if self.task == "dups":
            return copies.scores_of(self.gold, SHARED, STANCEWIRE, self.rows if quick else None)
        if self.task == "surnames":
            return surnames.scores_of(SHARED / "data", STANCEWIRE)
        options = ["--split", self.split] if self.split else []
        if quick:
            options += ["--limit", str(self.rows)]
        command = [sys.executable, SHARED / "evaluate.py", self.task, self.gold, *options]
        done = subprocess.run(
            [*command, "--run", STANCEWIRE], check=True, stdout=subprocess.PIPE, text=True
        )
        return json.loads(done.stdout)


def runs() -> list[Run]:
    """Read what is to be measured, in the order of the table."""
    table = tomllib.loads(FLOORS.read_text("utf8"))
    return [
        Run(**{**run, "measures": tuple(_measure(measure) for measure in run["measures"])})
        for run in table["run"]
    ]


def _measure(row: dict[str, object]) -> Measure:
    return Measure(**{**row, "path": tuple(row["path"])})


def scored(wanted: Iterable[Run]) -> Iterator[tuple[Run, dict[str, object]]]:
    """Yield each run with its scores on all rows when it is done; each takes every processor."""
    for run in wanted:
        yield run, run.scores(quick=False)
