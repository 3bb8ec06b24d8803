"""Which way a claim goes once negation and modality are weighed, and how sure that is."""

from dataclasses import dataclass

from pipeline.analysis.stances.claims.claim import Claim, opposite
from pipeline.analysis.stances.words import lexicon
from schemas.vocabulary import Modality, Polarity

# Taken off the certainty of a claim that is not plainly asserted.
_LESS = {
    Modality.ASSERTED: 0.0,
    Modality.DESIRED: 0.0,
    Modality.CONDITIONAL: 0.1,
    Modality.POSSIBLE: 0.25,
}
NEGATED_LESS = 0.1


@dataclass(frozen=True)
class Verdict:
    """The polarity of a claim, whether a negation turned it, and its confidence."""

    polarity: Polarity
    confidence: float
    negated: bool = False


def verdict_on(claim: Claim) -> Verdict | None:
    """Weigh a claim; None where the text stops short of saying which way it goes."""
    force = claim.force
    entry = claim.rule.removeprefix("verb:")
    if force.unsaid or (force.due and claim.rule != "ought") or entry in lexicon.OF_CONTENTS:
        return None
    confidence = claim.certainty - _LESS[force.modality]
    if not force.negated:
        if entry in lexicon.ONLY_WHEN_NEGATED:
            return None
        return Verdict(claim.way, confidence)
    if claim.way is Polarity.AGAINST and claim.rule != "wanted":
        return None  # who does not oppose a thing need not be for it
    if not _turns(claim.rule) or force.modality is Modality.POSSIBLE:
        return None  # who could not support a family is not against it
    return Verdict(opposite(claim.way), confidence - NEGATED_LESS, negated=True)


def _turns(rule: str) -> bool:
    """Tell whether not being for it, in these words, is to be against it."""
    kind, _, word = rule.partition(":")
    return kind != "verb" or word in lexicon.AGAINST_WHEN_NEGATED
