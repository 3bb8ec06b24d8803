"""Passages without a cue beside them: said by whoever speaks already, or was just introduced."""

from collections.abc import Sequence

from pipeline.analysis.quotations.attributions import Attribution
from pipeline.analysis.quotations.cues import Cue, cues_in, described
from pipeline.analysis.quotations.sentences import Quote, Sentence
from pipeline.analysis.quotations.speakers import Grammar, Speaker
from pipeline.analysis.quotations.speech_cues import SPEECH

_AT_ONCE = 6  # attributions of one sentence that are looked at
_DASHES = frozenset(("-", "–", "—", "―", "--"))
_NAMING = frozenset(("PROPN", "DET", "NOUN", "ADJ"))
_SIGNATURE = 14  # words of a line that signs a passage
_PLAIN = 10  # words of a sentence that introduces who speaks next, as "Putin was blunt."
_PERSONS = frozenset("he she they".split())


def announced(sentence: Sentence, before: Sentence | None, grammar: Grammar) -> list[Attribution]:
    """Find what a colon announces: at the end of the line before, or behind a name."""
    if not sentence.quotes:
        return []
    if sentence.bare and before is not None and before.leads:
        return _by_colon(sentence, before, before.end, grammar)
    first = sentence.quotes[0].span.start
    lead = sentence.doc[sentence.start : first].text.rstrip()
    return _by_colon(sentence, sentence, first - 1, grammar) if lead.endswith(":") else []


def signed(sentence: Sentence, after: Sentence | None, grammar: Grammar) -> list[Attribution]:
    """Find who signs a passage behind a dash: "X." — Mara Venn, 24."""
    if not sentence.quotes:
        return []
    start = sentence.quotes[-1].span.end
    signing = sentence
    if sentence.bare and not any(t.text in _DASHES for t in sentence.doc[start : sentence.end]):
        if after is None or after.quotes or after.paragraph > sentence.paragraph + 1:
            return []
        start, signing = after.start, after
    start = _word_from(start, signing)
    name = _word_from(start + 1, signing)
    if name >= signing.end or sentence.doc[start].text not in _DASHES:
        return []
    if signing.end - start > _SIGNATURE or sentence.doc[name].pos_ not in _NAMING:
        return []
    speaker = described(name, signing)
    cue = Cue(sentence.doc[start], speaker, start, start + 1)
    return [_attribution("signed", sentence, cue, speaker)]


def continued(
    sentence: Sentence, before: Sentence | None, said: Sequence[Attribution]
) -> list[Attribution]:
    """Give a sentence that is nothing but a passage to whoever spoke in the one before.

    The passage is added to what that speaker said; nothing new is found.
    """
    if not sentence.bare or not said or before is None:
        return []
    running = _running(said, sentence, before)
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
    return [_attribution("introduced-by", sentence, None, speaker)]


def _word_from(place: int, sentence: Sentence) -> int:
    """Give the first token from a place on that is no space."""
    while place < sentence.end and sentence.doc[place].is_space:
        place += 1
    return place


def _running(
    said: Sequence[Attribution], sentence: Sentence, before: Sentence
) -> Attribution | None:
    """Find who is speaking: of the sentence before, else whose passage began the paragraph."""
    last = [a for a in said[-_AT_ONCE:] if a.sentence is before]
    whole = next((a for a in reversed(last) if _is_whole(a)), None)
    if whole is not None:
        return whole
    outer = (a for a in reversed(last) if _says(a) and not any(_within(a, b) for b in last))
    if (saying := next(outer, None)) is not None:
        return saying
    same = (a for a in reversed(said[-_AT_ONCE:]) if a.sentence.paragraph == sentence.paragraph)
    return next((a for a in same if _is_whole(a)), None)


def _says(attribution: Attribution) -> bool:
    return attribution.cue is not None and attribution.cue.verb.lemma_ in SPEECH


def _is_whole(attribution: Attribution) -> bool:
    return bool(attribution.quotes) and attribution.quotes[-1].starts


def _within(inner: Attribution, outer: Attribution) -> bool:
    if inner is outer:
        return False
    start = min(first for first, _ in inner.stretches)
    return any(first < start < end for first, end in outer.stretches)


def _by_colon(
    sentence: Sentence, leading: Sentence, end: int, grammar: Grammar
) -> list[Attribution]:
    cues = [cue for cue in cues_in(leading, grammar) if cue.verb.i < end]
    if cues:
        return [_attribution("announced", sentence, cues[-1], cues[-1].speaker)]
    verbless = not any(t.pos_ in ("VERB", "AUX") for t in leading.doc[leading.start : end])
    speaker = described(leading.start, leading) if verbless else _subject(leading, grammar)
    if speaker is None and sentence is leading:
        return []
    return [_attribution("announced", sentence, None, speaker)]


def _subject(sentence: Sentence, grammar: Grammar) -> Speaker | None:
    """Find who a sentence is about: the subject of its main verb, if that is a person."""
    for token in sentence.outside():
        subject = grammar.subjects.get(token.i)
        if subject is not None:
            speaker = grammar.named(subject)
            named = any(head.ent_type_ == "PERSON" for head in speaker.heads)
            return speaker if named or subject.lower_ in _PERSONS else None
    return None


def _attribution(
    rule: str, sentence: Sentence, cue: Cue | None, speaker: Speaker | None
) -> Attribution:
    quotes: list[Quote] = list(sentence.quotes)
    return Attribution(rule, [q.stretch for q in quotes], quotes, sentence, cue, speaker)
