"""The whole analysis of one article: what it tells, and when it abstains."""

import textwrap
from collections import Counter
from pathlib import Path

import pytest

from pipeline.analysis.analyse import analyse
from schemas.contracts import AnalysedArticle, FetchedArticle
from tests.reading import reader, shown_stances

SEEDS = Path(__file__).parents[2] / "seeds"
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


def rows(found: AnalysedArticle) -> Counter[tuple[object, ...]]:
    """Count what was found, told without offsets and by the words of the text as read."""
    names = {entity.id: entity.name for entity in found.entities}
    said = (
        (
            q.kind,
            *(" ".join(s.text.split()) for s in q.spans),
            *(names[i] for i in q.speaker_entities),
        )
        for q in found.quotations
    )
    held = (
        (s.holder.name, s.polarity, s.target.name, s.confidence, s.modality, s.basis, s.rule)
        for s in found.stances
    )
    spoken_of = ((e.name, e.type, len(e.mentions)) for e in found.entities)
    laid_out = ((z.name, " ".join(z.text.split())) for z in found.zones)
    return Counter([*said, *held, *spoken_of, *laid_out])


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_wrapped_seed_gives_the_rows_of_the_seed(path):
    text = path.read_text("utf8")
    lines = (textwrap.fill(s, 72, break_on_hyphens=False) for s in text.split("\n"))
    wrapped = "\r\n".join("\r\n".join(line.split("\n")) for line in lines)
    found = analysed(wrapped)

    assert rows(found) == rows(analysed(text))
    assert all(wrapped[span.start : span.end] == span.text for span in found.spans())


HIDDEN = {
    "soft-hyphens": "Mayor Ada Sol\xadberg op\xadposes the harbour toll.",
    "zero-width": "\ufeffMayor Ada\u200b Sol\u2060berg op\u200bposes the harbour\u200e toll.",
    "entities": "Mayor Ada&nbsp;Solberg opposes the har&shy;bour toll.",
    "tags": "<p>Mayor <a href='/s'>Ada Solberg</a> op<wbr>poses the\n<b>harbour</b> toll.</p>",
    "lines": "Mayor Ada Solberg opposes the\nharbour toll.",
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN)
def test_a_stance_is_read_through_what_no_reader_sees(text):
    found = analysed(text, "en")

    (stance,) = shown_stances(found)
    assert (stance.holder.name, stance.polarity, stance.target.name) == (
        "Ada Solberg", "against", "harbour toll",
    )  # fmt: skip
    assert [(e.name, e.type) for e in found.entities] == [("Ada Solberg", "PERSON")]
    assert all(text[span.start : span.end] == span.text for span in found.spans())


def test_spans_hold_what_was_received_and_names_what_is_read():
    text = "<p>&quot;The toll is a dis\xadgrace,&quot; said Joel&nbsp;Corr of Venn &amp; Sons.</p>"
    found = analysed(text, "en")

    (quotation,) = found.quotations
    assert quotation.spans[0].text == "&quot;The toll is a dis\xadgrace,&quot;"
    assert quotation.speaker is not None
    assert quotation.speaker.text == "Joel&nbsp;Corr"
    assert {e.name for e in found.entities} == {"Joel Corr", "Venn & Sons"}
    assert {m.text for e in found.entities for m in e.mentions} == {
        "Joel&nbsp;Corr", "Venn &amp; Sons",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('""The toll is a disgrace,"" said Joel Corr.', id="doubled"),
        pytest.param('"""The toll is a disgrace,"" said Joel Corr."', id="in-a-field"),
        pytest.param('"The toll is a disgrace," said Joel Corr.', id="single"),
    ],
)
def test_marks_that_a_table_doubled_are_marks(text):
    (quotation,) = analysed(text, "en").quotations

    assert quotation.kind == "direct"
    assert quotation.spans[0].text.strip('"') == "The toll is a disgrace,"


def test_the_title_is_read_as_the_text_is():
    text = "Venn &amp; Sons sold\n\nThe yard of Lower Vale was sold on Monday, its owners said."
    article = FetchedArticle(article_id="a", revision="r", title="Venn & Sons sold", text=text)
    found = analyse(article, reader())

    assert [z.text for z in found.zones if z.name == "headline"] == ["Venn &amp; Sons sold"]


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
