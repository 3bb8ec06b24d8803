"""What was said, what was only thought or done, and who can say anything at all."""

import pytest

from pipeline.analysis.quotations.quotations import Quoted, quoted_passages
from schemas.vocabulary import QuotationKind
from tests.reading import reader

INDIRECT, ATTITUDE = QuotationKind.INDIRECT, QuotationKind.ATTITUDE


def quoted(text: str) -> tuple[Quoted, ...]:
    return quoted_passages(reader().document(text), ())


def speakers(text: str) -> list[str | None]:
    return [None if q.speaker is None else q.speaker.text for q in quoted(text)]


def found(text: str, *kinds: QuotationKind) -> list[tuple[str, str | None]]:
    """Give the quotations of these kinds: what, and who."""
    return [
        (" … ".join(s.text for s in q.spans), None if q.speaker is None else q.speaker.text)
        for q in quoted(text)
        if q.kind in kinds
    ]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        pytest.param(
            "Venn believes that the harbour pays for itself.",
            "that the harbour pays for itself",
            "Venn",
            id="belief",
        ),
        pytest.param("The mayor denounced the plan.", "the plan", "The mayor", id="judgement"),
        pytest.param(
            "Oduya could not persuade Venn to reject the plan.", "the plan", "Venn", id="persuaded"
        ),
        pytest.param("The envoy declined to comment.", "to comment", "The envoy", id="declined"),
        pytest.param(
            "Venn is confident that the harbour will pay.",
            "that the harbour will pay",
            "Venn",
            id="state-of-mind",
        ),
        pytest.param(
            "Venn's criticism of the plan was sharp.", "the plan", "Venn", id="noun-of-judgement"
        ),
        pytest.param("The town opposes the toll.", "the toll", "The town", id="opposition"),
        pytest.param("Venn wants the mill to stay.", "the mill to stay", "Venn", id="wish"),
        pytest.param(
            "The company plans to cut 300 jobs.", "to cut 300 jobs", "The company", id="plan"
        ),
        pytest.param("Oduya agreed to pay the fine.", "to pay the fine", "Oduya", id="agreed-to"),
        pytest.param(
            "Oduya found that the door was open.", "that the door was open", "Oduya", id="found"
        ),
        pytest.param(
            "The ministry published a map of the dams.",
            "a map of the dams",
            "The ministry",
            id="made-and-not-said",
        ),
        pytest.param(
            "Venn never said that the dam was safe.",
            "that the dam was safe",
            "Venn",
            id="never-said",
        ),
        pytest.param(
            "Venn would not say if the dam was safe.",
            "if the dam was safe",
            "Venn",
            id="left-unsaid",
        ),
    ],
)
def test_what_is_only_thought_felt_or_done_is_an_attitude(text, content, speaker):
    assert found(text, INDIRECT) == []
    assert (content, speaker) in found(text, ATTITUDE)


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        pytest.param(
            "Oduya agreed that the fine was fair.", "that the fine was fair", "Oduya", id="agreed"
        ),
        pytest.param(
            "The inquiry found that the door was open.",
            "that the door was open",
            "The inquiry",
            id="a-text-finds",
        ),
        pytest.param(
            "The company announced the closure of the mill.",
            "the closure of the mill",
            "The company",
            id="a-noun-that-is-told",
        ),
        pytest.param(
            "Oduya dismissed the claim as a stunt.",
            "the claim as a stunt",
            "Oduya",
            id="what-is-said-of-it",
        ),
        pytest.param(
            "Venn criticised the minister for the delay.",
            "the minister for the delay",
            "Venn",
            id="the-reason-for-blame",
        ),
        pytest.param("Oduya denied the report.", "the report", "Oduya", id="denied"),
        pytest.param("Venn called for a vote.", "a vote", "Venn", id="called-for"),
        pytest.param(
            "Residents asked the council if it would reopen the road.",
            "the council if it would reopen the road",
            "Residents",
            id="asked-somebody",
        ),
    ],
)
def test_what_is_put_into_words_is_said(text, content, speaker):
    assert found(text, ATTITUDE) == []
    assert (content, speaker) in found(text, INDIRECT)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It is believed that the dam is weak.", [], id="it-is-believed"),
        pytest.param("It seems that the dam is weak.", [], id="it-seems"),
        pytest.param("The tram is late. It shows that the plan failed.", [], id="it-is-a-thing"),
        pytest.param("You know that the dam is weak.", [], id="you-are-anybody"),
        pytest.param("You said that the dam was weak.", [None], id="you-are-not-named"),
        pytest.param("A decision suggested that the dam was weak.", [], id="decision"),
        pytest.param("The move shows that the dam is weak.", [], id="move"),
        pytest.param("The mayor is expected to resign.", [], id="nobody-expects-it"),
        pytest.param("The report says the dam is weak.", ["The report"], id="a-text"),
        pytest.param(
            "The ministry was late. It said that the dam was weak.",
            ["The ministry"],
            id="it-is-a-body",
        ),
        pytest.param(
            'Oduya made a comment that called the dam "weak".', ["Oduya"], id="who-made-the-comment"
        ),
    ],
)
def test_things_and_events_say_and_think_nothing(text, expected):
    assert speakers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            'Listeners will recall tunes such as "Song of the Weir."', id="such-as-with-a-title"
        ),
        pytest.param('Fans remember her for "The Long Shore" and "Salt".', id="remembered-for"),
        pytest.param('Those who know "Winter Mill" will love it.', id="those-who"),
        pytest.param('Her novel, "The Long Shore," was published in May.', id="behind-its-genre"),
        pytest.param('Oduya wrote "Winter Mill" in a week.', id="written"),
        pytest.param('The ship, christened "Sea Drummer", was launched.', id="christened"),
        pytest.param('Venn is known as "the Owl".', id="nickname"),
        pytest.param('Locals call the tower "the Needle".', id="what-a-crowd-calls-it"),
        pytest.param("Readers will remember that the pier closed.", id="readers-will-remember"),
        pytest.param('Subscribers may recall that it was "a bad year".', id="a-crowd-may-recall"),
        pytest.param('One might say the plan is "brave".', id="one-might-say"),
        pytest.param('No official called the dam "weak".', id="no-official"),
        pytest.param('He recalled the so-called "night of lamps".', id="so-called"),
    ],
)
def test_titles_names_and_what_anybody_might_say_are_nobodys_words(text):
    assert not any(q.kind in ("direct", "mixed") for q in quoted(text))


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        pytest.param(
            'The minister called the plan "a disgrace".',
            'the plan "a disgrace"',
            "The minister",
            id="called",
        ),
        pytest.param('Venn recalled "a bad night".', '"a bad night"', "Venn", id="recalled"),
        pytest.param('Fans said: "We miss him."', '"We miss him."', "Fans", id="fans-said"),
        pytest.param(
            'Readers said the book was "a joy".', 'the book was "a joy"', "Readers", id="readers"
        ),
        pytest.param(
            'Marchers chanted "Build The Dam."', '"Build The Dam."', "Marchers", id="slogan"
        ),
        pytest.param(
            'Venn said the song "Winter Mill" was "a mess."',
            'the song "Winter Mill" was "a mess."',
            "Venn",
            id="beside-a-title",
        ),
    ],
)
def test_marked_words_that_somebody_used_are_theirs(text, content, speaker):
    assert found(text, QuotationKind.DIRECT, QuotationKind.MIXED) == [(content, speaker)]


