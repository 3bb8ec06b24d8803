"""Transcripts: lines that open with a speaker's name and a colon, in an exchange of turns."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.attrs import IDX
from spacy.tokens import Doc

from pipeline.analysis.quotations.attributions import Attribution
from pipeline.analysis.quotations.cues import Cue
from pipeline.analysis.quotations.sentences import Quote, Sentence, quotes_of
from pipeline.analysis.quotations.speakers import Speaker
from schemas.contracts import Zone
from schemas.vocabulary import ZoneName

_TURN = re.compile(
    r"^[ \t]*[\"“']?(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})(?P<colon>:)\s+(?P<said>\S.*)$",
    re.MULTILINE,
)
_SPACES = 3  # between the words of a turn; "Venn: 52" is a score
_AGAIN = 2  # turns that a speaker takes at least in an exchange
_SPEAKERS = 2  # speakers that an exchange has at least


@dataclass(frozen=True)
class _Turn:
    start: int
    colon: int
    said: int
    end: int


def turns_in(doc: Doc, text: str, zones: Sequence[Zone]) -> list[Attribution]:
    """Find the turns of an exchange: each is what the speaker named before the colon says."""
    turns = list(_turns(text, zones))
    if not turns:
        return []
    starts = doc.to_array(IDX).tolist()
    quotes = sorted(quotes_of(doc, starts, text).values(), key=lambda q: q.span.start)
    found = (_attribution(doc, starts, quotes, turn) for turn in turns)
    return [attribution for attribution in found if attribution is not None]


def _turns(text: str, zones: Sequence[Zone]) -> Iterator[_Turn]:
    lines = [line for line in _TURN.finditer(text) if line["said"].count(" ") >= _SPACES]
    counts = Counter(line["name"] for line in lines)
    speakers = {name for name, count in counts.items() if count >= _AGAIN}
    if len(speakers) < _SPEAKERS:
        return
    begun = [zone.start for zone in zones]
    for line in lines:
        known = line["name"] in speakers or line["name"].rpartition(" ")[2] in speakers
        if known and _in_body(line.start(), zones, begun):
            said = line.start("said")
            end = said + len(line["said"].rstrip())
            yield _Turn(line.start("name"), line.start("colon"), said, end)


def _in_body(place: int, zones: Sequence[Zone], begun: Sequence[int]) -> bool:
    """Tell whether a place in the text is in no zone that starts at `begun`, or in the body."""
    index = bisect_right(begun, place) - 1
    return index < 0 or place >= zones[index].end or zones[index].name is ZoneName.BODY


def _attribution(
    doc: Doc, starts: Sequence[int], quotes: Sequence[Quote], turn: _Turn
) -> Attribution | None:
    first = bisect_right(starts, turn.start) - 1
    colon = bisect_right(starts, turn.colon) - 1
    said, end = bisect_left(starts, turn.said), bisect_left(starts, turn.end)
    if not first < colon < said < end:
        return None
    speaker = Speaker(doc[first:colon], (doc[colon - 1],))
    cue = Cue(doc[colon], speaker, first, colon + 1)
    low = bisect_right(quotes, first, key=lambda q: q.span.end)
    high = bisect_left(quotes, end, key=lambda q: q.span.start)
    held = list(quotes[low:high])
    return Attribution("turn", [(said, end)], held, _line(doc, first, end), cue, speaker)


def _line(doc: Doc, start: int, end: int) -> Sentence:
    return Sentence(doc, start, end, (), -1)  # in no paragraph: nothing continues a turn
