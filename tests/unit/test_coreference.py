"""Whom pronouns and offices stand for, and when nobody can say."""

import pytest

from pipeline.analysis.entities.coreference import resolved
from pipeline.analysis.entities.entities import named_entities
from pipeline.analysis.layout.zones import layout_of
from pipeline.analysis.quotations.quotations import quoted_passages
from tests.reading import reader


def meant(text: str) -> list[tuple[str, str]]:
    """Give each mention that is no name, and the name of whom it means, in text order."""
    zones = layout_of(text, None).zones
    doc = reader().document(text, starts=(zone.start for zone in zones))
    names = named_entities(doc, zones)
    cast = resolved(names, quoted_passages(doc, zones))
    found = [
        (appearance.span.start, appearance.span.text, member.name)
        for member in cast.members
        for appearance in member.appearances
        if appearance.kind != "name"
    ]
    return [(words, name) for _, words, name in sorted(found)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Barack Obama met Angela Merkel on Monday. He thanked her.",
            [("He", "Barack Obama"), ("her", "Angela Merkel")],
            id="gender",
        ),
        pytest.param(
            "John Kerry praised the plan on Monday. He said he would sign it.",
            [("He", "John Kerry"), ("he", "John Kerry")],
            id="subject-goes-on",
        ),
        pytest.param(
            "David Cameron spoke in London. Peter Robinson said he would vote no.",
            [("he", "Peter Robinson")],
            id="who-says-it-means-himself",
        ),
        pytest.param(
            "John Kerry met Peter Robinson. Peter Robinson thanked him.",
            [("him", "John Kerry")],
            id="an-object-is-not-its-subject",
        ),
        pytest.param(
            "John Kerry praised Peter Robinson on Monday, but he opposed the plan.",
            [("he", "John Kerry")],
            id="a-subject-goes-on-after-but",
        ),
        pytest.param(
            "Angela Merkel praised Peter Robinson on Monday, but he opposed the plan.",
            [("he", "Peter Robinson")],
            id="a-subject-of-the-other-sex-does-not-go-on",
        ),
        pytest.param(
            "The group's director, John Kerry, met Peter Robinson. He was pleased.",
            [("He", "John Kerry")],
            id="an-apposition-is-what-it-explains",
        ),
        pytest.param(
            "John Kerry met the group's director, Peter Robinson. He was pleased.",
            [("He", "John Kerry")],
            id="of-an-object-too",
        ),
        pytest.param(
            "John Kerry spoke on Monday. “Peter Robinson is wrong. The tax must go,” he said.",
            [("he", "John Kerry")],
            id="who-closes-a-quotation-is-not-of-it",
        ),
        pytest.param(
            "John Kerry spoke on Monday. Peter Robinson is wrong. The tax must go, he said.",
            [("he", "Peter Robinson")],
            id="without-marks-every-sentence-counts",
        ),
        pytest.param(
            '"I will not sign," said John Kerry. "My answer is no."',
            [("I", "John Kerry"), ("My", "John Kerry")],
            id="the-speaker-is-I",
        ),
        pytest.param(
            "President Vladimir Putin arrived on Monday. The president waved.",
            [("The president", "Vladimir Putin")],
            id="office-before-the-name",
        ),
        pytest.param(
            "President Vladimir Putin met President Emmanuel Macron. The president waved.",
            [],
            id="two-hold-the-office",
        ),
        pytest.param(
            "Trade Minister John Kerry met Navy Secretary Peter Robinson. The navy secretary left.",
            [("secretary", "Peter Robinson")],
            id="an-office-told-by-more-words",
        ),
        pytest.param(
            "Peter Robinson, chairman of the Budget Committee, spoke. The trade chairman left.",
            [],
            id="another-office",
        ),
        pytest.param(
            "Senator John Kerry (D-Mass.) met Senator Peter Robinson (R-Ky.). "
            "The Massachusetts Democrat left.",
            [("Democrat", "John Kerry")],
            id="a-member-of-a-party",
        ),
        pytest.param(
            "Senator Peter Robinson (R-Ky.) left. The Ohio Democrat stayed.",
            [],
            id="a-member-of-another-party",
        ),
        pytest.param(
            'President Vladimir Putin left. "We have a president who lies," said John Kerry.',
            [("a president", "Vladimir Putin")],
            id="we-have-a-president",
        ),
        pytest.param(
            "John Kerry sat with Peter Robinson and thanked him.",
            [("him", "Peter Robinson")],
            id="nor-the-subject-of-the-verb-before",
        ),
        pytest.param(
            "Peter Robinson met John Kerry. He was thanked by Peter Robinson.",
            [("He", "John Kerry")],
            id="nor-who-does-it-to-him",
        ),
        pytest.param(
            "President Vladimir Putin met President Emmanuel Macron. Mr. Putin spoke, and "
            "Vladimir Putin left. The president waved.",
            [("The president", "Vladimir Putin")],
            id="two-hold-the-office-and-one-is-named-far-more",
        ),
        pytest.param(
            "President Vladimir Putin arrived. The president of the bank waved.",
            [],
            id="another-president",
        ),
        pytest.param(
            "The Supreme Court ruled on Monday. The court said no.",
            [("The court", "Supreme Court")],
            id="the-one-court",
        ),
        pytest.param(
            "The Supreme Court and the High Court ruled on Monday. The court said no.",
            [],
            id="two-courts",
        ),
        pytest.param("The plan is old. He opposes it.", [], id="nobody-named"),
        pytest.param(
            "Angela Merkel spoke on Monday. He did not listen.", [], id="nobody-of-that-gender"
        ),
    ],
)
def test_a_pronoun_or_office_means_somebody_only_where_that_is_plain(text, expected):
    assert meant(text) == expected
