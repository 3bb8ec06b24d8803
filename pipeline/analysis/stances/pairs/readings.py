"""Readings: how the stance model sees every two nodes of a sentence, by the names they go by."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

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
    parties = [
        party
        for node in nodes_in(sentence, scene)
        if (party := _party(node, scene)).may_stand or node.kind is Kind.SPEAKER
    ]
    if not any(list(_held(*two)) for two in permutations(parties, 2)):
        return
    nodes = [party.node for party in parties]
    feed, within = sentence_input(sentence, nodes, scene).lay_out(model.tokens)
    if len(within) < 2:  # no pair
        return
    parties = [parties[i] for i in within]
    chances = model.read(feed)
    for i, j in np.argwhere(chances[..., 1:].max(-1) >= _LOOKED_AT_FROM):
        for holder, target in _held(parties[i], parties[j]) if i != j else ():
            sides = dict(zip(SIDES, chances[i, j, 1:].tolist(), strict=True))
            yield Reading(holder, target, sentence, sides, parties[j].node)


def _held(one: "_Party", other: "_Party") -> Iterator[tuple[Named, Named]]:
    """Yield the rows that two nodes may make, by the names of holder and target."""
    target = other.target
    if target is not None:
        yield from ((holder, target) for holder in one.holders if may_be_held(holder, target))


@dataclass(frozen=True)
class _Party:
    """A node, and what it may be: some holders, or a target."""

    node: Node
    holders: tuple[Named, ...]
    target: Named | None

    @property
    def may_stand(self) -> bool:
        """Whether it may be anything; the model need not be told of a node that may not."""
        return bool(self.holders) or self.target is not None


def _party(node: Node, scene: Scene) -> _Party:
    return _Party(node, tuple(_holders(node, scene)), _target(node, scene))


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
