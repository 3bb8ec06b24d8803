"""A sentence with its nodes, laid out as the numbers that the stance model takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from pipeline.analysis.model.wordpiece import WordPiece

LONGEST = 128  # tokens; what comes behind them is not read
_LONGEST_NAME = 12  # tokens of a speaker's name
_MOST_SPEAKERS = 3
# Distances of two heads, in words, that are told apart; on either side, and "in no sentence".
_STEPS = (1, 2, 4, 8, 16)
OUTSIDE = 2 * (len(_STEPS) + 1)

Feed = Mapping[str, NDArray[np.int64]]


class Kind(IntEnum):
    """What a node's words are; the model has learnt an embedding of each."""

    PERSON = 0
    BODY = 1
    PLACE = 2
    NAME = 3
    SPEAKER = 4  # of a quotation in the sentence, named in another
    PRONOUN = 5
    SELF = 6  # "I", "we"
    NOUN = 7
    CLAUSE = 8
    ANYBODY = 9  # whoever speaks in the sentence
    ASKED = 10  # what a question asks about


@dataclass(frozen=True)
class SentenceInput:
    """What the model is told of a sentence; places are characters of its text.

    `speakers` are the names of the first nodes, who stand in another sentence and have no place;
    `speaks` are the pairs of nodes of whom the first says the words in which the second stands.
    """

    text: str
    speakers: Sequence[str]
    places: Sequence[tuple[int, int]]
    kinds: Sequence[int]
    quoted: Sequence[bool]
    heads: Sequence[int]  # words from the sentence's first
    speaks: frozenset[tuple[int, int]]

    def lay_out(self, tokens: WordPiece) -> tuple[Feed, list[int]]:
        """Give the model's arrays, and which of the nodes they hold: those within reach.

        `[CLS] speaker [SEP] sentence [SEP]`, the sentence being segment 1 where a speaker stands.
        """
        separator = tokens.ids["[SEP]"]
        ids, found = [tokens.ids["[CLS]"]], {}
        for node, name in enumerate(self.speakers[:_MOST_SPEAKERS]):
            pieces = [i for word in tokens.words(name) for i in word.ids][:_LONGEST_NAME]
            pieces = pieces or [tokens.unknown]
            found[node] = (len(ids), len(ids) + len(pieces) - 1)
            ids += [*pieces, separator]
        begun = len(ids)
        words = []
        for word in tokens.words(self.text):
            if len(ids) + len(word.ids) >= LONGEST:
                break
            words.append((word.start, word.end, len(ids), len(ids) + len(word.ids) - 1))
            ids += word.ids
        ids.append(separator)
        for node in range(len(self.speakers), len(self.places)):
            start, end = self.places[node]
            inside = [word for word in words if word[0] < end and start < word[1]]
            if inside:
                found[node] = (inside[0][2], inside[-1][3])
        nodes = list(found)
        places = np.array(list(found.values()), dtype=np.int64).reshape(-1, 2)
        return {
            "ids": np.array(ids),
            "segments": (np.arange(len(ids)) >= begun).astype(np.int64) * bool(self.speakers),
            "first": places[:, 0],
            "last": places[:, 1],
            "kind": np.array([self.kinds[n] for n in nodes], dtype=np.int64),
            "quoted": np.array([self.quoted[n] for n in nodes], dtype=np.int64),
            "distance": self._distances(nodes),
            "speaks": self._speaking(nodes),
        }, nodes

    def _distances(self, nodes: Sequence[int]) -> NDArray[np.int64]:
        heads = np.array([self.heads[n] for n in nodes], dtype=np.int64)
        ahead = heads - heads[:, np.newaxis]
        steps = np.searchsorted(_STEPS, np.abs(ahead))
        found: NDArray[np.int64] = np.where(ahead < 0, len(_STEPS) + 1 + steps, steps)
        outside = [self.kinds[n] == Kind.SPEAKER for n in nodes]
        found[outside, :] = found[:, outside] = OUTSIDE
        return found

    def _speaking(self, nodes: Sequence[int]) -> NDArray[np.int64]:
        found = np.zeros((len(nodes), len(nodes)), dtype=np.int64)
        where = {node: i for i, node in enumerate(nodes)}
        for one, other in self.speaks:
            if one in where and other in where:
                found[where[one], where[other]] = 1
        return found
