"""Numbers over time as a word: eight blocks, or digits where a terminal has none."""

from collections.abc import Sequence

BLOCKS = "▁▂▃▄▅▆▇█"
DIGITS = "01234567"


def sparkline(numbers: Sequence[int], width: int, *, blocks: bool = True) -> str:
    """Draw the last `width` numbers, each by its share of the largest; none of it is lowest."""
    levels = BLOCKS if blocks else DIGITS
    shown = numbers[-width:]
    largest = max(shown, default=0)
    return "".join(levels[-(-number * (len(levels) - 1) // (largest or 1))] for number in shown)
