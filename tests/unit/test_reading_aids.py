"""The small readers beneath entities: lost blanks, tables, head words, given names."""

import itertools

import pytest
import spacy

from pipeline.analysis.names.gazetteer import given_names, peoples, places
from pipeline.analysis.names.tables import named_in_tables
from pipeline.analysis.reading.lost_blanks import lost_blanks


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        pytest.param("They joined theWorld Bank.", "They joined the World Bank.", id="before"),
        pytest.param(
            "Vennberg spoke. Vennbergand Rusk left.",
            "Vennberg spoke. Vennberg and Rusk left.",
            id="behind",
        ),
        pytest.param(
            "Mara Venn met MaraVenn and Mara Venn.",
            "Mara Venn met Mara Venn and Mara Venn.",
            id="between-two-known-names",
        ),
        pytest.param("The YouTube of Thailand.", "The YouTube of Thailand.", id="brand-and-land"),
        pytest.param("Follow @theMaraVenn now.", "Follow @theMaraVenn now.", id="handle"),
        pytest.param("An iPhone for McDonald.", "An iPhone for McDonald.", id="camels"),
    ],
)
def test_lost_blanks_are_found_where_the_text_has_the_name_by_itself(text, mended):
    places = [0, *lost_blanks(text), len(text)]

    assert " ".join(text[a:b] for a, b in itertools.pairwise(places)) == mended


@pytest.mark.parametrize(
    ("row", "names"),
    [
        pytest.param("Vale Rovers 4 2 1 1 6 4 7", [("Vale Rovers", "ORG")], id="standings"),
        pytest.param(
            "Vale Rovers 2 Harbour Town 0",
            [("Vale Rovers", "ORG"), ("Harbour Town", "ORG")],
            id="result",
        ),
        pytest.param("HARBOUR AT VALE", [("HARBOUR", "ORG"), ("VALE", "ORG")], id="schedule"),
        pytest.param(
            "3. Mara Venn (Norway) 13:06", [("Mara Venn", "PERSON"), ("Norway", "GPE")], id="race"
        ),
        pytest.param("The mayor paid 4 million for 2 bridges", [], id="sentence"),
        pytest.param("3. Mara Venn (mayor) said no", [], id="list"),
    ],
)
def test_rows_of_tables_tell_what_they_name(row, names):
    doc = spacy.blank("en")(row)

    found = [
        (doc[n.start : n.end].text, n.label)
        for n in named_in_tables(doc, doc.text, [True] * len(doc))
    ]

    assert found == names


def test_the_word_lists_know_the_usual():
    assert places()["France"] == "country"
    assert places()["Ottawa"] == "city"
    assert "Canadian" in peoples()
    assert [given_names()[name] for name in ("Angela", "Vladimir", "Jean")] == ["f", "m", "mf"]
