"""Attributions: from a sentence and its cues to what was said, the passages kept whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.analysis.quotations.contents import governed, governed_at_once
from pipeline.analysis.quotations.cues import Cue, Reach, cues_in
from pipeline.analysis.quotations.fronted import around, fronted_clause, fronted_passage
from pipeline.analysis.quotations.introduced import introduced
from pipeline.analysis.quotations.sentences import Quote, Sentence, Stretch
from pipeline.analysis.quotations.speakers import Grammar, Speaker

_LATER = 4  # cues behind a cue that may end what it governs

# Where a cue may stand to what it reports, tried in this order; each by the id of its rule.
_RULES = (
    ("according-to", around),
    ("passage-before-cue", fronted_passage),
    ("passage-behind-cue", introduced),
    ("content-at-cue", governed_at_once),
    ("clause-before-cue", fronted_clause),
    ("content-behind-cue", governed),
)
_OWNING = frozenset(rule for rule, _ in _RULES if not rule.startswith("content-"))


@dataclass
class Attribution:
    """What one speaker is reported to have said: stretches of tokens, and the passages in them."""

    rule: str
    stretches: list[Stretch]
    quotes: list[Quote]
    sentence: Sentence  # the last one
    cue: Cue | None = None
    speaker: Speaker | None = None


def attributions_in(sentence: Sentence, grammar: Grammar) -> list[Attribution]:
    """Find who is reported to say what in a sentence, in the order of the cues."""
    found: list[Attribution] = []
    since = sentence.start
    taken: set[Quote] = set()
    cues = list(cues_in(sentence, grammar))
    for number, cue in enumerate(cues, start=1):
        reach = Reach(cue, cues[number : number + _LATER], sentence, grammar, since, taken)
        rule, stretches = _first_found(reach)
        if rule in _OWNING:
            since = max(cue.end, *(end for _, end in stretches))
        if stretches and all(stretches != a.stretches for a in found[-_LATER:]):
            quotes = [q for stretch in stretches for q in sentence.quotes_in(stretch)]
            speaker = _speaker(cue, found)
            found.append(Attribution(rule, stretches, quotes, sentence, cue, speaker))
            taken.update(quotes)
    return found


def _first_found(reach: Reach) -> tuple[str, list[Stretch]]:
    """Give what the first rule that fits finds, and its id; of none, nothing."""
    for rule, stretches_of in _RULES:
        if stretches := stretches_of(reach):
            return rule, stretches
    return "", []


def _speaker(cue: Cue, found: Sequence[Attribution]) -> Speaker | None:
    """Give who speaks; a participle behind what somebody said is said by the same."""
    if cue.speaker is None or cue.verb.tag_ != "VBG" or not found:
        return cue.speaker
    place = cue.speaker.span.start
    inside = any(first <= place < end for first, end in found[-1].stretches)
    return found[-1].speaker if inside and cue.verb.dep_ == "advcl" else cue.speaker
