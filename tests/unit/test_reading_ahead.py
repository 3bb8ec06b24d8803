"""The faster reading says what the model's own pipes say, word for word."""

from functools import cache
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline.analysis.reading.document import Reader
from pipeline.analysis.reading.entity_recogniser import EntityRecogniser
from pipeline.analysis.reading.word_vectors import remember_word_vectors
from pipeline.settings import Settings

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
TEXTS = [
    *(pytest.param(seed.read_text("utf8"), id=seed.stem) for seed in SEEDS),
    pytest.param("Mara Venn met Oluf Brandt of the Bank of Vale. " * 200, id="one-line"),
    pytest.param(" ".join(f"Mara{n} Venn" for n in range(2_000)), id="names-without-a-stop"),
    pytest.param("It rained, and nobody came.", id="no-entity"),
    pytest.param("Oslo", id="one-word"),
    pytest.param(" \n \n", id="blanks"),
    pytest.param("She can't, won't and doesn't; we're off.", id="contractions"),
    pytest.param("", id="empty"),
]


@cache
def plain() -> Language:
    Reader(Settings().model)  # chooses how spaCy computes
    return spacy.load(Settings().model)


@cache
def ahead() -> tuple[Language, EntityRecogniser]:
    language = spacy.load(Settings().model)
    remember_word_vectors(language)
    return language, EntityRecogniser(language)


@pytest.mark.parametrize("text", TEXTS)
def test_words_and_entities_are_those_of_the_models_own_pipes(text):
    language, entities = ahead()
    for _ in range(2):  # with words that are new, and with words that are known
        fast, slow = entities(language(text)), plain()(text)

        assert [(ent.start, ent.end, ent.label_) for ent in fast.ents] == [
            (ent.start, ent.end, ent.label_) for ent in slow.ents
        ]
        assert [(token.tag, token.dep, token.head.i) for token in fast] == [
            (token.tag, token.dep, token.head.i) for token in slow
        ]


def test_the_models_own_recogniser_is_out_of_the_way():
    language, _ = ahead()

    assert "ner" not in language.pipe_names


def test_a_recogniser_of_another_kind_is_left_to_itself():
    language = spacy.blank("en")
    language.add_pipe("entity_ruler", name="ner").add_patterns(
        [{"label": "ORG", "pattern": "Bank of Vale"}]
    )
    doc = EntityRecogniser(language)(language("The Bank of Vale closed."))

    assert [ent.text for ent in doc.ents] == ["Bank of Vale"]
