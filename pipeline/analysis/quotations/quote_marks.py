"""Quotation marks paired in a text: which stretches stand between marks, nested ones left out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_MARK = re.compile(r"''|``|[\"“”„‟«»‘’‚']")
_ELIDED = re.compile(r"\d|(?:em|til|tis|twas|cause|n|round|bout|cos)\b", re.IGNORECASE)
_SINGLE = frozenset("‘’‚'")
_OPENING_ONLY = frozenset("“„«‘‚") | {"``"}
_CLOSING_ONLY = frozenset("”»’")
_PAUSE = frozenset(",.?!…;:—–-")
_INTRODUCING = frozenset(",.?!…;:—–-)]”\"'’")


@dataclass(frozen=True)
class Passage:
    """Characters between a pair of marks, marks included; not closed: up to the line's end."""

    start: int
    end: int
    closed: bool = True


class _Role(Enum):
    OPENS = auto()
    CLOSES = auto()
    EITHER = auto()
    NEITHER = auto()


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    single: bool
    role: _Role


def marked_passages(text: str) -> tuple[Passage, ...]:
    """Pair the marks of a text line by line, in linear time; no passage crosses a line."""
    found: list[Passage] = []
    for line in _LINE.finditer(text):
        marks = [_mark(text, m) for m in _MARK.finditer(text, line.start(), line.end())]
        found.extend(_paired(text, marks, line.start(), line.end()))
    return tuple(found)


def _mark(text: str, match: re.Match[str]) -> _Mark:
    single = match.group() in _SINGLE
    role = _single_role(text, match) if single else _double_role(text, match)
    return _Mark(match.start(), match.end(), single, role)


def _double_role(text: str, match: re.Match[str]) -> _Role:
    before, after = _neighbours(text, match)
    if match.group() in _OPENING_ONLY:
        turned = before in _PAUSE and after.isspace()  # “Yes,“ said Venn
        return _Role.CLOSES if turned else _Role.OPENS
    if match.group() in _CLOSING_ONLY:
        return _Role.CLOSES
    if before.isalnum() or before in _PAUSE - {"—", "–", "-", ":"}:
        return _Role.CLOSES if before not in ",.;" or not after.isalnum() else _Role.EITHER
    if before.isspace() and not after.isspace():
        return _Role.OPENS
    return _Role.EITHER


def _single_role(text: str, match: re.Match[str]) -> _Role:
    before, after = _neighbours(text, match)
    opens = not before.isalnum() and not after.isspace() and before not in ",.?!"
    closes = not before.isspace() and not after.isalnum()
    if opens and match.group() in "‘‚'" and not _ELIDED.match(text, match.end()):
        return _Role.OPENS if match.group() != "'" or not closes else _Role.EITHER
    return _Role.CLOSES if closes and match.group() in "’'" else _Role.NEITHER


def _neighbours(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Give the characters beside a mark; a line's edge counts as a space."""
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    return before, after


def _paired(text: str, marks: list[_Mark], start: int, end: int) -> Iterator[Passage]:
    """Pair the marks of one line; what stays open ends with the line, or is no passage."""
    doubles = _double_pairs(text, marks)
    index = 0
    while index < len(marks):
        mark = marks[index]
        closing = _single_close(text, marks, index) if mark.single else doubles.get(index)
        if closing is not None and marks[closing].role is not _Role.OPENS:
            yield Passage(mark.start, marks[closing].end)
            index = closing + 1
        elif not mark.single and index in doubles and _introduced(text, start, mark.start):
            stop = end if closing is None else marks[closing].start
            yield Passage(mark.start, _without_spaces(text, mark.start, stop), closed=False)
            index = len(marks) if closing is None else closing
        else:
            index += 1


def _double_pairs(text: str, marks: list[_Mark]) -> dict[int, int | None]:
    """Map each double mark that opens to the one that closes it.

    A mark that opens after a pause shows that the closing one was forgotten: then it is mapped
    to that mark; one that is open at the end is mapped to None.
    """
    pairs: dict[int, int | None] = {}
    opened: list[int] = []
    for index, mark in enumerate(marks):
        if mark.single or mark.role is _Role.NEITHER:
            continue
        if mark.role is _Role.OPENS and opened and _follows_pause(text, mark.start):
            pairs |= dict.fromkeys(opened, index)
            opened = []
        if mark.role is _Role.OPENS or (mark.role is _Role.EITHER and not opened):
            opened.append(index)
            pairs[index] = None
        elif opened:
            pairs[opened.pop()] = index
    return pairs


def _follows_pause(text: str, place: int) -> bool:
    return text[place - 1].isspace() and text[max(0, place - 2)] in _PAUSE


def _single_close(text: str, marks: list[_Mark], opening: int) -> int | None:
    """Find the single mark that closes one; that of a plural's genitive only as the last resort."""
    if marks[opening].role is not _Role.OPENS and marks[opening].role is not _Role.EITHER:
        return None
    genitive = None
    for index in range(opening + 1, len(marks)):
        mark = marks[index]
        if not mark.single:
            continue
        if mark.role is _Role.OPENS:
            return genitive if genitive is not None else index
        if mark.role in (_Role.CLOSES, _Role.EITHER):
            if text[mark.start - 1] not in "sS":
                return index
            genitive = index if genitive is None else genitive
    return genitive


def _introduced(text: str, line_start: int, mark_start: int) -> bool:
    """Tell whether an open passage starts a line or follows a pause."""
    place = _without_spaces(text, line_start, mark_start)
    return place == line_start or text[place - 1] in _INTRODUCING


def _without_spaces(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
