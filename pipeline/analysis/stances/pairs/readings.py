"""Readings: how the stance model sees every two nodes of a sentence, by the names they go by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Span

from pipeline.analysis.model.sentence_input import Kind
from pipeline.analysis.model.stance_model import LABELS, StanceModel
from pipeline.analysis.stances.pairs.nodes import Node, nodes_in, sentence_input
from pipeline.analysis.stances.parties.parties import (
    Named,
    holders_named,
    may_be_held,
    target_named,
)
from pipeline.analysis.stances.parties.phrases import plain, topic_of
from pipeline.analysis.stances.parties.scene import Scene
from schemas.vocabulary import Polarity

SIDES = LABELS[1:]
# What the model gives less to is not looked at again: `belief` takes no lower number for more.
_LOOKED_AT_FROM = 0.02
# A sentence of more words is a list or a table.
_LONGEST = 200


@dataclass(frozen=True)
class Reading:
    """A holder, a target, a sentence of both, and how probable the model finds either side."""

    holder: Named
    target: Named
    sentence: Span
    chances: dict[Polarity, float]
    target_node: Node

    @property
    def place(self) -> tuple[int, str, str]:
        """The sentence's first token, holder and target by name."""
        return self.sentence.start, self.holder.name, self.target.name


def readings_in(said: Sequence[bool], scene: Scene, model: StanceModel) -> Iterator[Reading]:
    """Yield how the model sees the pairs of nodes in the tokens `said`."""
    for sentence in scene.cast.doc.sents:
        if said[sentence.start] and len(sentence) <= _LONGEST:
            yield from _readings_of(sentence, scene, model)


def _readings_of(sentence: Span, scene: Scene, model: StanceModel) -> Iterator[Reading]:
    found = nodes_in(sentence, scene)
    feed, within = sentence_input(sentence, found, scene).lay_out(model.tokens)
    nodes = [found[i] for i in within]
    holders = [list(_holders(node, scene)) for node in nodes]
    targets = [_target(node, scene) for node in nodes]
    if not any(holders) or not any(targets):
        return
    chances = model.read(feed)
    for i, j in np.argwhere(chances[..., 1:].max(-1) >= _LOOKED_AT_FROM):
        target = targets[j]
        for holder in holders[i] if i != j else ():
            if target is None or not may_be_held(holder, target):
                continue
            yield Reading(
                holder,
                target,
                sentence,
                dict(zip(SIDES, chances[i, j, 1:].tolist(), strict=True)),
                nodes[j],
            )


def _holders(node: Node, scene: Scene) -> Iterator[Named]:
    if node.kind is not Kind.CLAUSE:
        yield from holders_named(node.head, scene.cast, scene.voices)


def _target(node: Node, scene: Scene) -> Named | None:
    if node.kind is Kind.SPEAKER:
        return None
    if node.kind is Kind.CLAUSE:
        clause = topic_of(node.head)
        return Named(plain(clause), None, clause) if len(clause) > 1 else None
    return target_named(node.head, scene.cast, scene.voices, scene.topics)
