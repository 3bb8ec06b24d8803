"""Texts as Discourse Network Analyzer reads them, and where a place of the original then stands."""

import re
from bisect import bisect_left
from dataclasses import dataclass

SHORT_TEXT = 190  # characters: DNA's short texts have less than 191
BEYOND_UTF16_UNIT = re.compile("[\U00010000-\U0010ffff]")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]+")


@dataclass(frozen=True)
class DnaText:
    """A text in which every character is one unit of UTF-16 and every line ends in one."""

    text: str
    _dropped: tuple[int, ...]  # where in the original a line feed follows a carriage return

    def place(self, original: int) -> int:
        """Give where an offset of the original stands here."""
        return original - bisect_left(self._dropped, original)


def dna_text(original: str) -> DnaText:
    r"""Make a text of which DNA's highlights fit.

    DNA counts UTF-16 and takes \r\n for one character; either shifts all highlights behind it.
    """
    dropped = tuple(match.end() - 1 for match in re.finditer("\r\n", original))
    lines = original.replace("\r\n", "\n").replace("\r", "\n")
    return DnaText(BEYOND_UTF16_UNIT.sub("\ufffd", lines), dropped)


def short_text(name: str) -> str:
    """Make a name of it that fits one of DNA's short texts, on one line."""
    plain = BEYOND_UTF16_UNIT.sub("\ufffd", CONTROL.sub(" ", name)).strip()
    return plain if len(plain) <= SHORT_TEXT else f"{plain[: SHORT_TEXT - 1]}…"
