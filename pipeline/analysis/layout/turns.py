"""Turns: the paragraphs of an exchange, each opened by a label that says who speaks."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.analysis.layout.speaker_labels import (
    PARTICLE,
    Naming,
    SpeakerLabel,
    Surroundings,
    is_named,
    naming_of,
    surroundings_in,
    untitled,
)
from schemas.contracts import Zone
from schemas.vocabulary import ZoneName

_WORD = r"[^\W\d_a-z](?:[^\W_]|[.'’-])*"
_NAME = rf"(?P<name>{_WORD}(?: (?:{PARTICLE} )*{_WORD}){{0,4}})"
# Behind the name: ", ENERGY MINISTER" and "(through translator)".
_ROLE = r"(?P<role>, ?[^\s:.?!\"“(\[][^:\n?!\"“(\[]{1,80}?)?"
_ASIDE = r"(?P<aside> ?[(\[][^)\]\n]{2,40}[)\]])?"
_SAID = r"\s+(?P<said>\S.*)$"
_COLON = re.compile(
    rf"^(?P<label>[ \t]*(?:[-•*–] )?[\"“'‘]?[*_]{{0,3}}{_NAME}{_ROLE}{_ASIDE}"
    rf"[*_]{{0,3}}:[*_]{{0,3}}){_SAID}",
    re.MULTILINE,
)
_BRACKETS = re.compile(rf"^(?P<label>[ \t]*\(\({_NAME}\)\)(?: ?:)?){_SAID}", re.MULTILINE)
_LETTER = re.compile(
    rf"^(?P<label>[ \t]*[*_]{{0,3}}(?P<name>[QA])\.[*_]{{0,3}}){_SAID}", re.MULTILINE
)
_FORMS = (_COLON, _BRACKETS, _LETTER)
# A clause before a colon is no role: "In Vale, the mayor said: …".
_CLAUSE = re.compile(
    r"\b(?:said|says|told|tells|asked|asks|adds|added|wrote|writes|put|puts|is|was|are|were|has"
    r"|have|had|who|which|that|explain(?:s|ed)|replied|read|reads)\b"
)
_STAGE = re.compile(
    r"(?i)\b(?:translat\w+|interpret\w+|phone|video|audio|tape|camera|voice|voiceover|laugh\w*"
    r"|crosstalk|inaudible|reading|continu\w+)\b"
)
# The words of those who speak to each other; and those that nobody but the speaker says.
_SPOKEN = re.compile(r"\?|\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us|[Yy]ou|[Yy]our)\b")
_OF_ONESELF = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
_ASIDE_ALONE = re.compile(r"[(\[][^)\]]*[)\]]\W*$")  # "[crosstalk]"
# Whoever asks is not heard longer than a paragraph.
_GOING_ON = frozenset((Naming.NAME, Naming.INITIALS, Naming.ANSWER))
_LEAST = 2  # labels of an exchange, where none of them says that it is one

_Line = re.Match[str]


@dataclass(frozen=True)
class Turn:
    """One turn as places in the text: its label, the name in that, and the paragraphs said."""

    start: int
    end: int  # of the label, its colon included
    name: tuple[int, int]
    naming: Naming
    said: tuple[tuple[int, int], ...]


def turns_of(text: str, zones: Sequence[Zone]) -> tuple[Turn, ...]:
    """Find the turns of an exchange in the body of a text, in order.

    Headings with a colon ("Note: …", "1994: …") are none.
    """
    lines = sorted(_labelled(text, zones), key=lambda line: line.start())
    named = _named(text, lines) if lines else []
    if not _is_exchange(named):
        return ()
    ends = {line.start(): after.start() for line, after in pairwise(lines)}
    return tuple(_turn(line, n, ends.get(line.start(), len(text)), zones) for line, n in named)


def may_open_turns(line: str, following: str) -> bool:
    """Tell whether two lines after each other open with what may be a speaker's label."""
    return all(any(form.match(text) for form in _FORMS) for text in (line, following))


