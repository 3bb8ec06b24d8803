"""How often for, against and neither, as the parts of one bar."""

from collections.abc import Mapping
from dataclasses import dataclass

WHOLE = 100.0
SIDES = ("for", "neutral", "against")


@dataclass(frozen=True)
class Part:
    """A part of a bar that is as wide as WHOLE."""

    side: str
    x: float
    width: float


def shares(row: Mapping[str, object]) -> list[Part]:
    """Give the parts of a row's bar from left to right; none where nothing was counted."""
    counts = {side: int(str(row[side])) for side in SIDES}
    total = sum(counts.values())
    parts, x = [], 0.0
    for side, count in counts.items():
        if count:
            width = WHOLE * count / total
            parts.append(Part(side, round(x, 2), round(width, 2)))
            x += width
    return parts
