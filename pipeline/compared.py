"""Two texts side by side, with what one has and the other lacks; pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

# Two unlike texts of 2,000 lines take 64 ms; two of 1 MB, in paragraphs as long as this, 0.56 s.
MOST_LINES = 2_000
MOST_CHARACTERS = 4_000  # of a paragraph whose words are compared
WORDS = re.compile(r"\s*\S+\s*")


@dataclass(frozen=True)
class Piece:
    """Some characters, and whether the other text lacks them."""

    text: str
    changed: bool = False


@dataclass(frozen=True)
class Beside:
    """A line of either text; None where only the other has one."""

    earlier: Sequence[Piece] | None
    later: Sequence[Piece] | None

    @property
    def changed(self) -> bool:
        """Say whether the texts differ here."""
        return any(p.changed for side in (self.earlier, self.later) for p in side or ())


def compared(earlier: str, later: str) -> Iterator[Beside]:
    """Set two texts beside each other, line by line; what follows MOST_LINES is left out."""
    old, new = _lines(earlier), _lines(later)
    for what, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if what == "equal":
            yield from (Beside([Piece(line)], [Piece(line)]) for line in old[a:b])
        else:
            yield from (_beside(o, n) for o, n in zip_longest(old[a:b], new[c:d]))


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()][:MOST_LINES]


def _beside(earlier: str | None, later: str | None) -> Beside:
    """Set two lines that differ beside each other, word by word unless they are long."""
    if earlier is None or later is None or max(len(earlier), len(later)) > MOST_CHARACTERS:
        return Beside(_all(earlier), _all(later))
    old, new = WORDS.findall(earlier), WORDS.findall(later)
    codes = SequenceMatcher(None, old, new).get_opcodes()
    return Beside(
        _pieces((old[a:b], what != "equal") for what, a, b, _, _ in codes),
        _pieces((new[c:d], what != "equal") for what, _, _, c, d in codes),
    )


def _all(line: str | None) -> list[Piece] | None:
    return None if line is None else [Piece(line, changed=True)]


def _pieces(found: Iterator[tuple[list[str], bool]]) -> list[Piece]:
    return [Piece("".join(words), changed=changed) for words, changed in found if words]
