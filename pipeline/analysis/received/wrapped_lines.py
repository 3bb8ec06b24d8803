"""Wrapped lines: a paragraph broken to a page's width is read as one line.

A break is a wrapped one if the next word would not have fitted: that tells the width, and keeps
verse, lists, tables, results, headlines and paragraphs of one line apart.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pipeline.analysis.received.edits import Edit
from pipeline.analysis.received.hyphens import joint, words_of
from pipeline.analysis.received.lines import QUOTED, WIDEST, Break, breaks_of, lines_of, stops

# Set on seeds/ wrapped to 60, 72, 78 and 100 columns by textwrap and fmt, and on nine sets of news
# (15,945 articles, 44 with a wrapped line), in which nothing that stands apart was joined.
# Shorter lines tell nothing about a width.
NARROWEST = 24
# A line this long that breaks off in a sentence goes on in the next, whatever the width.
LONG = 60
# As part of the width: how far a line reaches that breaks off in a sentence, and how near to it
# other lines end where blank lines part the paragraphs, since `fmt` evens them.
_REACH, _NEAR = 0.7, 0.2
# So many of the lines that break off in a sentence must agree on the width; and of the widths
# on which nearly as many agree, the one on which most other lines do, too.
_AGREE, _NEARLY = 0.6, 0.9
_MARKS = frozenset("\"“”'‘")


def wrapped_lines(text: str) -> Iterator[Edit]:
    """Yield the breaks between the lines of a paragraph, read as a blank or as nothing.

    The marks of quoted mail before its lines are read as nothing.
    """
    if not _may_be_wrapped(text):
        return
    lines = list(lines_of(text))
    wrapped = {b.following.start: b for b in _wrapped(list(breaks_of(lines)))}
    known = words_of(text)
    for line in lines:
        before = wrapped.get(line.start)
        if before is not None:
            dropped, between = joint(before.line.words, line.words, known)
            yield Edit(before.line.end - dropped, line.start, between)
        elif QUOTED in line.margin:
            yield Edit(line.start - len(line.margin), line.start, "")


def _may_be_wrapped(text: str) -> bool:
    """Tell whether any line of a text may break off, or is quoted; costs little where none does."""
    if text.startswith(QUOTED) or f"\n{QUOTED}" in text:
        return True
    lines = (line.strip() for line in text.split("\n"))
    return any(a and b and not stops(a) for a, b in pairwise(lines))


def _wrapped(breaks: Sequence[Break]) -> Iterator[Break]:
    """Yield the breaks behind which a paragraph goes on.

    A block that mostly fills the width, a quarter of whose lines break off in a sentence, is one
    of wrapped paragraphs; in any other only what breaks off goes on.
    """
    width, sure = _width(breaks)
    blocks = [list(block) for _, block in groupby(breaks, key=lambda b: b.block)]
    spaced = len(blocks) > 1
    by_line = not spaced and any(b.line.stops and width not in b.widths for b in breaks)
    for block in blocks:
        full = sum(_is_full(b, width, spaced=spaced) for b in block)
        prose = 4 * sum(b.breaks_off for b in block) >= len(block)
        firm = full == len(block) or (sure and prose and 2 * full >= len(block))
        opened, end = False, -1
        for place in block:
            line, following = place.line, place.following
            opened = _leaves_open(line.words, opened=opened and line.start == end)
            if by_line and line.stops and not (opened and following.words[0] not in _MARKS):
                continue  # where paragraphs are lines, the end of a sentence is that of one
            fills = firm and _is_full(place, width, spaced=spaced)
            if fills or (place.breaks_off and _goes_on(place, width)):
                end = following.start
                yield place


def _width(breaks: Sequence[Break]) -> tuple[int | None, bool]:
    """Give the width on which most lines agree that break off, and whether more than one does.

    None if too few agree.
    """
    telling = [b for b in breaks if b.breaks_off and NARROWEST <= b.line.width <= WIDEST]
    agreed = Counter(width for b in telling for width in b.widths)
    most = max(agreed.values(), default=0)
    if not telling or most < _AGREE * len(telling):
        return None, False
    others = Counter(width for b in breaks if b.line.width <= WIDEST for width in b.widths)
    near = [width for width, votes in agreed.items() if votes >= _NEARLY * most]
    return max(near, key=lambda w: (others[w], w)), most > 1


def _is_full(place: Break, width: int | None, *, spaced: bool) -> bool:
    """Tell whether the next word would not have fitted; nearly so where blank lines part more."""
    if width is None:
        return False
    return width in place.widths or (spaced and abs(place.line.width - width) <= _NEAR * width)


def _goes_on(place: Break, width: int | None) -> bool:
    """Tell whether a line that breaks off goes on in the next: it is long enough, or must."""
    least = LONG if width is None else min(LONG, _REACH * width)
    fits = width is not None and width in place.widths
    return fits or place.leads_on or place.line.width >= least


def _leaves_open(words: str, *, opened: bool) -> bool:
    """Tell whether a quotation is open at the end of a line."""
    if words.count('"') % 2:
        opened = not opened
    last = max(words.rfind("“"), words.rfind("”"))
    return opened if last == -1 else words[last] == "“"
