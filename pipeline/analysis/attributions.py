"""Attributions: from a sentence and its cues to what was said, the passages kept whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.analysis.contents import governed
from pipeline.analysis.cues import Cue, Reach, cues_in
from pipeline.analysis.fronted import around, fronted_clause, fronted_passage
from pipeline.analysis.introduced import introduced
from pipeline.analysis.sentences import Quote, Sentence, Stretch
from pipeline.analysis.speakers import Grammar, Speaker

_LATER = 4  # cues behind a cue that may end what it governs


@dataclass
class Attribution:
    """What one speaker is reported to have said: stretches of tokens, and the passages in them."""

    stretches: list[Stretch]
    quotes: list[Quote]
    sentence: Sentence  # the last one
    cue: Cue | None = None
    speaker: Speaker | None = None


def attributions_in(sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """Find who is reported to say what in a sentence, in the order of the cues."""
    found: list[Attribution] = []
    since = sentence.start
    taken: frozenset[Quote] = frozenset()
    cues = list(cues_in(sentence, grammar))
    for number, cue in enumerate(cues, start=1):
        reach = Reach(cue, cues[number : number + _LATER], sentence, grammar, since, taken)
        stretches = around(reach) or fronted_passage(reach) or introduced(reach)
        behind = [] if stretches else governed(reach)
        if not stretches and not _at_once(behind, cue):
            stretches = fronted_clause(reach)
        if stretches:
            since = max(cue.end, *(end for _, end in stretches))
        stretches = stretches or behind
        if stretches and all(stretches != a.stretches for a in found[-_LATER:]):
            quotes = [q for stretch in stretches for q in sentence.quotes_in(stretch)]
            found.append(Attribution(stretches, quotes, sentence, cue, _speaker(cue, found)))
            taken |= frozenset(quotes)
    return found


def _speaker(cue: Cue, found: Sequence[Attribution]) -> Speaker | None:
    """Give who speaks; a participle behind what somebody said is said by the same."""
    if cue.speaker is None or cue.verb.tag_ != "VBG" or not found:
        return cue.speaker
    place = cue.speaker.span.start
    inside = any(first <= place < end for first, end in found[-1].stretches)
    return found[-1].speaker if inside and cue.verb.dep_ == "advcl" else cue.speaker


def _at_once(stretches: Sequence[Stretch], cue: Cue) -> bool:
    """Tell whether what a cue governs starts right behind it, so that nothing before is said."""
    return bool(stretches) and stretches[0][0] <= cue.end + 1
