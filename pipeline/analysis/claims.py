"""A claim: what a sentence's grammar says of who is for or against what, names not yet known."""

from dataclasses import dataclass

from spacy.tokens import Token

from pipeline.analysis.modality import Force
from schemas.contracts import Polarity


@dataclass(frozen=True)
class Claim:
    """Somebody is for or against something, read off one predicate.

    Without holders it is what the sentence itself says: then whoever says it holds it.
    """

    predicate: Token
    holders: tuple[Token, ...]
    target: Token
    way: Polarity
    rule: str
    force: Force
    certainty: float
    proof: Token | None = None  # the word of praise or blame, where that is not the predicate


def opposite(way: Polarity) -> Polarity:
    """Turn for into against and against into for."""
    return Polarity.AGAINST if way is Polarity.FOR else Polarity.FOR
