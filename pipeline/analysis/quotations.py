"""Quotations: what was said, the cue that reports it, and the words that name the speaker."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from pipeline.analysis.cast import Cast
from schemas.contracts import QuotationKind, Zone


@dataclass(frozen=True)
class Quoted:
    """A quotation as token spans; the speaker may be a name, a pronoun or a phrase."""

    kind: QuotationKind
    spans: tuple[Span, ...]
    cue: Span | None
    speaker: Span | None


def quoted_passages(doc: Doc, cast: Cast, zones: Sequence[Zone]) -> tuple[Quoted, ...]:
    """Find the quotations of a document, in text order.

    Marks without a cue (titles, scare quotes) are not quotations.
    """
    return ()
