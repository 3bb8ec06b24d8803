"""Word vectors: what the model's networks make of a word by itself, computed once for each word."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH, SPACY
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

# So many words are remembered; news repeats its words, and each vector takes 400 bytes.
_REMEMBERED = 50_000
# What a network may look at: told by a word's letters, its norm, and whether a blank follows.
_FEATURES = {"NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"}

_Key = tuple[int, int, int]
_Array = NDArray[Any]
_Embedding = Model[list[Doc], list[_Array]]


def remember_word_vectors(language: Language) -> None:
    """Let the model's networks remember what they made of a word, a third of their time."""
    for _, pipe in language.pipeline:
        network = getattr(pipe, "model", None)
        if isinstance(network, Model):
            for layer in [layer for layer in network.walk() if _embeds_words(layer)]:
                network.replace_node(layer, _remembering(layer, language))


def _embeds_words(layer: Model[Any, Any]) -> bool:
    """Tell whether a layer takes documents to vectors that depend on each word alone."""
    if not layer.layers or layer.layers[0].name != "extract_features":
        return False
    known = set(layer.layers[0].attrs["columns"]) <= _FEATURES
    return known and layer.layers[-1].name == "ragged2list"


def _remembering(embedding: _Embedding, language: Language) -> _Embedding:
    known: dict[_Key, _Array] = {}

    def forward(
        _model: _Embedding,
        docs: list[Doc],
        is_train: bool,  # noqa: FBT001  # thinc's signature
    ) -> tuple[list[_Array], Any]:
        assert not is_train  # noqa: S101  # nothing here trains
        return [vectors(doc) for doc in docs], lambda _: docs

    def vectors(doc: Doc) -> _Array:
        keys: list[_Key] = [tuple(row) for row in doc.to_array([ORTH, NORM, SPACY]).tolist()]
        if len(known) > _REMEMBERED:
            known.clear()
        new = sorted(set(keys) - known.keys())
        if new:
            [found] = embedding.predict([_words(new)])
            known.update(zip(new, found, strict=True))
        return np.array([known[key] for key in keys], dtype="float32").reshape(len(keys), -1)

    def _words(keys: list[_Key]) -> Doc:
        words = [language.vocab.strings[orth] for orth, _, _ in keys]
        doc = Doc(language.vocab, words=words, spaces=[bool(blank) for _, _, blank in keys])
        for token, (_, norm, _) in zip(doc, keys, strict=True):
            token.norm_ = language.vocab.strings[norm]
        return doc

    return Model("remembered_word_vectors", forward)
