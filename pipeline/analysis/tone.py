"""Tone: how the article's own sentences sound around an entity, quotations left out."""

from bisect import bisect
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from pipeline.analysis.entities.cast import Cast
from pipeline.analysis.quotations.quotations import Quoted
from pipeline.analysis.valence import valence
from schemas.contracts import Tone


def tones_of(doc: Doc, cast: Cast, quoted: Sequence[Quoted]) -> tuple[Tone, ...]:
    """Give the tone of each entity that at least one sentence with a coloured word mentions."""
    said = _words_of_others(quoted)
    sentences = list(doc.sents)
    begun = [sentence.start for sentence in sentences]
    colours = {s.start: c for s in sentences if any(c := _colours(s, cast, said))}
    tones = []
    for member in cast.members:
        starts = {begun[bisect(begun, a.span.start) - 1] for a in member.appearances}
        starts &= colours.keys()
        good = sum(colours[start][0] for start in starts)
        bad = sum(colours[start][1] for start in starts)
        if starts:
            score = round((good - bad) / (good + bad), 3)
            tones.append(Tone(entity=member.id, score=score, sentences=len(starts)))
    return tuple(tones)


def _words_of_others(quoted: Sequence[Quoted]) -> frozenset[int]:
    return frozenset(
        i
        for quotation in quoted
        if quotation.verbatim
        for span in quotation.spans
        for i in range(span.start, span.end)
    )


def _colours(sentence: Span, cast: Cast, said: frozenset[int]) -> tuple[float, float]:
    """Give how much good and how much bad a sentence's own words say; names say neither."""
    coloured = ((token, valence(token)) for token in sentence)
    values = [v for t, v in coloured if v and t.i not in said and cast.at(t) is None]
    return sum(v for v in values if v > 0), -sum(v for v in values if v < 0)
