"""Transcripts: what is said in the turns of an exchange, and by whom."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.attrs import IDX
from spacy.tokens import Doc

from pipeline.analysis.layout.speaker_labels import Naming
from pipeline.analysis.layout.turns import Turn, turns_of
from pipeline.analysis.quotations.attributions import Attribution
from pipeline.analysis.quotations.cues import Cue
from pipeline.analysis.quotations.interviewees import by_initials, interviewee, people_around
from pipeline.analysis.quotations.sentences import Quote, Sentence, quotes_of
from pipeline.analysis.quotations.speakers import Speaker
from schemas.contracts import Zone

TURN = "turn"  # the id of the rule that finds them


def turns_in(doc: Doc, text: str, zones: Sequence[Zone]) -> list[Attribution]:
    """Find the turns of an exchange: each is what the one named by its label says."""
    turns = turns_of(text, zones)
    if not turns:
        return []
    starts = doc.to_array(IDX).tolist()
    quotes = sorted(quotes_of(doc, starts, text).values(), key=lambda q: q.span.start)
    people = people_around(doc, turns, zones)
    answering, bearers = interviewee(people, zones), by_initials(people)
    found = []
    for turn in turns:
        name = text[slice(*turn.name)]
        if turn.naming in (Naming.NAME, Naming.PART):
            named = doc.char_span(*turn.name, alignment_mode="expand")
        elif turn.naming is Naming.INITIALS:
            named = bearers.get(name.replace(".", ""))
        else:
            named = answering if turn.naming is Naming.ANSWER else None
        speaker = None if named is None else Speaker(named, (named[-1],))
        found.append(_attribution(doc, starts, quotes, turn, speaker))
    return found


def _attribution(
    doc: Doc, starts: Sequence[int], quotes: Sequence[Quote], turn: Turn, speaker: Speaker | None
) -> Attribution:
    stretches = [(bisect_left(starts, a), bisect_left(starts, b)) for a, b in turn.said]
    first, end = bisect_right(starts, turn.start) - 1, stretches[-1][1]
    label = bisect_left(starts, turn.end) - 1
    low = bisect_right(quotes, first, key=lambda q: q.span.end)
    high = bisect_left(quotes, end, key=lambda q: q.span.start)
    cue = Cue(doc[label], speaker, first, label + 1)
    line = Sentence(doc, first, end, (), -1)  # in no paragraph: nothing continues a turn
    return Attribution(TURN, stretches, list(quotes[low:high]), line, cue, speaker)
