"""Tone: how the article's own sentences sound around an entity, quotations left out."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from pipeline.analysis.entities.cast import Cast
from pipeline.analysis.quotations.quotations import Quoted
from pipeline.analysis.valence import valence
from schemas.contracts import Tone
from schemas.vocabulary import QuotationKind


def tones_of(doc: Doc, cast: Cast, quoted: Sequence[Quoted]) -> tuple[Tone, ...]:
    """Give the tone of each entity that at least one sentence with a coloured word mentions."""
    said = _words_of_others(quoted)
    colours = {s.start: c for s in doc.sents if any(c := _colours(s, cast, said))}
    tones = []
    for member in cast.members:
        starts = {a.span.sent.start for a in member.appearances} & colours.keys()
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
        if quotation.kind is not QuotationKind.INDIRECT
        for span in quotation.spans
        for i in range(span.start, span.end)
    )


def _colours(sentence: Span, cast: Cast, said: frozenset[int]) -> tuple[float, float]:
    """Give how much good and how much bad a sentence's own words say; names say neither."""
    own = (t for t in sentence if t.i not in said and cast.at(t) is None)
    values = [valence(token) for token in own]
    return sum(v for v in values if v > 0), -sum(v for v in values if v < 0)
