"""Quotations: what was said, the cue that reports it, and the words that name the speaker."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline.analysis.attributions import Attribution, attributions_in
from pipeline.analysis.cast import Cast
from pipeline.analysis.sentences import Sentence, sentences_of
from pipeline.analysis.speakers import Grammar
from schemas.contracts import QuotationKind, Zone

_DIRECT_FROM = 0.9  # share of a quotation's characters between marks; as the shared set has it
_MIXED_FROM = 0.02


@dataclass(frozen=True)
class Quoted:
    """A quotation as token spans; the speaker may be a name, a pronoun or a phrase.

    `speakers` are the head nouns of those who speak: of "Putin's spokesman", the spokesman.
    """

    kind: QuotationKind
    spans: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None
    speakers: tuple[Token, ...] = ()


def quoted_passages(doc: Doc, cast: Cast, zones: Sequence[Zone]) -> tuple[Quoted, ...]:
    """Find the quotations of a document, in text order.

    Marks without a cue (titles, scare quotes) are not quotations.
    """
    grammar = Grammar(doc)
    said: list[Attribution] = []
    for sentence in sentences_of(doc, zones):
        here = attributions_in(sentence, grammar)
        said = [*said, *here] if here else _continued(said, sentence)
    return tuple(_quoted(a) for a in said)


def _continued(said: list[Attribution], sentence: Sentence) -> list[Attribution]:
    """Give a sentence that is nothing but a passage to whoever is speaking, if it goes on."""
    if not said or not sentence.bare:
        return said
    running = said[-1]
    gap = sentence.paragraph - running.paragraph
    if gap > 2 or not sentence.quotes[0].starts:
        return said
    stretches = [(q.span.start, q.span.end) for q in sentence.quotes]
    running.stretches.extend(stretches)
    running.quotes.extend(sentence.quotes)
    running.paragraph = sentence.paragraph
    return said


def _quoted(attribution: Attribution) -> Quoted:
    doc = attribution.doc
    spans = tuple(doc[start:end] for start, end in sorted(attribution.stretches))
    size = sum(len(s.text) for s in spans)
    share = sum(len(q.span.text) for q in attribution.quotes) / size
    kind = (
        QuotationKind.DIRECT
        if share > _DIRECT_FROM
        else QuotationKind.MIXED
        if share >= _MIXED_FROM
        else QuotationKind.INDIRECT
    )
    speaker = attribution.cue.speaker if attribution.cue is not None else None
    return Quoted(
        kind,
        spans,
        attribution.cue.span() if attribution.cue is not None else None,
        speaker.span if speaker is not None else None,
        speaker.heads if speaker is not None else (),
    )
