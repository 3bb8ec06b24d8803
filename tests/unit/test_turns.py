"""Transcripts and interviews: whose the turns are, and what only looks like one."""

import pytest

from pipeline.analysis.analyse import analyse
from schemas.contracts import AnalysedArticle, FetchedArticle
from tests.reading import reader, shown_stances

Line = tuple[str, str | None]


def analysed(*paragraphs: str) -> AnalysedArticle:
    text = "\n\n".join(paragraphs)
    return analyse(FetchedArticle(article_id="a", revision="r", text=text), reader())


def turns(article: AnalysedArticle) -> list[Line]:
    """Give what is said in each turn, and the entity that says it."""
    names = {entity.id: entity.name for entity in article.entities}
    return [
        (q.spans[0].text, next((names[i] for i in q.speaker_entities), None))
        for q in article.quotations
        if q.rule == "turn"
    ]


def stances(article: AnalysedArticle) -> set[tuple[str, str, str]]:
    return {(s.holder.name, s.polarity.value, s.target.name) for s in shown_stances(article)}


def names(article: AnalysedArticle) -> set[str]:
    return {entity.name for entity in article.entities}


TALK = ("The two met on Monday.",)


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        pytest.param(
            (
                "OLAV BRENK, TRANSPORT MINISTER: I reject the ferry tax.",
                "RUTA SELM, HOST: And why is that?",
                "BRENK: It hurts us.",
            ),
            [
                ("I reject the ferry tax.", "OLAV BRENK"),
                ("And why is that?", "RUTA SELM"),
                ("It hurts us.", "OLAV BRENK"),
            ],
            id="capitals-with-an-office",
        ),
        pytest.param(
            (
                *TALK,
                "BRENK (through translator): I reject the tax.",
                "SELM (via phone): [crosstalk] Why?",
            ),
            [("I reject the tax.", "BRENK"), ("[crosstalk] Why?", None)],
            id="asides",
        ),
        pytest.param(
            (*TALK, "Ana van der Holt: I like the tax.", "Ruta Selm: Why?", "Holt: It helps."),
            [
                ("I like the tax.", "Ana van der Holt"), ("Why?", "Ruta Selm"),
                ("It helps.", "Ana van der Holt"),
            ],
            id="particles",
        ),
        pytest.param(
            (*TALK, "**Ruta Selm:** Do you like it?", "*Olav Brenk*: I do.", "__Selm__: Why?"),
            [("Do you like it?", "Ruta Selm"), ("I do.", "Olav Brenk"), ("Why?", "Ruta Selm")],
            id="emphasis",
        ),
        pytest.param(
            (*TALK, "((TH)) Do you like it?", "((Olav Brenk)) I do.", "((TH)) Thank you."),
            [("Do you like it?", None), ("I do.", "Olav Brenk"), ("Thank you.", None)],
            id="double-brackets",
        ),
        pytest.param(
            ("Olav Brenk met us.", "TH: Do you like it?", "OB: I do.", "TH: Why?", "OB: It helps."),
            [
                ("Do you like it?", None), ("I do.", "Olav Brenk"), ("Why?", None),
                ("It helps.", "Olav Brenk"),
            ],
            id="initials",
        ),
        pytest.param(
            ("The Tide Herald spoke to Olav Brenk.", "Q. Do you like it?", "A. I do."),
            [("Do you like it?", None), ("I do.", "Olav Brenk")],
            id="question-and-answer",
        ),
        pytest.param(
            ("Olav Brenk and Ruta Selm came.", "Q: Do you like it?", "A: I do."),
            [("Do you like it?", None), ("I do.", None)],
            id="nobody-knows-who-answers",
        ),
        pytest.param(
            (*TALK, "MODERATOR: Your answer?", "MR. BRENK: I do.", "QUESTION: Why?"),
            [("Your answer?", None), ("I do.", "BRENK"), ("Why?", None)],
            id="parts",
        ),
    ],
)  # fmt: skip
def test_a_turn_is_said_by_whom_its_label_names(paragraphs, expected):
    assert turns(analysed(*paragraphs)) == expected


def test_what_is_said_in_a_turn_is_the_stance_of_its_speaker():
    article = analysed(
        "BRENK: I support the ferry tax.", "SELM: Why? We oppose the dam.", "BRENK: I condemn it."
    )

    assert stances(article) == {("BRENK", "for", "ferry tax"), ("SELM", "against", "dam")}
    assert {s.basis for s in shown_stances(article)} == {"quotation"}


def test_labels_name_nobody_but_the_speaker():
    article = analysed(
        "OLAV BRENK, HARBOUR MINISTER: I do.", "TH: Why?", "POLL HOST: We see.", "Q: And now?"
    )

    assert names(article) == {"OLAV BRENK"}


def test_a_name_in_capitals_is_who_the_article_names():
    article = analysed("Olav Brenk came on Monday.", "BRENK: I do.", "SELM: Why do you?")

    assert "Olav Brenk" in names(article)
    assert "BRENK" not in names(article)


def test_a_turn_goes_on_to_the_next_label():
    article = analysed("BRENK: I reject it.", "The dam is old.", "SELM: Why do you?")
    said = [[span.text for span in q.spans] for q in article.quotations]

    assert said == [["I reject it.", "The dam is old."], ["Why do you?"]]


@pytest.mark.parametrize(
    "closing",
    [
        pytest.param("The debate was held in the town hall.", id="report"),
        pytest.param("Brenk then left, and I do not know why.", id="names-the-speaker"),
    ],
)
def test_the_last_turn_ends_before_the_article_goes_on(closing):
    article = analysed("SELM: Why do you?", "BRENK: I reject it.", "We will not pay.", closing)
    last = [q for q in article.quotations if q.rule == "turn"][-1]

    assert [span.text for span in last.spans] == ["I reject it.", "We will not pay."]


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(("Note: We close at six.", "Update: You can still come."), id="notes"),
        pytest.param(("Monday: We meet again.", "Tuesday: We vote."), id="days"),
        pytest.param(("1994: We built it.", "1996: We closed it."), id="years"),
        pytest.param(("Ingredients: your best oil", "Method: You fry it."), id="recipe"),
        pytest.param(("OSLO: We asked why.", "PARIS: We asked again."), id="places"),
        pytest.param(("Brenk: 52", "Selm: 48"), id="score"),
        pytest.param(("Olav Brenk: the cook of the town.", "Ruta Selm: a baker."), id="cast"),
        pytest.param(("Olav Brenk (Green): 12,345 votes", "Ruta Selm (Red): 9"), id="votes"),
        pytest.param(("Olav Brenk Image: My Dam", "Ruta SelmPhoto: Our Town"), id="captions"),
        pytest.param(("Claim: We lost it.", "Verdict: You did not."), id="check"),
        pytest.param(("A. First you cut it.", "B. Then you fry it."), id="list"),
        pytest.param(
            ("In Vale, the mayor said: We lost.", "Selm added: You did not."), id="clause"
        ),
        pytest.param(("Analysis: We lost.", "Warning: You may lose.", "Photo: My dam"), id="heads"),
    ],
)
def test_a_heading_with_a_colon_is_no_speaker(paragraphs):
    assert turns(analysed(*TALK, *paragraphs)) == []
