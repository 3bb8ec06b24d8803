"""How much there was in each hour: a bar an hour, the fullest as high as the picture."""

from collections.abc import Sequence
from dataclasses import dataclass

HEIGHT = 100.0
GAP = 0.15  # of a bar's width


@dataclass(frozen=True)
class Bar:
    """One hour; what it measures is in hours and HEIGHT."""

    x: float
    y: float
    width: float
    height: float


def hours(counts: Sequence[int]) -> list[Bar]:
    """Draw counts from left to right; an hour of none has no bar."""
    most = max(counts, default=0)
    return [
        Bar(x + GAP / 2, HEIGHT - height, 1 - GAP, height)
        for x, count in enumerate(counts)
        if count and (height := round(HEIGHT * count / most, 2))
    ]
