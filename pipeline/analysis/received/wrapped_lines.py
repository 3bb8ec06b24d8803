"""Wrapped lines: a paragraph broken to a page's width is read as one line.

A break is a wrapped one if the next word would not have fitted: that tells the width, and keeps
verse, lists, tables, results, headlines and paragraphs of one line apart.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipeline.analysis.layout.datelines import opening_dateline
from pipeline.analysis.layout.zones import TOP, kind_of_line
from pipeline.analysis.received.edits import Edit
from pipeline.analysis.received.hyphens import joint, words_of
from schemas.vocabulary import ZoneName

# Lines of up to so many characters are wrapped to a width; shorter ones tell nothing about it.
WIDEST, NARROWEST = 120, 24
# A line this long that breaks off in a sentence goes on in the next, whatever the width.
LONG = 60
# A line of a wrapped text that breaks off in a sentence reaches at least so far.
_REACH = 0.7
# A line that ends elsewhere does, where blank lines part the paragraphs: `fmt` evens its lines.
_NEAR = 0.8
# So many of the lines that break off in a sentence must agree on the width.
_AGREE = 0.6
_NEARLY = 0.9

_STOPS = tuple(".?!…:;")
_CLOSING = "\"'”’)]»"
_MARKS = frozenset("\"“”'‘")
_MARGIN = re.compile(r"[ \t]*(?:>[> \t]*)?")
_QUOTED = re.compile(r"^[ \t]*>", re.MULTILINE)
_COLUMNS = re.compile(r"\t|\||(?<=\S) {3,}(?=\S)")
_BULLET = re.compile(r"(?:[-*•·–—◦▪‣]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_LABEL = re.compile(r"[A-Z][\w.'’-]*(?: [\w.,'’()-]+){0,6}:\s")
# Words that end no sentence, headline or verse.
_LEADING_ON = frozenset(
    """a about against among an and are as at be been between but by can could for from had has
    have his her if in into is its may might must nor of on or our over shall should than that the
    their these this those to under upon was were when where whether which while who whose will
    with without would your""".split()
)
_BROKEN_OFF = re.compile(
    r"[^\s.?!…:;\"'”’)\]»][ \t]*\n[ \t>]*[^\W\d_A-ZÀ-Þ]"
    rf"|(?i:\b(?:{'|'.join(sorted(_LEADING_ON))}))[ \t]*\n[ \t>]*\S"
)


@dataclass(frozen=True)
class _Line:
    """One line: where its words start and end in the text, and the margin before them."""

    start: int
    margin: str
    words: str

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    @property
    def width(self) -> int:
        return len(self.margin) + len(self.words)

    @property
    def stops(self) -> bool:
        """Tell whether a sentence or a part of one ends with the line."""
        return self.words.rstrip(_CLOSING).endswith(_STOPS)

    @property
    def leads_on(self) -> bool:
        return self.words.rpartition(" ")[2].casefold() in _LEADING_ON


@dataclass(frozen=True)
class _Break:
    """The end of a line, where the paragraph may go on in the line that follows at once."""

    line: _Line
    following: _Line
    breaks_off: bool  # within a sentence, as the words on both sides show
    block: int  # the number of the first line that no blank line parts from these

    @property
    def widths(self) -> range:
        """Give the widths to which a text was wrapped that has its lines broken here."""
        word = self.following.words.split(maxsplit=1)[0]
        return range(self.line.width, self.line.width + len(word) + 1)

    def fits(self, width: int | None) -> bool:
        """Tell whether the next word would not have fitted into a width."""
        return width is not None and width in self.widths

    def goes_on(self, width: int | None, *, spaced: bool) -> bool:
        """Tell whether the paragraph goes on: by the width, or by the words."""
        if self.fits(width):
            return True
        reach = 0 if width is None else self.line.width / width
        if self.breaks_off and (self.line.width >= LONG or self.line.leads_on or reach >= _REACH):
            return True
        return spaced and reach >= _NEAR


def wrapped_lines(text: str) -> Iterator[Edit]:
    """Yield the breaks between the lines of a paragraph, read as a blank or as nothing.

    The marks of quoted mail before its lines are read as nothing.
    """
    if _BROKEN_OFF.search(text) is None and _QUOTED.search(text) is None:
        return
    lines = list(_lines(text))
    wrapped = {b.following.start: b for b in _wrapped(list(_breaks(lines)))}
    known = words_of(text)
    for line in lines:
        before = wrapped.get(line.start)
        if before is not None:
            dropped, between = joint(before.line.words, line.words, known)
            yield Edit(before.line.end - dropped, line.start, between)
        elif ">" in line.margin:
            yield Edit(line.start - len(line.margin), line.start, "")


def _lines(text: str) -> Iterator[_Line]:
    place = 0
    for whole in text.split("\n"):
        margin = _MARGIN.match(whole)
        before = "" if margin is None else margin.group()
        yield _Line(place + len(before), before, whole[len(before) :].rstrip())
        place += len(whole) + 1


def _breaks(lines: Sequence[_Line]) -> Iterator[_Break]:
    """Yield where a paragraph may go on; not behind or before what is a line of its own."""
    for first, block in _blocks(lines):
        listed, opens = False, True
        edge = _edge(block)
        for number, (line, following) in enumerate(pairwise(block), first):
            listed = line.words[0].islower() and (opens or listed)
            breaks_off = not listed and _breaks_off(line, following)
            opens = line.stops
            place = _Break(line, following, breaks_off, block=first)
            if not _parts(place, edge, at_top=number < TOP):
                yield place


def _blocks(lines: Sequence[_Line]) -> Iterator[tuple[int, Sequence[_Line]]]:
    """Yield the lines that no blank line parts, with the number of the first."""
    numbered = groupby(enumerate(lines), key=lambda line: bool(line[1].words))
    for has_words, group in numbered:
        if has_words:
            block = list(group)
            yield block[0][0], [line for _, line in block]


def _edge(block: Sequence[_Line]) -> int | None:
    """Give the margin behind which a line of a block opens a paragraph; None where it may hang."""
    if any(_BULLET.match(line.words) for line in block):
        return None
    return min(len(line.margin) for line in block)


def _parts(place: _Break, edge: int | None, *, at_top: bool) -> bool:
    """Tell whether a break parts two paragraphs, as the two lines look."""
    line, following = place.line, place.following
    if line.margin.count(">") != following.margin.count(">"):
        return True
    if edge is not None and len(following.margin) > (edge if line.stops else len(line.margin)):
        return True
    if _COLUMNS.search(line.words) or _COLUMNS.search(following.words):
        return True
    if line.stops and (_BULLET.match(following.words) or _LABEL.match(following.words)):
        return True
    opens = at_top and not line.leads_on
    return opens and opening_dateline(following.words) is not None


def _breaks_off(line: _Line, following: _Line) -> bool:
    if not line.leads_on and (line.stops or not following.words[0].islower()):
        return False
    return line.words[-1] not in _CLOSING and kind_of_line(line.words) is ZoneName.BODY


def _wrapped(breaks: Sequence[_Break]) -> Iterator[_Break]:
    """Yield the breaks behind which a paragraph goes on."""
    width = _width(breaks)
    spaced = len({b.block for b in breaks}) > 1
    by_line = not spaced and any(b.line.stops and not b.fits(width) for b in breaks)
    opened, end = False, -1
    for place in breaks:
        opened = _leaves_open(place.line.words, opened=opened and place.line.start == end)
        if by_line and place.line.stops and not (opened and place.following.words[0] not in _MARKS):
            continue  # where paragraphs are lines, the end of a sentence is that of one
        if place.goes_on(width, spaced=spaced):
            end = place.following.start
            yield place


def _width(breaks: Sequence[_Break]) -> int | None:
    """Give the width on which most lines agree that break off; None if too few do."""
    telling = [b for b in breaks if b.breaks_off and NARROWEST <= b.line.width <= WIDEST]
    if not telling:
        return None
    agreed = Counter(width for b in telling for width in b.widths)
    others = Counter(width for b in breaks if b.line.width <= WIDEST for width in b.widths)
    most = max(agreed.values())
    near = [width for width, votes in agreed.items() if votes >= _NEARLY * most]
    return max(near, key=lambda w: (others[w], w)) if most >= _AGREE * len(telling) else None


def _leaves_open(words: str, *, opened: bool) -> bool:
    """Tell whether a quotation is open at the end of a line."""
    if words.count('"') % 2:
        opened = not opened
    last = max(words.rfind("“"), words.rfind("”"))
    return opened if last == -1 else words[last] == "“"
