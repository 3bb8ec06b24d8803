"""How far to believe the model of a pair, by what else its article says.

The model reads one sentence. Whether a reader of the article would agree hangs on the rest too:
whether it leans the same way where the same two stand in another sentence, whether people take
sides in this article at all, whether "he" may be somebody else. A logistic regression weighs that,
as Platt (1999) weighs a score alone; `training/fit_belief.py` fitted it to pairs read against their
articles.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from statistics import fmean

from pipeline.analysis.model.pairs import Bond, Candidate, Stated
from pipeline.analysis.model.stance_model import Scores, StanceModel
from schemas.vocabulary import Polarity

_SIDES = (Polarity.FOR, Polarity.AGAINST)
_NEAREST = 1e-4  # a probability nearer to 0 or 1 says no more
_USUAL = 0.6  # taken for `elsewhere` where the article has no other pair


@dataclass(frozen=True)
class Signs:
    """What speaks for the side that the model leans to, or against it."""

    log_odds: float
    again: float  # the highest probability of that side in another sentence about the same two
    stated: float  # 1 where a rule reads that side in another sentence about the same two
    doubtful: float  # 1 where "he" may be yet another person
    acts: float  # 1 where the holder deals with the target rather than speaks of it
    beside: float  # 1 where the sentence names the two and no more is known of how it binds them
    elsewhere: float  # how sure of a side the model is of the article's other pairs, in the mean
    rivals: float  # of how many others the holder speaks in the sentence


WEIGHTS = Signs(
    log_odds=0.44,
    again=0.83,
    stated=1.37,
    doubtful=-0.63,
    acts=0.14,
    beside=-0.72,
    elsewhere=2.03,
    rivals=-0.32,
)
CONSTANT = -2.19


@dataclass(frozen=True)
class Leaning:
    """A pair, the side that the model leans to, and what speaks for it."""

    pair: Candidate
    side: Polarity
    signs: Signs

    @property
    def belief(self) -> float:
        """The probability that a reader of the article would agree."""
        pairs = zip(astuple(WEIGHTS), astuple(self.signs), strict=True)
        weighed = sum(weight * sign for weight, sign in pairs)
        return 1 / (1 + math.exp(-CONSTANT - weighed))


def leanings(
    pairs: Sequence[Candidate], model: StanceModel, stated: Collection[Stated]
) -> list[Leaning]:
    """Ask the model about the pairs of an article, and weigh each answer by the others.

    `stated` is what the rules read in the article.
    """
    answers = list(zip(pairs, model.scores([pair.question for pair in pairs]), strict=True))
    known = {told[1:] for told in stated}
    return [_leaning(pair, score, answers, known) for pair, score in answers]


def _leaning(
    pair: Candidate,
    score: Scores,
    answers: Sequence[tuple[Candidate, Scores]],
    known: Collection[tuple[str, str, Polarity]],
) -> Leaning:
    side = _side(score)
    probability = min(max(score[side], _NEAREST), 1 - _NEAREST)
    others = [(other, s) for other, s in answers if other is not pair]
    elsewhere = [s[_side(s)] for other, s in others if other.two != pair.two]
    signs = Signs(
        log_odds=math.log(probability / (1 - probability)),
        again=max((s[side] for other, s in others if other.two == pair.two), default=0.0),
        stated=float((*pair.two, side) in known),
        doubtful=float(pair.doubtful),
        acts=float(pair.bond is Bond.ACTS),
        beside=float(pair.bond is Bond.BESIDE),
        elsewhere=fmean(elsewhere) if elsewhere else _USUAL,
        rivals=float(sum(other.place[:2] == pair.place[:2] for other, _ in others)),
    )
    return Leaning(pair, side, signs)


def _side(score: Scores) -> Polarity:
    return max(_SIDES, key=score.__getitem__)
