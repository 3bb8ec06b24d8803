"""Zones: what each stretch of an article is; nothing is deleted, only marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.analysis.layout import boilerplate, credit
from pipeline.analysis.layout.datelines import DATE, opening_dateline
from pipeline.analysis.layout.turns import may_open_turns
from schemas.contracts import Dateline, Zone
from schemas.vocabulary import ZoneName

# A headline has at most this many characters; longer first lines are paragraphs.
HEADLINE = 200
# Headline, updated line, byline and dateline stand among this many first lines that are text.
TOP = 8

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_UPDATED = re.compile(
    r"\W*(?:(?:(?:last|first)\s+)?(?:updated?|published|posted|modified|revised|created|issued)\b"
    rf"(?:\s+(?:on|at))?\s*[:|]?\s*.{{0,40}}{DATE}.{{0,60}}$)|"
    rf"\W*{DATE}(?:\W+(?:at\s+)?\d{{1,2}}[:.]\d{{2}}.{{0,30}})?\W*$",
    re.IGNORECASE,
)
_ENDS_A_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*$")


@dataclass(frozen=True)
class Layout:
    """The zones of a text in order, its dateline, and the agencies credited."""

    zones: tuple[Zone, ...]
    dateline: Dateline | None
    credit: tuple[str, ...]


@dataclass(frozen=True)
class _Stretch:
    """Characters of the text that are of one kind."""

    start: int
    end: int
    name: ZoneName


def layout_of(text: str, title: str | None) -> Layout:
    """Tell headline, updated line, dateline, credit, boilerplate and body apart, in linear time."""
    lines = list(_lines(text))
    named = _named_lines(text, lines, title)
    dateline = _dateline(text, named)
    stretches = [part for line in named for part in _split(text, line, dateline)]
    return Layout(
        zones=tuple(_zone(text, stretch) for stretch in _joined(stretches)),
        dateline=dateline,
        credit=_agencies(text, stretches, dateline),
    )


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each line that is not blank, without the blanks around it."""
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            yield start, start + len(stripped)


def _named_lines(text: str, lines: Sequence[tuple[int, int]], title: str | None) -> list[_Stretch]:
    named = list(_with_lists(text, [_Stretch(a, b, kind_of_line(text[a:b])) for a, b in lines]))
    place = _headline(text, named, title)
    if place is not None:
        named[place] = _Stretch(named[place].start, named[place].end, ZoneName.HEADLINE)
    return named


def kind_of_line(line: str) -> ZoneName:
    """Tell what a line is by itself."""
    if len(line) <= boilerplate.LINE and _UPDATED.match(line):
        return ZoneName.UPDATED
    if credit.is_credit(line) or credit.is_signed_opening(line):
        return ZoneName.CREDIT
    return ZoneName.BOILERPLATE if boilerplate.is_boilerplate(line) else ZoneName.BODY


def _with_lists(text: str, lines: Sequence[_Stretch]) -> Iterator[_Stretch]:
    """Take "Sources" or "Related articles" and the lines under it for boilerplate."""
    listing = False
    for line in lines:
        words = text[line.start : line.end]
        heading = boilerplate.heads_a_list(words)
        listing = heading or (listing and boilerplate.is_listed(words))
        about_the_page = heading or (listing and line.name is ZoneName.BODY)
        yield replace(line, name=ZoneName.BOILERPLATE) if about_the_page else line


def _headline(text: str, lines: Sequence[_Stretch], title: str | None) -> int | None:
    """Find the headline: the title itself, else a first line that looks like one."""
    body = [i for i, line in enumerate(lines) if line.name is ZoneName.BODY][:TOP]
    if title is not None:
        for i in body:
            if _bare(text[lines[i].start : lines[i].end]) == _bare(title):
                return i
    if len(body) < 2:
        return None
    first, second = (text[lines[i].start : lines[i].end] for i in body[:2])
    return body[0] if _looks_like_headline(first, second) else None


def _looks_like_headline(line: str, following: str) -> bool:
    if len(line) > HEADLINE or line[0] in "\"“‘'" or opening_dateline(line) is not None:
        return False
    if may_open_turns(line, following):
        return False
    if _ENDS_A_SENTENCE.search(line) is None or opening_dateline(following) is not None:
        return len(line) < len(following) or opening_dateline(following) is not None
    words = re.findall(r"[^\W\d_][\w'’]{3,}", line)
    return bool(words) and sum(word[0].isupper() for word in words) > 0.75 * len(words)


def _bare(line: str) -> str:
    return " ".join(re.findall(r"\w+", line)).casefold()


def _dateline(text: str, lines: Sequence[_Stretch]) -> Dateline | None:
    """Read the dateline of the first paragraph of the body that has one."""
    for line in [line for line in lines if line.name is ZoneName.BODY][:TOP]:
        found = opening_dateline(text[line.start : line.end])
        if found is not None:
            end = line.start + found.length
            return Dateline(
                start=line.start,
                end=end,
                text=text[line.start : end],
                place=found.place,
                date=found.date,
            )
    return None


def _split(text: str, line: _Stretch, dateline: Dateline | None) -> Iterator[_Stretch]:
    """Take the dateline from the front of a line of the body, and the credit from its end."""
    start, end = line.start, line.end
    if line.name is not ZoneName.BODY:
        yield line
        return
    if dateline is not None and dateline.start == start:
        yield _Stretch(start, dateline.end, ZoneName.DATELINE)
        start = dateline.end
    elif length := credit.opening_credit(text[start:end]):
        yield _Stretch(start, start + length, ZoneName.CREDIT)
        start += length
    place = credit.closing_credit(text[start:end])
    body_end = end if place is None else start + place
    if text[start:body_end].strip():
        yield _Stretch(start, body_end, ZoneName.BODY)
    if place is not None:
        yield _Stretch(body_end, end, ZoneName.CREDIT)


def _joined(stretches: Sequence[_Stretch]) -> Iterator[_Stretch]:
    """Join neighbours of one kind."""
    current: _Stretch | None = None
    for stretch in stretches:
        if current is not None and current.name is stretch.name:
            current = _Stretch(current.start, stretch.end, current.name)
            continue
        if current is not None:
            yield current
        current = stretch
    if current is not None:
        yield current


def _zone(text: str, stretch: _Stretch) -> Zone:
    """Make a zone without the blanks around it."""
    words = text[stretch.start : stretch.end]
    start = stretch.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Zone(start=start, end=end, text=text[start:end], name=stretch.name)


def _agencies(
    text: str, stretches: Sequence[_Stretch], dateline: Dateline | None
) -> tuple[str, ...]:
    """Name the agencies that the dateline and the credit lines name, each once, in order."""
    lines = [text[s.start : s.end] for s in stretches if s.name is ZoneName.CREDIT]
    opening = None if dateline is None else opening_dateline(dateline.text + " ")
    found = [] if opening is None else list(opening.agencies)
    found += [agency for line in lines for agency in credit.agencies_in(line)]
    return tuple(dict.fromkeys(found))
