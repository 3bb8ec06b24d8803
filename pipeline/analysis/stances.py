"""Stances: who is for or against what, which way, and the words that prove it."""

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.analysis.cast import Cast
from pipeline.analysis.quotations import Quoted
from schemas.contracts import Stance, Zone


def stances_in(
    doc: Doc, cast: Cast, quoted: Sequence[Quoted], zones: Sequence[Zone]
) -> tuple[Stance, ...]:
    """Find the stances a document states, in text order; where it states none, there is none."""
    return ()
