"""Quotations: what was said, the cue that reports it, and the words that name the speaker."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from pipeline.analysis.entities.cast import Cast
from pipeline.analysis.quotations.attributions import Attribution, attributions_in
from pipeline.analysis.quotations.continued import announced, continued, introduced_by, signed
from pipeline.analysis.quotations.senses import is_said
from pipeline.analysis.quotations.sentences import sentences_of
from pipeline.analysis.quotations.sources import is_unnamed, source
from pipeline.analysis.quotations.speakers import Grammar, Speaker
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
    found_in = (_quoted(doc, attribution, grammar) for attribution in in_order)
    return tuple(quoted for quoted in found_in if quoted is not None)


def speaking(quoted: Quoted, cast: Cast) -> tuple[str, ...]:
    """Name the entities that speak: of "Putin's spokesman", not Putin."""
    found = (cast.at(head) for head in quoted.speakers)
    return tuple(dict.fromkeys(i for i in found if i is not None))


def _quoted(doc: Doc, attribution: Attribution, grammar: Grammar) -> Quoted | None:
    """Give a quotation its kind and source; what nobody thinks, or a thing "says", is none."""
    spans = tuple(doc[start:end] for start, end in sorted(attribution.stretches))
    kind = _kind(attribution, sum(len(s.text) for s in spans), grammar)
    named = attribution.speaker
    speaker = None if named is None else source(named, grammar)
    if speaker is None and _is_nothing(kind, named):
        return None
    return Quoted(
        kind,
        spans,
        None if attribution.cue is None else attribution.cue.span(),
        None if speaker is None else speaker.span,
        () if speaker is None else speaker.heads,
        attribution.rule,
    )


def _is_nothing(kind: QuotationKind, named: Speaker | None) -> bool:
    """Tell whether words without a source are no quotation: thought by nobody, or by a thing."""
    if kind is QuotationKind.ATTITUDE:
        return True
    return kind is QuotationKind.INDIRECT and named is not None and not is_unnamed(named)


def _kind(attribution: Attribution, characters: int, grammar: Grammar) -> QuotationKind:
    share = sum(len(q.span.text) for q in attribution.quotes) / characters
    if share > _DIRECT_FROM:
        return QuotationKind.DIRECT
    if share >= _MIXED_FROM:
        return QuotationKind.MIXED
    cue = attribution.cue
    said = cue is None or is_said(cue, attribution.stretches[0], grammar)
    return QuotationKind.INDIRECT if said else QuotationKind.ATTITUDE
