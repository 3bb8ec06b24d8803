"""Characters that nobody sees, blanks of other widths, and the many ends of a line."""

import re
from collections.abc import Iterator

from pipeline.analysis.received.edits import Edit

# Joiners, marks of direction, selectors, fillers and controls; `v0004` has them for PostgreSQL.
INVISIBLE = (
    "\x01-\x08\x0e-\x1b\x7f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff"
)
_LINE_ENDS = "\x0b\x0c\x1c-\x1e\x85\u2028\u2029"
_BLANKS = "\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011"
_ODD = re.compile(rf"[\r{INVISIBLE}{_LINE_ENDS}{_BLANKS}{_HYPHENS}]")
_KINDS = re.compile(
    r"(?P<hyphenation>\xad+[ \t]*\r?\n[ \t]*(?=[a-z]))"
    rf"|(?P<nothing>[{INVISIBLE}]+)"
    rf"|(?P<line_end>\r\n?|[{_LINE_ENDS}])"
    rf"|(?P<blank>[{_BLANKS}])"
    rf"|(?P<hyphen>[{_HYPHENS}])"
)
_TRAILING = re.compile(r"(?<![ \t])[ \t]+(?=\n)")
_READ_AS = {"hyphenation": "", "nothing": "", "line_end": "\n", "blank": " ", "hyphen": "-"}


def odd_characters(text: str) -> Iterator[Edit]:
    """Yield what is read as nothing, as a plain blank, line end or hyphen."""
    place = 0
    while odd := _ODD.search(text, place):  # one class is searched four times as fast as the kinds
        found = _KINDS.match(text, odd.start())
        if found is None:
            return
        yield Edit(found.start(), found.end(), _READ_AS[str(found.lastgroup)])
        place = found.end()


def trailing_blanks(text: str) -> Iterator[Edit]:
    """Yield the blanks behind a line, by which a sentence would end before its closing mark."""
    yield from (Edit(*found.span(), "") for found in _TRAILING.finditer(text))
