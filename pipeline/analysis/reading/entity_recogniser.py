"""Entity recognition: spaCy's own decisions, taken for all words of a text at once.

spaCy's recogniser reads word by word: each begins an entity, is in it, is its last, is one by
itself or is out of any, whatever scores best. Its compiled code asks for Python's interpreter lock
hundreds of times a word, which is two thirds of its time. But outside of an entity a decision
depends on no earlier one, so that all of those are one matrix product here; only what begins an
entity is followed further, all beginnings side by side.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

PIPE = "ner"
_FEATURES = 3  # the word, the first word of its entity, the word before it in its entity
# So many words of every beginning are read together; a longer entity, rare, is followed alone and
# only if it is reached, which keeps 10,000 names without a full stop linear.
_TOGETHER = 8

_Array = NDArray[Any]


@dataclass(frozen=True)
class _Words:
    """A text's words: their features, in row 0 those of no word, and where entities may go."""

    features: _Array
    blank: _Array
    leads_on: _Array  # another word of the same sentence follows


class EntityRecogniser:
    """Sets the entities that the model's own recogniser would, in a third of its time."""

    def __init__(self, language: Language) -> None:
        """Take the recogniser's place in the model, if it is of the kind that is known here."""
        self._known = PIPE in language.pipe_names and _is_known(language.get_pipe(PIPE))
        if self._known:
            self._take_from(language.remove_pipe(PIPE)[1])

    def _take_from(self, pipe: Any) -> None:  # noqa: ANN401  # spaCy's, without types
        self._vectors, self._lower, upper = pipe.model.layers
        self._ops = pipe.model.ops
        self._weights, self._bias = upper.get_param("W"), upper.get_param("b")
        names = [pipe.moves.get_class_name(number) for number in range(pipe.moves.n_moves)]
        moves = [(name[0], name[2:]) for name in names]  # "B-ORG", "O"
        self._kinds = np.array([kind for kind, _ in moves])
        self._labels = [label for _, label in moves]
        # "U-" without a label is no entity but a word that may not be in one.
        self._inside = np.array(
            [kind in "IL" or (kind, label) == ("U", "") for kind, label in moves]
        )
        numbers = {move: number for number, move in enumerate(moves)}
        self._in = np.array([numbers.get(("I", label), 0) for label in self._labels])
        self._last = np.array([numbers.get(("L", label), 0) for label in self._labels])

    def __call__(self, doc: Doc) -> Doc:
        """Set the entities of a parsed document that has none."""
        if self._known and len(doc):
            words = self._words(doc)
            doc.set_ents([Span(doc, *place) for place in self._entities(words)])
        return doc

    def _words(self, doc: Doc) -> _Words:
        opens = doc.to_array(SENT_START) == 1
        return _Words(
            features=self._lower.predict(self._vectors.predict([doc])),
            blank=doc.to_array(IS_SPACE) == 1,
            leads_on=np.append(~opens[1:], [False]),
        )

    def _entities(self, words: _Words) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and label of each entity, in order."""
        moves = self._moves(words)
        kinds = self._kinds[moves]
        begun = np.flatnonzero(kinds == "B")
        ends = dict(zip(begun.tolist(), self._ends(words, begun, moves, _TOGETHER), strict=True))
        behind = 0
        for start in np.flatnonzero(kinds != "O").tolist():
            if start >= behind:
                behind = ends.get(start, start + 1) or self._end(words, start, moves)
                yield start, behind, self._labels[moves[start]]

    def _end(self, words: _Words, start: int, moves: _Array) -> int:
        return self._ends(words, np.array([start]), moves, len(moves))[0]

    def _moves(self, words: _Words) -> _Array:
        """Choose a move for each word, were it outside of any entity."""
        none = words.features[0]
        hidden = self._hidden(words.features[1:, 0] + none[1] + none[2])
        scores = hidden @ self._weights.T + self._bias
        scores[:, self._inside] = -np.inf
        scores[np.ix_(words.blank, self._kinds != "O")] = -np.inf
        scores[np.ix_(~words.leads_on, self._kinds == "B")] = -np.inf
        best: _Array = scores.argmax(axis=1)
        return best

    def _ends(self, words: _Words, first: _Array, moves: _Array, most: int) -> list[int]:
        """Give where the entities end that begin at `first`; 0 if not in `most` more words."""
        moves_in, moves_last = self._in[moves[first]], self._last[moves[first]]
        ends = first + 2  # behind the word that is being read
        going = np.arange(len(first))
        for _ in range(most):
            if not len(going):
                break
            at = ends[going]
            begun = words.features[first[going] + 1, 1]
            hidden = self._hidden(words.features[at, 0] + begun + words.features[at - 1, 2])
            stays = self._scores(hidden, moves_in[going]) >= self._scores(hidden, moves_last[going])
            going = going[words.leads_on[at - 1] & stays]
            ends[going] += 1
        ends[going] = 0
        found: list[int] = ends.tolist()
        return found

    def _scores(self, hidden: _Array, moves: _Array) -> _Array:
        """Score one move for each row of hidden values."""
        found: _Array = (hidden * self._weights[moves]).sum(axis=1) + self._bias[moves]
        return found

    def _hidden(self, features: _Array) -> _Array:
        best: _Array = self._ops.maxout(features + self._lower.get_param("b"))[0]
        return best


def _is_known(pipe: object) -> bool:
    """Tell whether this is spaCy's greedy recogniser with the features that we know."""
    if not isinstance(pipe, EntityRecognizer) or pipe.cfg["beam_width"] != 1:
        return False
    model = pipe.model
    features = model.get_ref("lower").get_dim("nF")
    return bool(
        features == _FEATURES and model.attrs["has_upper"] and not model.attrs["unseen_classes"]
    )
