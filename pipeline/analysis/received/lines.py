"""Lines: where a paragraph may go on in the next, as the words on both sides of a break show."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipeline.analysis.layout.datelines import opening_dateline
from pipeline.analysis.layout.zones import TOP, kind_of_line
from schemas.vocabulary import ZoneName

# Lines of more characters are wrapped to no width.
WIDEST = 120
QUOTED = ">"  # opens each line of quoted mail
# Verse and headlines seldom reach so far.
_LONG_FOR_VERSE, _LONG_FOR_A_HEADLINE = 45, 60

_STOPS = tuple(".?!…:;")
_CLOSING = "\"'”’)]»"
_MARGIN = re.compile(rf"[ \t]*(?:{QUOTED}[{QUOTED} \t]*)?")
_COLUMNS = re.compile(r"\t|\||(?<=\S) {3,}(?=\S)")
_BULLET = re.compile(r"(?:[-*•·–—◦▪‣]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_LABEL = re.compile(r"[A-Z][\w.'’-]*(?: [\w.,'’()-]+){0,6}:\s")
# The end of a sentence or of quoted words, with more behind it: such a line is prose.
_INNER_STOP = re.compile(r"""[a-z]{3}[.!?]["”]? ["“]?[A-Z]|[,.!?]["”] """)
_SIGNED = re.compile(r"""["”] ?[―—–-] ?[^.!?]*$""")
# Words that end no sentence, headline or verse.
_LEADING_ON = frozenset(
    """a about against among an and are as at be been between but by can could for from had has
    have his her if in into is its may might must nor of on or our over shall should than that the
    their these this those to under upon was were when where whether which while who whose will
    with without would your""".split()
)


@dataclass(frozen=True)
class Line:
    """One line: where its words start in the text, and the margin before them."""

    start: int
    margin: str
    words: str

    @property
    def end(self) -> int:
        """Give where the words end."""
        return self.start + len(self.words)

    @property
    def width(self) -> int:
        """Count the characters of the line, blanks behind it left out."""
        return len(self.margin) + len(self.words)

    @property
    def stops(self) -> bool:
        """Tell whether a sentence or a part of one ends with the line."""
        return stops(self.words)


@dataclass(frozen=True)
class Break:
    """The end of a line, where the paragraph may go on in the line that follows at once."""

    line: Line
    following: Line
    breaks_off: bool  # within a sentence, as the words on both sides show
    block: int  # the number of the first line that no blank line parts from these

    @property
    def widths(self) -> range:
        """Give the widths to which a text was wrapped that has its lines broken here."""
        word = self.following.words[:WIDEST].split(maxsplit=1)[0]
        return range(self.line.width, self.line.width + len(word) + 1)

    @property
    def leads_on(self) -> bool:
        """Tell whether the line ends with a word that no sentence ends with."""
        return leads_on(self.line.words)


def stops(words: str) -> bool:
    """Tell whether a sentence or a part of one ends with the words."""
    return words.rstrip(_CLOSING).endswith(_STOPS)


def leads_on(words: str) -> bool:
    """Tell whether words end with one that no sentence ends with."""
    last = words.rpartition(" ")[2]
    return last in _LEADING_ON or (words.isupper() and last.lower() in _LEADING_ON)


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a text, blank ones too."""
    place = 0
    for whole in text.split("\n"):
        margin = _MARGIN.match(whole)
        before = "" if margin is None else margin.group()
        yield Line(place + len(before), before, whole[len(before) :].rstrip())
        place += len(whole) + 1


def breaks_of(lines: Sequence[Line]) -> Iterator[Break]:
    """Yield where a paragraph may go on; not behind or before what is a line of its own."""
    for first, block in _blocks(lines):
        listed, opens = False, True
        edge = _edge(block)
        for number, (line, following) in enumerate(pairwise(block), first):
            listed = line.words[0].islower() and (opens or listed)
            last = following is block[-1]
            breaks_off = not listed and _breaks_off(line, following, last=last)
            opens = line.stops
            place = Break(line, following, breaks_off, block=first)
            if not _parts(place, edge, at_top=number < TOP):
                yield place


def _blocks(lines: Sequence[Line]) -> Iterator[tuple[int, Sequence[Line]]]:
    """Yield the lines that no blank line parts, with the number of the first."""
    numbered = groupby(enumerate(lines), key=lambda line: bool(line[1].words))
    for has_words, group in numbered:
        if has_words:
            block = list(group)
            yield block[0][0], [line for _, line in block]


def _edge(block: Sequence[Line]) -> int | None:
    """Give the margin behind which a line of a block opens a paragraph; None where it may hang."""
    if any(_BULLET.match(line.words) for line in block):
        return None
    return min(len(line.margin) for line in block)


def _parts(place: Break, edge: int | None, *, at_top: bool) -> bool:
    """Tell whether a break parts two paragraphs, as the two lines look."""
    line, following = place.line, place.following
    if line.margin.count(QUOTED) != following.margin.count(QUOTED):
        return True
    if edge is not None and len(following.margin) > (edge if line.stops else len(line.margin)):
        return True
    if _COLUMNS.search(line.words) or _COLUMNS.search(following.words):
        return True
    if line.stops and (_BULLET.match(following.words) or _LABEL.match(following.words)):
        return True
    may_open = at_top and not place.leads_on
    return may_open and opening_dateline(following.words) is not None


def _breaks_off(line: Line, following: Line, *, last: bool) -> bool:
    """Tell whether a line of the body ends within a sentence, as the words on both sides show."""
    if not leads_on(line.words):
        if line.stops:
            return False
        if not (following.words[0].islower() or _is_prose(line, following, last=last)):
            return False
    return line.words[-1] not in _CLOSING and kind_of_line(line.words) is ZoneName.BODY


def _is_prose(line: Line, following: Line, *, last: bool) -> bool:
    """Tell whether a line that does not stop must go on, though a capital follows.

    Sentences end within it, or it is too long for a headline of the short line that ends its block.
    Behind a name that signs a quotation the next one begins.
    """
    if line.width > WIDEST or not following.words[0].isalpha() or _SIGNED.search(line.words):
        return False
    if line.width >= _LONG_FOR_VERSE and _INNER_STOP.search(line.words):
        return True
    if line.width < _LONG_FOR_A_HEADLINE or following.width >= line.width:
        return False
    ends = last and following.stops and not following.words.endswith(":")
    return ends and kind_of_line(following.words) is ZoneName.BODY
