"""Quotations: what was said, the cue that reports it, and the words that name the speaker."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline.analysis.entities.cast import Cast
from pipeline.analysis.quotations.attributions import Attribution, attributions_in
from pipeline.analysis.quotations.continued import announced, continued, introduced_by, signed
from pipeline.analysis.quotations.sentences import sentences_of
from pipeline.analysis.quotations.speakers import Grammar
from pipeline.analysis.quotations.transcripts import TURN, turns_in
from schemas.contracts import Zone
from schemas.vocabulary import QuotationKind

_DIRECT_FROM = 0.9  # share of a quotation's characters between marks; as the shared set has it
_MIXED_FROM = 0.02


@dataclass(frozen=True)
class Quoted:
    """A quotation as token spans; the speaker may be a name, a pronoun or a phrase.

    `speakers` are the head nouns of those who speak: of "Putin's spokesman", the spokesman;
    `rule` is the id of the rule that found it.
    """

    kind: QuotationKind
    spans: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None
    speakers: tuple[Token, ...] = ()
    rule: str = ""

    @property
    def verbatim(self) -> bool:
        """Tell whether these are the speaker's own words: marked, or a turn of a transcript."""
        return self.rule == TURN or self.kind in (QuotationKind.DIRECT, QuotationKind.MIXED)


def quoted_passages(doc: Doc, zones: Sequence[Zone]) -> tuple[Quoted, ...]:
    """Find the quotations of a document, in text order.

    Marks without a cue (titles, scare quotes) are not quotations.
    """
    grammar, text = Grammar(doc), doc.text
    turns = turns_in(doc, text, zones)
    said: list[Attribution] = []
    found = sentences_of(doc, text, zones, [(t.sentence.start, t.sentence.end) for t in turns])
    for before, sentence, after in zip((None, *found), found, (*found[1:], None), strict=False):
        said.extend(
            attributions_in(sentence, grammar)
            or signed(sentence, after, grammar)
            or announced(sentence, before, grammar)
            or continued(sentence, before, said)
            or introduced_by(sentence, before, said, grammar)
        )
    in_order = sorted((*turns, *said), key=lambda a: min(a.stretches))
    return tuple(_quoted(doc, attribution) for attribution in in_order)


def speaking(quoted: Quoted, cast: Cast) -> tuple[str, ...]:
    """Name the entities that speak: of "Putin's spokesman", not Putin."""
    found = (cast.at(head) for head in quoted.speakers)
    return tuple(dict.fromkeys(i for i in found if i is not None))


def _quoted(doc: Doc, attribution: Attribution) -> Quoted:
    spans = tuple(doc[start:end] for start, end in sorted(attribution.stretches))
    speaker = attribution.speaker
    return Quoted(
        _kind(attribution, sum(len(s.text) for s in spans)),
        spans,
        None if attribution.cue is None else attribution.cue.span(),
        None if speaker is None else speaker.span,
        () if speaker is None else speaker.heads,
        attribution.rule,
    )


def _kind(attribution: Attribution, characters: int) -> QuotationKind:
    share = sum(len(q.span.text) for q in attribution.quotes) / characters
    if share > _DIRECT_FROM:
        return QuotationKind.DIRECT
    return QuotationKind.MIXED if share >= _MIXED_FROM else QuotationKind.INDIRECT
