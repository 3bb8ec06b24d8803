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
_UNFINISHED = frozenset(("VBG", "VB"))  # "suggesting that"; "going on to say that"
_WHOLE = frozenset(("passage-before-cue", "passage-behind-cue"))
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
    return _by_outermost(found)


def _by_outermost(found: list[Attribution]) -> list[Attribution]:
    """Leave what is marked in one's words to that speaker: he said that Venn wants "more".

    A whole passage with a cue of its own, or a claim that is spoken of, keeps its speaker.
    """
    for place, inner in enumerate(found):
        beside = found[max(0, place - _LATER) : place + _LATER + 1]
        if inner.rule not in _WHOLE and any(_within(inner, outer) for outer in beside):
            inner.quotes = []
    return found


def _within(inner: Attribution, outer: Attribution) -> bool:
    """Tell whether all that one says is part of a longer stretch of what another says."""
    if _is_spoken_of(inner, outer):
        return False
    start, end = inner.stretches[0][0], inner.stretches[-1][1]
    return any(
        first <= start and end <= last and (start, end) != (first, last)
        for first, last in outer.stretches
    )


def _is_spoken_of(claim: Attribution, outer: Attribution) -> bool:
    """Tell whether a noun that says something is itself an object: "he denied her claim that"."""
    if claim.cue is None or outer.cue is None:
        return False
    return claim.cue.verb.pos_ == "NOUN" and claim.cue.verb.head.i == outer.cue.verb.i


def _first_found(reach: Reach) -> tuple[str, list[Stretch]]:
    """Give what the first rule that fits finds, and its id; of none, nothing."""
    for rule, stretches_of in _RULES:
        if stretches := stretches_of(reach):
            return rule, stretches
    return "", []


def _speaker(cue: Cue, found: Sequence[Attribution]) -> Speaker | None:
    """Give who speaks; a participle behind what somebody said is said by the same."""
    if not found or cue.verb.tag_ not in _UNFINISHED:
        return cue.speaker
    last = found[-1]
    if cue.speaker is None:
        return last.speaker if last.rule in _OWNING else None
    place = cue.speaker.span.start
    inside = any(first <= place < end for first, end in last.stretches)
    participle = cue.verb.tag_ == "VBG" and cue.verb.dep_ == "advcl"
    return last.speaker if inside and participle else cue.speaker
