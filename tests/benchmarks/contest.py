"""Contenders that do the same take turns, and what counts is the median of what each took."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from tests.benchmarks.wire import say


@dataclass(frozen=True)
class Taken:
    """What one turn took: by the clock, and of all processors by whoever did the work."""

    articles: int
    seconds: float
    processor: float

    @property
    def rate(self) -> float:
        """Give articles a second."""
        return self.articles / self.seconds

    @property
    def each(self) -> float:
        """Give processor seconds an article."""
        return self.processor / self.articles

    def __str__(self) -> str:
        return f"{self.rate:,.1f} articles/s, {1000 * self.each:.2f} ms of processor each"


@dataclass(frozen=True)
class Spread:
    """The median of some turns, with the least and the most."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, figures: Sequence[float]) -> Self:
        return cls(statistics.median(figures), min(figures), max(figures))

    def __str__(self) -> str:
        return f"{self.median:.2f} ({self.least:.2f}–{self.most:.2f})"


Turns = Sequence[Taken]


def in_turns(contenders: Mapping[str, Callable[[], Taken]], rounds: int) -> dict[str, Turns]:
    """Let each run so many times, every other round in turned order."""
    found: dict[str, list[Taken]] = {name: [] for name in contenders}
    for number in range(rounds):
        for name in list(contenders)[:: -1 if number % 2 else 1]:
            taken = contenders[name]()
            say(f"  round {number + 1} of {rounds}, {name}: {taken}")
            found[name].append(taken)
    return dict(found)


def faster(ours: Turns, theirs: Turns) -> Spread:
    """Give how many times the rate of theirs ours has, round by round."""
    return Spread.of([a.rate / b.rate for a, b in zip(ours, theirs, strict=True)])


def cheaper(ours: Turns, theirs: Turns) -> Spread:
    """Give how many times the processor time of ours theirs takes, round by round."""
    return Spread.of([b.each / a.each for a, b in zip(ours, theirs, strict=True)])


def rate(turns: Turns) -> str:
    """Say the median rate."""
    return f"{statistics.median(taken.rate for taken in turns):,.1f}/s"
