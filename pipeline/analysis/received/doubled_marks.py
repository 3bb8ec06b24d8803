"""Quotation marks doubled by a table of values: `""Stop,"" she said`."""

import re
from collections.abc import Iterator, Sequence

from pipeline.analysis.received.edits import Edit

_LINE = re.compile(r"\S[^\n]*")
_MARKS = re.compile(r'"+')

Run = tuple[int, int]


def doubled_marks(text: str) -> Iterator[Edit]:
    """Yield the marks of each line that has them doubled, read as single; its outer ones as none.

    A line has them doubled if no single mark stands within it.
    """
    if '""' not in text:
        return
    lines = [_runs(text, line) for line in _LINE.finditer(text)]
    doubled = [runs is not None and any(b - a > 1 for a, b in runs) for runs in lines]
    if not any(is_so and len(runs or ()) > 1 for is_so, runs in zip(doubled, lines, strict=True)):
        return
    for number, runs in enumerate(lines):
        if runs and (doubled[number] or number in (0, len(lines) - 1)):
            yield from (Edit(a, b, '"' * ((b - a) // 2)) for a, b in runs)


def _runs(text: str, line: re.Match[str]) -> Sequence[Run] | None:
    """Give the runs of marks in a line; None if an odd one stands within it, not at its edge."""
    end = line.start() + len(line.group().rstrip())
    runs = [match.span() for match in _MARKS.finditer(text, line.start(), end)]
    within = (b - a for a, b in runs if a != line.start() and b != end)
    return None if any(length % 2 for length in within) else runs