def _labelled(text: str, zones: Sequence[Zone]) -> Iterator[_Line]:
    """Yield the lines of the body that open with what may be a label."""
    for form in _FORMS:
        for line in form.finditer(text):
            role = line.groupdict().get("role") or ""
            if _in_body(line.start("name"), zones) and not _CLAUSE.search(role):
                yield line


def _in_body(place: int, zones: Sequence[Zone]) -> bool:
    """Tell whether a place in the text is in no zone, or in the body."""
    index = bisect_right(zones, place, key=lambda zone: zone.start) - 1
    return index < 0 or place >= zones[index].end or zones[index].name is ZoneName.BODY


def _named(text: str, lines: Sequence[_Line]) -> list[tuple[_Line, Naming]]:
    """Give the lines whose label says who speaks, and how it does; no answer without a question."""
    around = surroundings_in(text)
    labels = _labels(lines, around)
    namings = [naming_of(label, around) for label in labels]
    if Naming.NAME in namings:
        said = (_SPOKEN.search(line["said"]) is not None for line in lines)
        company = (replace(one, in_company=s) for one, s in zip(labels, said, strict=True))
        namings = [naming_of(label, around) for label in company]
    asked = Naming.QUESTION in namings and any("?" in line["said"] for line in lines)
    without = None if asked else Naming.ANSWER
    found = zip(lines, namings, strict=True)
    return [(line, naming) for line, naming in found if naming not in (None, without)]


def _labels(lines: Sequence[_Line], around: Surroundings) -> list[SpeakerLabel]:
    counts = Counter(line["name"].casefold() for line in lines)
    stating = {line["name"].casefold() for line in lines if not line["said"].endswith("?")}
    words = [(line, line["name"], line["name"].casefold()) for line in lines]
    return [
        SpeakerLabel(
            name,
            count=counts[folded],
            bracketed=line.re is _BRACKETS,
            again=folded.rpartition(" ")[2] in counts or is_named(name, counts[folded], around),
            asking=folded not in stating,
        )
        for line, name, folded in words
    ]


def _is_exchange(named: Sequence[tuple[_Line, Naming]]) -> bool:
    """Tell whether labelled lines are what people say to each other, by label or by words."""
    if any(line.re is _BRACKETS or _is_stage(line) for line, _ in named):
        return True
    spoken = sum(_SPOKEN.search(line["said"]) is not None for line, _ in named)
    return len(named) >= _LEAST and 2 * spoken >= len(named)


def _is_stage(line: _Line) -> bool:
    """Tell whether a label says how somebody is heard: "RENN (through translator):"."""
    return _STAGE.search(line.groupdict().get("aside") or "") is not None


def _turn(line: _Line, naming: Naming, end: int, zones: Sequence[Zone]) -> Turn:
    name_end = line.end("name")
    name = untitled(line["name"]) or line["name"]
    said = line.start("said")
    more = _further(line, end, name, zones) if naming in _GOING_ON else ()
    return Turn(
        start=line.start(),
        end=line.end("label"),
        name=(name_end - len(name), name_end),
        naming=naming,
        said=((said, said + len(line["said"].rstrip())), *more),
    )


def _further(
    line: _Line, end: int, name: str, zones: Sequence[Zone]
) -> tuple[tuple[int, int], ...]:
    """Give the paragraphs with which a turn goes on: to the next label, or to a report of it.

    Of the last turn they go to the last one that says "I" or "we".
    """
    surname = name.rpartition(" ")[2].casefold()
    found: list[tuple[int, int]] = []
    certain = 0
    for paragraph in _PARAGRAPH.finditer(line.string, line.end(), end):
        words = paragraph.group().strip()
        if len(surname) > 1 and surname in words.casefold():
            break
        start = paragraph.start() + paragraph.group().index(words)
        if _in_body(start, zones) and not _ASIDE_ALONE.match(words):
            found.append((start, start + len(words)))
            certain = len(found) if _OF_ONESELF.search(words) else certain
    return tuple(found if end < len(line.string) else found[:certain])
