"""Markup: entities and tags of HTML left in a text, read as what they stand for."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from html.entities import html5

from pipeline.analysis.received.edits import Edit

_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|(?P<name>[A-Za-z][A-Za-z\d]{1,31}));"
    r"|&(?:amp|gt|lt|nbsp|quot)(?=[\sA-Z])"  # as browsers read those that lost their end
)

# Values between the marks of a page, or between those of a printer.
_VALUE = r"(?:\"[^\"<>]*\"|'[^'<>]*'|[“”][^”<>]*”|[^\s<>\"']+)"
_ATTRIBUTE = rf"[\w:@.-]+(?:\s*=\s*{_VALUE})?"
_TAG = re.compile(
    rf"<(?P<closing>/)?(?P<name>[A-Za-z][\w:-]*)(?P<attributes>(?:\s+{_ATTRIBUTE})*)"
    r"\s*(?P<empty>/)?>"
    r"|(?P<opens_comment><!--)|(?P<closes_comment>-->)"
    r"|<!(?:DOCTYPE|doctype)\b[^<>]*>|<\?xml[^<>]*>|<!\[CDATA\[|\]\]>"
)
_CLOSING = re.compile(r"</([A-Za-z][\w:-]*)\s*>")
# Elements that are paragraphs of a page, or hold some.
_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main nav ol
    option p pre section summary table tbody td tfoot th thead title tr ul""".split()
)
_INLINE = frozenset(
    """a abbr acronym audio b base bdi bdo big br button canvas cite code data del dfn em embed
    font i iframe img input ins kbd label link map mark meta noscript object param picture q s
    samp script select small source span strike strong style sub sup svg template textarea time
    tt u var video wbr""".split()
)
_KNOWN = _BLOCKS | _INLINE
# Paragraphs in which the end of a line is but a blank.
_FLOWING = frozenset("p li h1 h2 h3 h4 h5 h6 td th dd dt figcaption caption".split())
# What stands in these is no text.
_UNREAD = frozenset("head iframe noscript script select style svg template textarea !--".split())
_LINE_END = re.compile(r"(?<![ \t])[ \t]*[\r\n]\s*")
_BLANKS = re.compile(r"\s*")


@dataclass(frozen=True)
class _Tag:
    """One tag, or one end of a comment, by its element's name."""

    start: int
    end: int
    name: str
    closing: bool


@dataclass(frozen=True)
class _Cut:
    """What is not read: one tag, some in a row, or an element that holds no text."""

    start: int
    end: int
    line_ends: int  # read for it: 0 within a line, 1 for `<br>`, 2 between paragraphs
    flowing: bool  # whether a line that ends behind it goes on in the next


def entities(text: str) -> Iterator[Edit]:
    """Yield the character that each entity of HTML stands for: `&amp;`, `&#8217;`, `&nbsp;`."""
    if "&" not in text:
        return
    for found in _ENTITY.finditer(text):
        if found["name"] is None or f"{found['name']};" in html5:
            yield Edit(found.start(), found.end(), unescape(found.group()))


def tags(text: str) -> Iterator[Edit]:
    """Yield the tags of HTML, and what is no text between them; a paragraph's end its line.

    "a < b" and a stock's "<GM>" are no tags.
    """
    place, flowing = 0, False
    for cut in _joined(text, _cuts(list(_tags(text)))):
        if flowing:
            gaps = _LINE_END.finditer(text, place, cut.start)
            yield from (Edit(gap.start(), gap.end(), " ") for gap in gaps)
        edge = cut.start == 0 or cut.end == len(text)
        yield Edit(cut.start, cut.end, "" if edge else "\n" * cut.line_ends)
        place, flowing = cut.end, cut.flowing


def _tags(text: str) -> Iterator[_Tag]:
    if "<" not in text:
        return
    closed = frozenset(_CLOSING.findall(text))
    for found in _TAG.finditer(text):
        if found["name"] is None:
            comment = found["opens_comment"] or found["closes_comment"]
            name = "!--" if comment else "!"
            yield _Tag(found.start(), found.end(), name, bool(found["closes_comment"]))
        elif _is_tag(found, closed):
            name = found["name"].lower()
            yield _Tag(found.start(), found.end(), name, bool(found["closing"]))


def _is_tag(found: re.Match[str], closed: Container[str]) -> bool:
    """Tell a tag from words between angle brackets: it has a value, an end, or a known name.

    A name in capitals is one if it is closed somewhere, or stands close to what is before.
    """
    name = found["name"]
    if found["attributes"] and "=" not in found["attributes"]:
        return False
    if found["closing"] or found["empty"] or found["attributes"]:
        return True
    if name.lower() not in _KNOWN:
        return name in closed
    apart = found.string.endswith(" ", 0, found.start())  # as a stock's name is: "Sears <S>"
    return name.islower() or name in closed or name == "BR" or not apart


def _cuts(tags: Sequence[_Tag]) -> Iterator[_Cut]:
    """Yield the cut of each tag; from the start of an element that holds no text to its end."""
    last_end = {tag.name: tag.end for tag in tags if tag.closing}
    opened: _Tag | None = None
    flowing = False
    for tag in tags:
        if opened is not None:
            if tag.closing and tag.name == opened.name:
                yield _Cut(opened.start, tag.end, 0, flowing)
                opened = None
        elif tag.name in _UNREAD and not tag.closing and last_end.get(tag.name, 0) > tag.end:
            opened = tag
        elif tag.name != "!--":
            if tag.name in _BLOCKS:
                flowing = tag.name in _FLOWING and not tag.closing
            ends = 1 if tag.name == "br" else 2 * (tag.name in _BLOCKS)
            yield _Cut(tag.start, tag.end, ends, flowing)


def _joined(text: str, cuts: Iterable[_Cut]) -> Iterator[_Cut]:
    """Yield the cuts that end a line with the blanks around them, and neighbours as one."""
    held: _Cut | None = None
    for each in cuts:
        cut = _with_blanks(text, each, since=0 if held is None else held.end)
        if held is not None and held.line_ends and cut.line_ends and cut.start == held.end:
            held = _Cut(held.start, cut.end, min(2, held.line_ends + cut.line_ends), cut.flowing)
            continue
        if held is not None:
            yield held
        held = cut
    if held is not None:
        yield held


def _with_blanks(text: str, cut: _Cut, *, since: int) -> _Cut:
    """Give a cut that ends a line with the blanks around it."""
    if not cut.line_ends:
        return cut
    before, behind = text[since : cut.start], _BLANKS.match(text, cut.end)
    start = cut.start - len(before) + len(before.rstrip())
    return replace(cut, start=start, end=cut.end if behind is None else behind.end())
