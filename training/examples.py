"""Training examples: texts laid out as numbers, with the answers that the model shall give."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from rows import Row
from torch import Tensor

from pipeline.analysis.model.model_input import InputFormat
from pipeline.analysis.model.sentence_input import Feed, Kind, SentenceInput
from pipeline.analysis.model.stance_model import LABELS
from pipeline.analysis.model.wordpiece import WordPiece

CERTAIN, LIKELY = 0.97, 0.65  # how probable a mark is, by its sign
MOST_CERTAIN = 0.96  # how probable the answer to a question is at most
MARK_WEIGHT = 2.0  # in the loss, as a pair read strictly; one that was not marked weighs 1
NEUTRAL = LABELS.index("neutral")
SHELF = 40  # batches among which examples are sorted by length

Batch = dict[str, Tensor]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """A text laid out, and for every two of its nodes the label, its probability, and its weight.

    A pair without weight is not learnt. `taught` is how probable an earlier model finds each label.
    """

    feed: Feed
    label: NDArray[np.int64]
    certainty: Floats
    weight: Floats
    taught: Floats | None = None

    @property
    def tokens(self) -> int:
        """How long it is."""
        return len(self.feed["ids"])


def sentence_example(line: dict[str, Any], tokens: WordPiece) -> Example:
    """A line of `sentences.py`: every pair is neutral but the marked ones.

    Nobody holds a stance by being a clause, and nobody outside of the sentence is its target. What
    a strict reader judged counts more than a mark; of a text that was not read as a whole, alone.
    """
    feed, nodes = told(line).lay_out(tokens)
    place = {node: i for i, node in enumerate(nodes)}
    count = len(nodes)
    label = np.zeros((count, count), dtype=np.int64)
    certainty = np.ones((count, count), dtype=np.float32)
    weight = float(line["whole"]) * (1 - np.eye(count, dtype=np.float32))
    weight[feed["kind"] == Kind.CLAUSE, :] = 0
    weight[:, feed["kind"] == Kind.SPEAKER] = 0
    for holder, target in line["left_out"]:
        if holder in place and target in place:
            weight[place[holder], place[target]] = 0
    for holder, target, side, is_certain in line["marks"]:
        if holder in place and target in place and holder != target:
            pair = place[holder], place[target]
            label[pair] = LABELS.index(side)
            certainty[pair] = CERTAIN if is_certain else LIKELY
            weight[pair] = MARK_WEIGHT
    for holder, target, side, verdict in line["read"]:
        if holder in place and target in place:
            pair = place[holder], place[target]
            if verdict == "r":
                label[pair], certainty[pair] = LABELS.index(side), CERTAIN
            elif label[pair] == LABELS.index(side):
                label[pair], certainty[pair] = NEUTRAL, CERTAIN
            weight[pair] = 0.0 if verdict == "a" else MARK_WEIGHT
    return Example(feed, label, certainty, weight)


def told(line: dict[str, Any]) -> SentenceInput:
    """What the model is told of a sentence."""
    return SentenceInput(
        text=line["text"],
        speakers=line["speakers"],
        places=line["places"],
        kinds=line["kinds"],
        quoted=line["quoted"],
        heads=line["heads"],
        speaks=frozenset((holder, target) for holder, target in line["speaks"]),
    )


def question_examples(rows: Sequence[Row], layout: InputFormat, scale: float) -> list[Example]:
    """Questions of `judge`: how their holder stands to their target, and nothing else.

    They weigh `scale` by the inverse square root of their answer's share, 1 in the mean over rows.
    """
    shares = np.array([row.answer for row in rows]).mean(0)
    by_label = shares**-0.5 / (shares**0.5).sum()
    return [
        question_example(row, layout, scale * row.weight * float(by_label[row.label]))
        for row in rows
    ]


def question_example(row: Row, layout: InputFormat, weight: float = 1.0) -> Example:
    """One question: its first node is the holder, its second the target."""
    asked = np.array([[0, 1], [0, 0]])
    return Example(
        layout.lay_out(row.question),
        asked * row.label,
        np.full((2, 2), min(MOST_CERTAIN, row.certainty), dtype=np.float32),
        (asked * weight).astype(np.float32),
    )


def with_taught(example: Example, answer: Sequence[float]) -> Example:
    """A question with the answer of an earlier model: the probabilities of LABELS."""
    taught = np.zeros((2, 2, len(LABELS)), dtype=np.float32)
    taught[0, 1] = answer
    return replace(example, taught=taught)


def batch_of(examples: Sequence[Example]) -> Batch:
    """Examples as one batch: the model's inputs, `mask` over tokens, and what is wanted."""
    feeds = {name: padded([e.feed[name] for e in examples]) for name in examples[0].feed}
    taught = [e.taught for e in examples if e.taught is not None]
    return {
        **feeds,
        **({"taught": padded(taught)} if taught else {}),
        "mask": padded([np.ones(e.tokens, dtype=np.int64) for e in examples]),
        "label": padded([e.label for e in examples]),
        "certainty": padded([e.certainty for e in examples]),
        "weight": padded([e.weight for e in examples]),
    }


def padded(arrays: Sequence[NDArray[Any]]) -> Tensor:
    """Arrays of one rank, each filled up with zeros to the largest."""
    whole = np.zeros((len(arrays), *np.max([a.shape for a in arrays], axis=0)), arrays[0].dtype)
    for row, array in zip(whole, arrays, strict=True):
        row[tuple(map(slice, array.shape))] = array
    return torch.from_numpy(whole)


def shuffled(examples: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches in random order, over all examples again and again, each of about one length."""
    while True:
        order = rng.sample(examples, len(examples))
        shelves = (order[i : i + size * SHELF] for i in range(0, len(order), size * SHELF))
        batches = [batch for shelf in shelves for batch in by_length(shelf, size)]
        yield from rng.sample(batches, len(batches))


def by_length(examples: Iterable[Example], size: int) -> Iterator[list[Example]]:
    """Batches from short to long."""
    order = sorted(examples, key=lambda example: example.tokens)
    yield from (order[i : i + size] for i in range(0, len(order), size))
