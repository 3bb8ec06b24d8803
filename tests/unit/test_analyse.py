"""The whole analysis of one article: what it tells, and when it abstains."""

import pytest

from pipeline.analysis.analyse import analyse
from schemas.contracts import AnalysedArticle, FetchedArticle
from tests.reading import reader

FRENCH = (
    "PARIS (AFP) — Le président Emmanuel Macron a dit lundi qu'il était opposé à la loi. "
    "« Nous ne la voterons pas », a-t-il ajouté devant les députés."
)


def analysed(text: str, language: str | None = None) -> AnalysedArticle:
    article = FetchedArticle(article_id="a1", revision="r1", text=text, language=language)
    return analyse(article, reader())


@pytest.mark.parametrize("language", [None, "fr"], ids=["detected", "given"])
def test_of_an_article_that_is_not_read_only_the_layout_is_told(language):
    found = analysed(FRENCH, language)

    assert found.language == "fr"
    assert found.dateline is not None
    assert found.dateline.place == "PARIS"
    assert found.credit == ("AFP",)
    assert (found.entities, found.quotations, found.stances, found.tone) == ((), (), (), ())


def test_the_text_is_unchanged_and_every_span_is_its_text():
    text = "\u200bOSLO — Mara Venn 🙂 opposes the ban.\r\n\r\n“No,” she \u202esaid.\u2028 (AP)"
    found = analysed(text)

    assert found.text == text
    assert all(text[span.start : span.end] == span.text for span in found.spans())
    assert found.credit == ("AP",)


def test_ids_of_entities_are_in_the_order_of_their_first_names():
    found = analysed("Angela Merkel met Barack Obama in Berlin on Monday. Obama thanked Merkel.")

    assert [(e.id, e.name) for e in found.entities] == [
        ("e1", "Angela Merkel"), ("e2", "Barack Obama"), ("e3", "Berlin"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\u200b", id="invisible"),
        pytest.param("...", id="marks"),
        pytest.param("a", id="one-letter"),
        pytest.param("\u202e\u2066מרה ון אמרה לא\u2069", id="right-to-left"),
        pytest.param("🙂" * 500, id="pictures"),
        pytest.param("“" * 500, id="open-marks"),
        pytest.param("Mr. " * 500, id="titles"),
        pytest.param("he said " * 500, id="pronouns"),
    ],
)
def test_strange_texts_are_answered(text):
    assert analysed(text).text == text
