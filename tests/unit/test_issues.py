"""What stances are about across articles: what is joined, in whose story, and under which name."""

from datetime import date
from itertools import count

import pytest

from pipeline.corpus.codebook import codebook_from
from pipeline.corpus.identities import Identity
from pipeline.corpus.issues import Issues, Spoken
from pipeline.corpus.sightings import Sighting
from schemas.vocabulary import IdentityKind

MAY = [date(2026, 5, day) for day in range(1, 32)]
VALE = ("Orla Hult", "Vale Council", "Harbour Trust")


def _identity(name):
    return Identity(f"i-{name}", name, IdentityKind.OTHER)


def article(*phrases, day=0, company=VALE, people=()):
    names = (*company, *people)
    cast = [(Sighting(n, (n,), "PERSON" if n in people else "ORG"), _identity(n)) for n in names]
    return Spoken(phrases, None if day is None else MAY[day], cast)


def issues(*articles, codebook=None):
    numbers = count(1)
    mint = lambda: f"t{next(numbers)}"  # noqa: E731
    found = Issues(mint) if codebook is None else Issues(mint, codebook)
    for one in articles:
        found.learn(one)
    return found


def told(found, one):
    """Tell the issue and the direction of an article's first phrase."""
    (topic, *_) = found.told(one)
    issue = found.issue_of(topic.form)
    return issue.id, issue.name, topic.reversed ^ issue.reversed


def ids(*articles):
    found = issues(*articles)
    return [told(found, one)[0] for one in articles]


def test_opposite_sides_are_one_issue_and_marked():
    here, there = article("repealing the ferry law"), article("the ferry law", day=20)
    found = issues(here, there)

    assert told(found, here) == ("t1", "ferry law", True)
    assert told(found, there) == ("t1", "ferry law", False)


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        pytest.param(article("the House bill", day=3), True, id="same-story"),
        pytest.param(article("the House bill", day=12), False, id="later"),
        pytest.param(article("the House bill", company=("Ostia", "Lido")), False, id="others"),
        pytest.param(article("the House bill", day=None), True, id="same-company-undated"),
        pytest.param(article("the Senate bill"), False, id="other-words"),
    ],
)
def test_vague_words_are_one_in_one_story_alone(other, is_one):
    one, another = ids(article("the House bill"), other)

    assert (one == another) is is_one


def test_a_bill_on_something_is_one_for_some_weeks():
    first, weeks_later, years_later = ids(
        article("the immigration bill"),
        article("the immigration bill", day=24),
        Spoken(("the immigration bill",), date(2028, 5, 1), article().cast),
    )

    assert first == weeks_later != years_later


def test_a_story_goes_on_from_article_to_article():
    days = [article("the House bill", day=day) for day in (0, 3, 6, 9)]

    assert len(set(ids(*days))) == 1


def test_words_that_say_too_little_have_no_issue():
    assert issues().told(article("the bill", "placing it")) == [None, None]


def test_an_issue_has_its_most_frequent_phrase_for_a_name():
    articles = [article("ban on plastic bags"), article("plastic bag ban")]
    found = issues(*articles, article("the plastic bag ban"))

    assert {told(found, one)[1] for one in articles} == {"plastic bag ban"}


def test_what_an_article_names_is_that_identity():
    one = article("opposition to Harbour Trust", "stopping Venn", people=("Mara Venn", "Venn"))
    found = issues(one)
    trust, venn = found.told(one)

    assert found.issue_of(trust.form).id == "i-Harbour Trust"
    assert found.issue_of(venn.form).id == "i-Venn"
    assert trust.reversed
    assert venn.reversed


def test_a_law_that_articles_name_is_that_identity_elsewhere_too():
    elsewhere = article("repealing the Safe Ferries Act")
    found = issues(elsewhere)
    before = told(found, elsewhere)[0]
    found.learn(article(company=("Safe Ferries Act",)))

    assert told(found, elsewhere) == ("i-Safe Ferries Act", "Safe Ferries Act", True)
    assert found.minted(found.told(elsewhere)[0].form) == before


def test_a_retired_revision_counts_no_longer():
    kept, retired = article("plastic bag ban"), article("ban on plastic bags", "the House bill")
    found = issues(kept, retired, retired)
    found.forget(retired)
    found.forget(retired)

    assert told(found, kept)[1] == "plastic bag ban"


def test_what_a_database_knows_can_be_put_back():
    one, later = article("the ferry law", "the House bill"), article("the House bill", day=2)
    first = issues(one)
    law, bill = (topic.form for topic in first.told(one))
    again = issues()
    again.remember(law, "t7", "ferry law")
    again.remember(bill, "t8", "House bill")
    again.recall(one, [(law, "ferry law"), (bill, "House bill")])
    again.learn(later)

    assert told(again, later) == ("t8", "House bill", False)
    assert again.issue_of(law).id == "t7"
    assert again.issue_of(law).name == "ferry law"


def test_an_issue_has_a_name_when_no_article_that_counts_has_its_phrase():
    copy, retired = article("the House bill"), article("the Senate bill", day=20)
    found = issues(retired)
    form = found.told(retired)[0].form
    found.forget(retired)

    assert told(found, copy)[1] == "House bill"  # never learnt
    assert found.issue_of(form).name == "Senate bill"


def test_a_story_whose_company_was_forgotten_can_be_told_again():
    retired = article("the Senate bill")
    found = issues(retired)
    found.forget(retired)

    assert [told(found, article(f"the {house} bill"))[1] for house in ("House", "Senate")] == [
        "House bill",
        "Senate bill",
    ]


def test_corrections_hold_for_what_is_told_afterwards():
    law, act = article("the ferry law"), article("the boat tax")
    found = issues(law, act)
    (law_id, *_), (tax_id, *_) = told(found, law), told(found, act)
    found.merge(tax_id, law_id)
    found.rename(law_id, "Ferries")

    assert told(found, act) == told(found, law) == (law_id, "Ferries", False)
    assert found.merged() == {tax_id: law_id}

    found.merge(law_id, tax_id)  # they are one already
    assert told(found, law)[0] == law_id


FERRIES = codebook_from(
    """
    [[issue]]
    name = "Ferries"
    phrases = ["ferry law", "boat tax"]
    reversed = ["free sailing"]
    """
)


@pytest.mark.parametrize(
    ("phrase", "is_reversed"),
    [
        ("the ferry law", False),
        ("repealing the ferry law", True),
        ("free sailing", True),
        ("opposition to free sailing", False),
    ],
)
def test_a_codebook_outranks_the_keys(phrase, is_reversed):
    one = article(phrase)
    found = issues(one, codebook=FERRIES)

    assert told(found, one) == ("ferry", "Ferries", is_reversed)


def test_corrections_hold_for_issues_of_a_codebook_and_for_entities():
    coded, entity = (
        article("the boat tax"),
        article("Safe Ferries Act", company=("Safe Ferries Act",)),
    )
    found = issues(coded, entity, codebook=FERRIES)
    found.merge("ferry", "i-Safe Ferries Act")
    found.rename("i-Safe Ferries Act", "Ferry act")

    assert told(found, coded)[:2] == told(found, entity)[:2] == ("i-Safe Ferries Act", "Ferry act")
