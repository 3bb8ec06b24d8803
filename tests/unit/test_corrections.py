"""Which paragraphs of an article say that it was corrected."""

import pytest

from pipeline.corrections import notes_of_correction

SAID = "The toll rises by a fifth, the port said."


@pytest.mark.parametrize(
    "note",
    [
        "Correction: the toll rises by a fifth, not a tenth.",
        "CORRECTION (4 May 2026): the toll rises by a fifth.",
        "Correction, May 4, 2026: the toll rises by a fifth.",
        "Clarification — the port, not the town, takes the toll.",
        "An earlier version of this article said that the toll rises by a tenth.",
        "The toll is a fifth. A previous version of this story misstated it.",
        "This article was amended on 4 May: the toll is a fifth.",
        "Korrektur: Die Gebühr steigt um ein Fünftel.",
    ],
)
def test_a_note_of_correction_is_known_by_its_words(note):
    assert notes_of_correction(f"{SAID}\n{note}\n{SAID}") == [note]


@pytest.mark.parametrize(
    "line",
    [
        SAID,
        "Correction of the river began in May, the port said.",
        "Corrections officers want a raise: the union said so.",
        "An earlier version of the plan had no toll.",
        "The port has corrected this: the toll is a fifth.",
    ],
)
def test_speaking_of_corrections_is_no_note(line):
    assert notes_of_correction(line) == []
