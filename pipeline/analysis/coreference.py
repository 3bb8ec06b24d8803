"""Pronouns, titles and roles resolved to the entities they stand for, where that is sure."""

from collections.abc import Sequence

from pipeline.analysis.cast import Cast
from pipeline.analysis.quotations import Quoted


def resolved(cast: Cast, quoted: Sequence[Quoted]) -> Cast:
    """Add the mentions that are not names; inside quotations, "I" is the speaker."""
    return cast
