"""Passages without a cue beside them: said by whoever speaks already, or was just introduced."""

from collections.abc import Sequence

from pipeline.analysis.attributions import Attribution
from pipeline.analysis.cues import Cue, cues_in
from pipeline.analysis.sentences import Quote, Sentence
from pipeline.analysis.speakers import Grammar, Speaker

_PLAIN = 10  # words of a sentence that introduces who speaks next, as "Putin was blunt."
_PERSONS = frozenset("he she they".split())


def announced(
    sentence: Sentence, before: Sentence | None, said: Sequence[Attribution], grammar: Grammar
) -> list[Attribution]:
    """Find what a colon announces: at the end of the line before, or behind a name."""
    if not sentence.quotes:
        return []
    if sentence.bare and before is not None and before.leads:
        return _by_colon(sentence, before, before.end, grammar)
    first = sentence.quotes[0].span.start
    if first - 1 > sentence.start and sentence.doc[first - 1].text == ":":
        return _by_colon(sentence, sentence, first - 1, grammar)
    return []


def continued(
    sentence: Sentence, before: Sentence | None, said: Sequence[Attribution]
) -> list[Attribution]:
    """Give a sentence that is nothing but a passage to whoever spoke in the one before.

    The passage is added to what that speaker said; nothing new is found.
    """
    if not sentence.bare or not said or before is None:
        return []
    running = _running(said, before)
    if running is None or not sentence.quotes[0].starts:
        return []
    running.stretches.extend(q.stretch for q in sentence.quotes)
    running.quotes.extend(sentence.quotes)
    running.sentence = sentence
    return []


def introduced_by(
    sentence: Sentence, before: Sentence | None, said: Sequence[Attribution], grammar: Grammar
) -> list[Attribution]:
    """Find what the subject of a plain sentence says next: Venn was blunt. "We will build." """
    if not sentence.bare or before is None or before.quotes or before.leads:
        return []
    if said and said[-1].sentence in (before, sentence):
        return []
    speaker = _subject(before, grammar)
    whole = all(q.starts and q.ends for q in sentence.quotes)
    if speaker is None or not whole or before.end - before.start > _PLAIN:
        return []
    return [_attribution(sentence, None, speaker)]


def _running(said: Sequence[Attribution], before: Sentence) -> Attribution | None:
    """Find the outermost of what was said in the sentence before."""
    last = [a for a in said[-6:] if a.sentence is before]
    return next((a for a in reversed(last) if not any(_within(a, b) for b in last)), None)


def _within(inner: Attribution, outer: Attribution) -> bool:
    if inner is outer:
        return False
    start = min(first for first, _ in inner.stretches)
    return any(first < start < end for first, end in outer.stretches)


def _by_colon(
    sentence: Sentence, leading: Sentence, end: int, grammar: Grammar
) -> list[Attribution]:
    cues = [cue for cue in cues_in(leading, grammar) if cue.verb.i < end]
    cue = cues[-1] if cues else None
    speaker = cue.speaker if cue is not None else _subject(leading, grammar)
    return [_attribution(sentence, cue, speaker)]


def _subject(sentence: Sentence, grammar: Grammar) -> Speaker | None:
    """Find who a sentence is about: the subject of its main verb, if that is a person."""
    for token in sentence.outside():
        subject = grammar.subjects.get(token.i)
        if subject is not None:
            person = subject.ent_type_ == "PERSON" or subject.lower_ in _PERSONS
            return grammar.named(subject) if person else None
    return None


def _attribution(sentence: Sentence, cue: Cue | None, speaker: Speaker | None) -> Attribution:
    quotes: list[Quote] = list(sentence.quotes)
    return Attribution([q.stretch for q in quotes], quotes, sentence, cue, speaker)
