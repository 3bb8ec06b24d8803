"""How good a model is: stances found in held-out sentences, and questions answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from examples import Example, Floats, batch_of, by_length
from numpy.typing import NDArray
from torch import nn

RECALLS = (0.2, 0.3, 0.4, 0.5, 0.6)
BATCH = 32


@torch.no_grad()
def answers(model: nn.Module, examples: Sequence[Example]) -> list[tuple[Example, Floats]]:
    """Each example, short ones first, with the probabilities of LABELS for every two nodes."""
    model.eval()
    found = []
    for chosen in by_length(examples, BATCH):
        shares = model(**batch_of(chosen)).softmax(-1).numpy()
        for example, square in zip(chosen, shares, strict=True):
            nodes = len(example.label)
            found.append((example, square[:nodes, :nodes]))
    return found


@dataclass(frozen=True)
class PairScore:
    """The best F1 of stances in sentences, and how precise they are where so many are found."""

    f1: float
    precision: float
    recall: float
    least: float  # the probability from which a stance counts as found
    precision_at: dict[float, float]  # by recall, as far as it reaches

    def __str__(self) -> str:
        at = ", ".join(f"{100 * p:.1f} at {100 * r:.0f}" for r, p in self.precision_at.items())
        return (
            f"pair F1 {100 * self.f1:.1f} (precision {100 * self.precision:.1f}, "
            f"recall {100 * self.recall:.1f}, from {self.least:.2f}); precision at recall: {at}"
        )


def pair_score(model: nn.Module, examples: Sequence[Example]) -> PairScore:
    """Score a model on sentences: a stance is right where its pair is marked, on its side.

    How sure a stance is, is the probability that the pair is not neutral.
    """
    found = answers(model, examples)
    counted = [example.weight > 0 for example, _ in found]
    gold = np.concatenate([e.label[c] for (e, _), c in zip(found, counted, strict=True)])
    shares = np.concatenate([s[c] for (_, s), c in zip(found, counted, strict=True)])
    right = (shares[:, 1:].argmax(1) + 1 == gold) & (gold > 0)
    return score_of(1 - shares[:, 0], right, int((gold > 0).sum()))


def score_of(sure: NDArray[np.floating], right: NDArray[np.bool_], wanted: int) -> PairScore:
    """The score of answers, of which so many are wanted, taken from the surest on."""
    order = np.argsort(-sure, kind="stable")
    hits, given = right[order].cumsum(), np.arange(1, len(order) + 1)
    precision, recall, f1 = hits / given, hits / wanted, 2 * hits / (given + wanted)
    best = int(f1.argmax())
    reached = {r: float(precision[(recall >= r).argmax()]) for r in RECALLS if recall[-1] >= r}
    return PairScore(
        f1=float(f1[best]),
        precision=float(precision[best]),
        recall=float(recall[best]),
        least=float(sure[order[best]]),
        precision_at=reached,
    )


def question_score(model: nn.Module, examples: Sequence[Example]) -> float:
    """Macro-F1 of the likeliest answers to questions, in per cent."""
    found = answers(model, examples)
    gold = [int(example.label[0, 1]) for example, _ in found]
    return macro_f1(gold, [int(shares[0, 1].argmax()) for _, shares in found])


def macro_f1(gold: Sequence[int], found: Sequence[int]) -> float:
    """Mean F1 over the classes that occur in the gold answers, in per cent."""
    scores = []
    for label in set(gold):
        hits = sum(g == f == label for g, f in zip(gold, found, strict=True))
        scores.append(
            2 * hits / max(1, sum(g == label for g in gold) + sum(f == label for f in found))
        )
    return 100 * sum(scores) / len(scores)
