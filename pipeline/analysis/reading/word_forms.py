"""Word forms: parts of speech and lemmas, told once for each word and not at each place."""

from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.tokens import Doc

# The model's pipes that tell a word's form from its letters, tag and dependency alone.
PIPES = ("attribute_ruler", "lemmatizer")
# So many forms are remembered; news repeats its words, and 200,000 take some 40 MB.
_REMEMBERED = 200_000

_Key = tuple[int, int, int]
_Form = tuple[int, int, int]


class WordForms:
    """Gives each word what the model's own pipes would, which take 45% of the parser's time.

    They look at one word at a time, save eight patterns of two ("let's", "there is"): 36 of
    31,067 tokens of wikinews differ.
    """

    def __init__(self, language: Language) -> None:
        self._vocab = language.vocab
        names = [name for name in PIPES if name in language.pipe_names]
        self._pipes = [language.remove_pipe(name)[1] for name in names]
        self._forms: dict[_Key, _Form] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the part of speech, morphology and lemma of each token of a parsed document."""
        keys: list[_Key] = [tuple(row) for row in doc.to_array([ORTH, TAG, DEP]).tolist()]
        self._learn({key for key in keys if key not in self._forms})
        forms: Any = np.array([self._forms[key] for key in keys], dtype="uint64").reshape(-1, 3)
        return doc.from_array([POS, MORPH, LEMMA], forms)

    def _learn(self, keys: set[_Key]) -> None:
        """Ask the model's pipes for forms not met before, each as a text of one word."""
        if not keys:
            return
        if len(self._forms) > _REMEMBERED:
            self._forms.clear()
        ordered = sorted(keys)
        strings = self._vocab.strings
        doc = Doc(
            self._vocab,
            words=[strings[orth] for orth, _, _ in ordered],
            tags=[strings[tag] for _, tag, _ in ordered],
            heads=list(range(len(ordered))),
            deps=[strings[dep] for _, _, dep in ordered],
        )
        for pipe in self._pipes:
            doc = pipe(doc)
        forms = doc.to_array([POS, MORPH, LEMMA]).tolist()
        self._forms |= {key: tuple(form) for key, form in zip(ordered, forms, strict=True)}
