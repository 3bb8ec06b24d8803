"""An article's text cut where marks begin and end, so that marks may overlap in any way; pure."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
LINE = re.compile(r"\n+")

Row = Mapping[str, object]


@dataclass(frozen=True)
class Mark:
    """What characters `start` to `end` of a text are: a zone, a name, something said, a proof."""

    start: int
    end: int
    kind: str
    of: Row


@dataclass(frozen=True)
class Segment:
    """A stretch of a text in which no mark begins or ends; marks by kind, the widest first."""

    start: int
    text: str
    marks: Mapping[str, Sequence[Mark]]

    @property
    def end(self) -> int:
        """Give where it ends, exclusive."""
        return self.start + len(self.text)

    @property
    def begun(self) -> list[Mark]:
        """Give what begins here."""
        return [mark for marks in self.marks.values() for mark in marks if mark.start == self.start]

    @property
    def anchored(self) -> bool:
        """Say whether something begins here that links lead to."""
        return any(mark.kind in ("said", "proof") for mark in self.begun)

    @property
    def gap(self) -> bool:
        """Say whether it is but the space between two paragraphs."""
        return "gap" in self.marks

    @property
    def zone(self) -> object | None:
        """Name the zone it stands in, the narrowest if it stands in several."""
        return self._narrowest("zone", "name")

    @property
    def name(self) -> Row | None:
        """Give whom it names, the narrowest name if it stands in several."""
        found = self.marks.get("name")
        return found[-1].of if found else None

    @property
    def said(self) -> object | None:
        """Tell how it quotes what was said, if it does."""
        return self._narrowest("said", "kind")

    @property
    def side(self) -> object | None:
        """Tell which side it proves; `both` where it proves several, None where it proves none."""
        sides = {mark.of["side"] for mark in self.marks.get("proof", ())}
        return sides.pop() if len(sides) == 1 else "both" if sides else None

    @property
    def proven(self) -> list[object]:
        """Number the stances whose proof ends here."""
        return [mark.of["note"] for mark in self.ends("proof")]

    def ends(self, kind: str) -> list[Mark]:
        """Give the marks of a kind that end where it ends."""
        return [mark for mark in self.marks.get(kind, ()) if mark.end == self.end]

    def _narrowest(self, kind: str, field: str) -> object | None:
        found = self.marks.get(kind)
        return found[-1].of[field] if found else None


@dataclass(frozen=True)
class Paragraph:
    """Some segments, and the stances whose proof begins in them."""

    segments: Sequence[Segment]
    notes: Sequence[Row]


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """Cut a text where marks begin or end; what reaches beyond the text is cut off.

    All segments together are the text.
    """
    begin = defaultdict(list)
    places = {0, len(text)}
    for mark in marks:
        if mark.start < min(mark.end, len(text)):
            begin[mark.start].append(mark)
            places |= {mark.start, min(mark.end, len(text))}
    open_: list[Mark] = []
    cut = []
    for start, end in pairwise(sorted(places)):
        open_ = [mark for mark in open_ if mark.end > start]
        open_ = sorted([*open_, *begin[start]], key=lambda m: (m.start - m.end, m.start))
        by_kind: dict[str, list[Mark]] = {}
        for mark in open_:
            by_kind.setdefault(mark.kind, []).append(mark)
        cut.append(Segment(start, text[start:end], by_kind))
    return cut


def paragraphs(text: str, marks: Sequence[Mark]) -> Iterator[Paragraph]:
    """Cut a text into paragraphs of segments, each with the stances whose proof begins there.

    A paragraph ends at a blank line; in a text without any, at each end of a line.
    """
    ending = BLANK_LINE if BLANK_LINE.search(text.strip()) else LINE
    gaps = [Mark(found.start(), found.end(), "gap", {}) for found in ending.finditer(text)]
    together: list[Segment] = []
    for segment in segments(text, [*marks, *gaps]):
        together.append(segment)
        if segment.ends("gap") or segment.end == len(text):
            notes = [mark.of for piece in together for mark in piece.begun if mark.kind == "proof"]
            yield Paragraph(together, sorted(notes, key=itemgetter("note")))
            together = []
