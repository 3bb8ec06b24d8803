"""Reading any text: nothing is lost, and nothing takes more than its length's time."""

import time

import pytest

from pipeline.analysis.layout.language import is_read, language_of
from pipeline.analysis.layout.zones import layout_of
from pipeline.analysis.reading.document import PIECE, pieces_of
from tests.reading import reader


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The mayor said no.\n\nShe left.", id="plain"),
        pytest.param("The mayor \u200bsaid\u202e no 🙂.\u2028She left.\r\n", id="strange"),
        pytest.param("The mayor said no. " * 3_000, id="one-line"),
        pytest.param("x" * 30_000 + " and " + "y" * 500 + "\n", id="endless-words"),
        pytest.param('"' * 100_000, id="only-marks"),
        pytest.param(" \n " * 10_000 + "end", id="blanks"),
    ],
)
def test_a_document_is_its_text_character_by_character(text):
    started = time.process_time()
    doc = reader().document(text)

    assert doc.text == text
    assert time.process_time() - started < 30  # about 2 on one core


def test_no_sentence_crosses_a_line_or_a_zone():
    text = "Bridge Opens In The Vale\nOSLO — The mayor of Vale spoke to the people."
    doc = reader().document(text, starts=[text.index("The mayor")])

    starts = {sentence.text.lstrip().split()[0] for sentence in doc.sents}
    assert {"Bridge", "OSLO", "The"} <= starts


def test_pieces_are_bounded_and_end_where_something_ends():
    text = ("The mayor said no. " * 50 + "\n\n") * 60
    pieces = list(pieces_of(text))

    assert [start for start, _ in pieces[1:]] == [end for _, end in pieces[:-1]]
    assert pieces[-1][1] == len(text)
    assert all(end - start <= PIECE for start, end in pieces)
    assert all(text[:end].endswith("\n\n") for _, end in pieces)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("The mayor said it was too soon to tell.", "en", id="english"),
        pytest.param("Le maire a dit qu'il était trop tôt pour le dire.", "fr", id="french"),
        pytest.param("Der Bürgermeister sagte, es sei noch zu früh.", "de", id="german"),
        pytest.param("1 2 3 4", None, id="numbers"),
    ],
)
def test_the_language_is_told_or_left_open(text, language):
    assert language_of(layout_of(text, None).zones) == language


@pytest.mark.parametrize(
    ("language", "read"),
    [("en", True), ("en-GB", True), ("English", True), (None, True), ("fr", False), ("de", False)],
)
def test_only_english_is_read(language, read):
    assert is_read(language) is read
