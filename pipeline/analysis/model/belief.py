"""How far to believe the model of a pair, by what else its article says.

The model reads one sentence. Whether a reader of the article would agree hangs on the rest too:
whether holder and target stand so elsewhere, and whether others lean the same way. A logistic
regression weighs that, as Platt (1999) weighs a score alone; `training/fit_belief.py` fitted it to
pairs read against their articles.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from statistics import fmean

from pipeline.analysis.model.pairs import Candidate, Stated
from pipeline.analysis.model.stance_model import Scores, StanceModel
from schemas.vocabulary import Polarity

_SIDES = (Polarity.FOR, Polarity.AGAINST)
_OPPOSITE = dict(zip(_SIDES, reversed(_SIDES), strict=True))
_NEAREST = 1e-4  # a probability nearer to 0 or 1 says no more
# Taken for `shared` where nobody else speaks of the target.
_USUAL_SHARED = 0.3


@dataclass(frozen=True)
class Signs:
    """What speaks for the side that the model leans to, or against it."""

    log_odds: float
    again: float  # how much likelier it is than the other side in the pair's other sentences, mean
    shared: float  # how probable that side is of other holders and this target, mean
    stated: float  # 1 where a rule reads that side in another sentence of the two, -1 the other
    beside: float  # 1 where the sentence only names both, and a rule reads something in another
    supposed: float  # 1 where the sentence may only suppose or ask for what it says
    rivals: float  # how many other pairs are asked about in the sentence


WEIGHTS = Signs(
    log_odds=0.66,
    again=0.81,
    shared=1.68,
    stated=1.29,
    beside=-1.17,
    supposed=-0.94,
    rivals=-0.64,
)
CONSTANT = -1.67


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
    again = [s[side] - s[_OPPOSITE[side]] for other, s in others if other.two == pair.two]
    on_target = [(other, s) for other, s in others if other.target.name == pair.target.name]
    shared = [s[side] for other, s in on_target if other.holder.name != pair.holder.name]
    signs = Signs(
        log_odds=math.log(probability / (1 - probability)),
        again=fmean(again) if again else 0.0,
        shared=fmean(shared) if shared else _USUAL_SHARED,
        stated=float((*pair.two, side) in known) - float((*pair.two, _OPPOSITE[side]) in known),
        beside=float(pair.beside),
        supposed=float(pair.supposed),
        rivals=float(sum(other.place[:2] == pair.place[:2] for other, _ in others)),
    )
    return Leaning(pair, side, signs)


def _side(score: Scores) -> Polarity:
    return max(_SIDES, key=score.__getitem__)
