"""How far to believe the model of a pair, by what else its article says.

The model reads one sentence. Whether a reader of the article would agree hangs on the rest too:
whether others lean the same way towards the same person, whether people take sides in this article
at all. A logistic regression weighs that, as Platt (1999) weighs a score alone;
`training/fit_belief.py` fitted it to pairs read against their articles.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from statistics import fmean

from pipeline.analysis.model.pairs import Candidate, Stated
from pipeline.analysis.model.stance_model import Scores, StanceModel
from schemas.vocabulary import Polarity

_SIDES = (Polarity.FOR, Polarity.AGAINST)
_NEAREST = 1e-4  # a probability nearer to 0 or 1 says no more
# Taken for `shared` and `partisan` where the article has no other pair to tell.
_USUAL_SHARED, _USUAL_PARTISAN = 0.3, 0.6


@dataclass(frozen=True)
class Signs:
    """What speaks for the side that the model leans to, or against it."""

    log_odds: float
    shared: float  # how probable that side is of the article's other pairs with this target, mean
    stated: float  # 1 where a rule reads that side in another sentence about the same two
    beside: float  # 1 where the holder does not speak of the target, but a rule reads something
    partisan: float  # how sure of a side the model is of the article's other pairs, in the mean
    rivals: float  # of how many others the holder speaks in the sentence


WEIGHTS = Signs(
    log_odds=0.75,
    shared=2.86,
    stated=2.31,
    beside=-1.47,
    partisan=0.55,
    rivals=-0.71,
)
CONSTANT = -2.88


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
    shared = [s[side] for other, s in others if other.target.name == pair.target.name]
    sure = [s[_side(s)] for other, s in others if other.two != pair.two]
    signs = Signs(
        log_odds=math.log(probability / (1 - probability)),
        shared=fmean(shared) if shared else _USUAL_SHARED,
        stated=float((*pair.two, side) in known),
        beside=float(pair.beside),
        partisan=fmean(sure) if sure else _USUAL_PARTISAN,
        rivals=float(sum(other.place[:2] == pair.place[:2] for other, _ in others)),
    )
    return Leaning(pair, side, signs)


def _side(score: Scores) -> Polarity:
    return max(_SIDES, key=score.__getitem__)
