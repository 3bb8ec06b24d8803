"""Edits: a text read otherwise than it was received, and where each character came from."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

Place = tuple[int, int]  # characters from, to (exclusive)


class Edit(NamedTuple):
    """Characters `start` to `end` (exclusive) are read as other words, or as nothing."""

    start: int
    end: int
    words: str


@dataclass(frozen=True)
class AsRead:
    """A text as it is read; `starts` and `ends` say where each character was received."""

    text: str
    received: str
    starts: Sequence[int]
    ends: Sequence[int]

    @property
    def is_unchanged(self) -> bool:
        """Tell whether the text is read exactly as it was received."""
        return isinstance(self.starts, range)

    def received_place(self, start: int, end: int) -> Place:
        """Give where characters of the text stand in the text as received."""
        return self.starts[start], self.ends[end - 1]

    def read_place(self, start: int, end: int) -> Place | None:
        """Give where characters of the text as received are read; None where none of them is."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        return (first, last) if first < last else None

    def edited(self, edits: Iterable[Edit]) -> "AsRead":
        """Give the text with edits, in order, none of which overlaps another."""
        parts: list[str] = []
        starts, ends = array("L"), array("L")
        place = 0

        def keep(until: int) -> None:
            parts.append(self.text[place:until])
            starts.extend(self.starts[place:until])
            ends.extend(self.ends[place:until])

        for start, end, words in edits:
            keep(start)
            parts.append(words)
            starts.extend(repeat(self.starts[start], len(words)))
            ends.extend(repeat(self.ends[end - 1], len(words)))
            place = end
        if not parts:
            return self
        keep(len(self.text))
        return AsRead("".join(parts), self.received, starts, ends)


def unchanged(text: str) -> AsRead:
    """Read a text exactly as it was received."""
    return AsRead(text, text, range(len(text)), range(1, len(text) + 1))
