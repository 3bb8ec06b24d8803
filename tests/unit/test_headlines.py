"""Headlines in Title Case: parsed as sentences whose names are those that the body uses."""

import pytest

from pipeline.analysis.analyse import analyse
from pipeline.analysis.reading.headlines import is_title_case, sentence_case
from schemas.contracts import AnalysedArticle, FetchedArticle
from tests.reading import reader, shown_stances

BODY = (
    "The mayor of Selmouth, Mara Venn, slammed the plan for a ferry tax on Monday. The council "
    "made the plan, Venn said. Its lawyers said that the White House and the Green Party "
    "oppose the tax. The party has a house by the water, which is white."
)


def analysed(headline: str) -> AnalysedArticle:
    text = f"{headline}\n\n{BODY}"
    return analyse(FetchedArticle(article_id="a", revision="r", text=text), reader())


@pytest.mark.parametrize(
    ("headline", "spelled"),
    [
        pytest.param("Venn Slams Ferry Tax", "Venn slams ferry tax", id="surname"),
        pytest.param("VENN SLAMS FERRY TAX", "Venn slams ferry tax", id="capitals"),
        pytest.param("Ferry Tax Slammed by Mara Venn", "Ferry tax slammed by Mara Venn", id="name"),
        pytest.param(
            "Green Party Joins White House",
            "Green Party joins White House",
            id="names-of-small-words",
        ),
        pytest.param("Mayor Venn and NATO Agree", "Mayor Venn and NATO agree", id="title"),
        pytest.param("Council Visits Norway", "Council visits Norway", id="land"),
        pytest.param("Tax: Council Must Go", "Tax: Council must go", id="behind-a-colon"),
    ],
)
def test_a_headline_has_the_capitals_of_its_article(headline, spelled):
    doc = reader().document(f"{headline}\n\n{BODY}")
    span = doc.char_span(0, len(headline))
    words = zip(sentence_case(span), span, strict=True)

    assert "".join(word + token.whitespace_ for word, token in words).strip() == spelled


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param("Mara Venn slams ferry tax", id="sentence-case"),
        pytest.param("Why the council of Selmouth waits", id="small-words"),
        pytest.param("Venn Returns", id="too-short-to-tell"),
    ],
)
def test_a_headline_in_sentence_case_stays_as_it_is(headline):
    doc = reader().document(f"{headline}\n\n{BODY}")

    assert not is_title_case(doc.char_span(0, len(headline)))


@pytest.mark.parametrize(
    ("headline", "holder", "polarity", "target"),
    [
        pytest.param("Venn Slams Ferry Tax", "Mara Venn", "against", "ferry tax", id="slams"),
        pytest.param("White House Backs Venn", "White House", "for", "Mara Venn", id="backs"),
        pytest.param("VENN SLAMS FERRY TAX", "Mara Venn", "against", "ferry tax", id="capitals"),
    ],
)
def test_a_headline_states_what_its_sentence_states(headline, holder, polarity, target):
    found = [s for s in shown_stances(analysed(headline)) if s.evidence.end <= len(headline)]

    assert [(s.holder.name, s.polarity.value, s.target.name.casefold()) for s in found] == [
        (holder, polarity, target.casefold())
    ]


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param("Venn Says Lawyers Lied About Tax", id="verb-and-noun"),
        pytest.param("Council Unanimously Approves Ferry Plan", id="adverb"),
        pytest.param("Lawyers Tell Council to Wait", id="common-nouns"),
    ],
)
def test_capitals_make_no_names(headline):
    article = analysed(headline)
    above = {m.text for e in article.entities for m in e.mentions if m.end <= len(headline)}

    assert above <= {"Venn"}


def test_a_headline_leaves_text_and_body_as_they_are():
    plain = reader().document(f"Venn Slams Ferry Tax\n\n{BODY}")
    read = reader().document(plain.text, headlines=[(0, 20)])
    body = slice(5, None)

    assert read.text == plain.text
    assert [t.text for t in read] == [t.text for t in plain]
    assert [(t.dep_, t.head.i) for t in read[body]] == [(t.dep_, t.head.i) for t in plain[body]]
    assert [t.pos_ for t in read[:4]] == ["PROPN", "VERB", "NOUN", "NOUN"]