def test_a_title_alone_makes_reported_speech_no_mixed_quotation():
    assert found('Venn said the song "Winter Mill" was old.', *QuotationKind) == [
        ('the song "Winter Mill" was old', "Venn")
    ]
    assert [q.kind for q in quoted('Venn said the song "Winter Mill" was old.')] == [INDIRECT]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Asked whether she would run, Venn left.", [None], id="at-the-start"),
        pytest.param(
            "Mara Venn, asked whether she would run, said she would.",
            [None, "Mara Venn"],
            id="behind-the-name",
        ),
        pytest.param(
            "Mayor Oduya, asked if he was sorry, simply said he was not.",
            [None, "Mayor Oduya"],
            id="before-an-adverb",
        ),
        pytest.param(
            "Asked by reporters whether she would run, Venn said she would.",
            ["reporters", "Venn"],
            id="by-whom",
        ),
        pytest.param("Mara Venn asked whether the dam was safe.", ["Mara Venn"], id="who-asks"),
        pytest.param(
            "The mayor of Tarn, Mara Venn, asked whether the dam was safe.",
            ["The mayor of Tarn, Mara Venn"],
            id="who-asks-behind-an-office",
        ),
    ],
)
def test_who_is_asked_does_not_ask(text, expected):
    assert speakers(text) == expected
