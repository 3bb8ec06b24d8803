"""Who is who across articles: what is one and what stays apart, in batch and in time order."""

from itertools import count

import pytest

from pipeline.corpus import namesakes, person_names, persons
from pipeline.corpus.identities import Identities
from pipeline.corpus.sightings import Sighting, sighting_of


def person(name, *spellings, gender=None):
    return Sighting(name, (name, *spellings), "PERSON", gender)


def thing(name, *spellings):
    return Sighting(name, (name, *spellings), "ORG")


def in_batch(articles, mint):
    """Yield the identities of each article, told when all were learnt."""
    identities = Identities(mint)
    for article in articles:
        identities.learn(article)
    for article in articles:
        yield [identities.identity_of(named.form) for named in identities.told(article)]


def in_order(articles, mint):
    """Yield the identities of each article, told by it and those before it."""
    identities = Identities(mint)
    for article in articles:
        identities.learn(article)
        yield [identities.identity_of(named.form) for named in identities.told(article)]


def by_first(way, *articles):
    """Tell the identity of the first sighting of each article."""
    numbers = count(1)
    return [told[0] for told in way(articles, lambda: f"i{next(numbers)}")]


# Articles whose first entities are one by the last article, and articles where they are two.
VENNS = [[person("Mara Venn", "Venn")]] * 3
SHE = [[person("Qorva Venn", "Venn", gender="f")]] * 3  # no list has her given name
ONE = {
    "middle-initial": [[person("Mara Venn")], [person("Mara J. Venn")]],
    "nickname": [[person("Michael Venn")], [person("Mike Venn")]],
    "middle-name-that-an-article-leaves-out": [
        [person("Mara Jane Venn", "Mara Venn")],
        [person("Mara Venn")],
    ],
    "surname-of-one-owner": [*VENNS, [person("Venn")]],
    "surname-of-the-owner-that-is-called-so": [*VENNS, [person("Nora Venn")], [person("Venn")]],
    "surname-in-the-company-of-the-owner": [
        [person("Mara Venn"), thing("Vale"), thing("Harbour")],
        [person("Venn"), thing("Vale"), thing("Harbour")],
    ],
    "surname-with-a-hyphen": [
        *[[person("Mara Hale-Venn", "Hale-Venn")]] * 3,
        [person("Hale-Venn")],
    ],
    "surname-with-a-particle": [*[[person("Mara al-Venn", "al-Venn")]] * 3, [person("al-Venn")]],
    "surname-of-a-woman-in-an-article-that-says-she": [*VENNS, [person("Venn", gender="f")]],
    "surname-of-whom-articles-call-she": [*SHE, [person("Venn", gender="f")]],
    "one-name-alone": [[person("Pelé")], [person("Pele")]],
    "numeral-that-an-article-keeps-apart": [
        [person("Robert S. Venn III"), person("Robert Venn")],
        [person("Robert Venn")],
        [person("Robert S. Venn III"), person("Robert Venn")],
        [person("Robert Venn")],
    ],
    "person-of-whom-one-article-says-body": [
        [person("Mara Venn")],
        [person("Mara Venn")],
        [thing("Mara Venn")],
    ],
    "case": [[thing("NEW YORK")], [thing("New York")]],
    "article-and-stops": [[thing("the U.N. Council")], [thing("UN Council")]],
    "company-ending": [[thing("Harbour Corp.")], [thing("Harbour")]],
    "company-endings": [[thing("Harbour Co., Ltd")], [thing("Harbour Inc")]],
    "department": [[thing("Department of Health")], [thing("Health Department")]],
    "spelling": [[thing("Trade Organisation")], [thing("Trade Organization")]],
    "country-and-its-people": [[thing("Russia")], [thing("Russians")]],
    "country-by-several-names": [[thing("Britain")], [thing("UK")]],
    "party-and-its-members": [[thing("Republican Party")], [thing("Republicans")]],
    "acronym-that-an-article-explains": [
        [thing("Harbour Trade Office", "HTO")],
        [thing("HTO")],
    ],
    "U.S.-left-out": [[thing("Senate")], [thing("U.S. Senate")]],
    "U.N.-left-out": [[thing("Security Council")], [thing("U.N. Security Council")]],
}
TWO = {
    "surnames": [[person("Mara Venn")], [person("Mara Vance")]],
    "junior": [[person("Jesse Venn")], [person("Jesse Venn Jr.")]],
    "kept-apart-by-two-articles": [
        [person("Mike Venn"), person("Michael Venn")],
        [person("Michael Venn")],
        [person("Mike Venn"), person("Michael Venn")],
        [person("Mike Venn")],
        [person("Michael Venn")],
    ],
    "surname-of-two": [
        *[[person("Nora Venn", "Venn")]] * 3,
        *VENNS,
        [person("Venn")],
    ],
    "surname-of-someone-little-known": [[person("Mara Venn", "Venn")], [person("Venn")]],
    "surname-that-the-owner-is-not-called-by": [*[[person("Mara Venn")]] * 3, [person("Venn")]],
    "surname-in-other-company": [
        [person("Mara Venn", "Venn"), thing("Vale"), thing("Harbour")],
        [person("Venn"), thing("Ostia"), thing("Lido")],
    ],
    "surname-of-a-woman-in-an-article-that-says-he": [*VENNS, [person("Venn", gender="m")]],
    "surname-of-whom-articles-call-she": [*SHE, [person("Venn", gender="m")]],
    "half-a-surname-that-is-another's-given-name": [
        *[[person("Hale Venn", "Venn")]] * 3,
        [person("Hale-Venn")],
    ],
    "given-name-alone": [*[[person("Mara Venn", "Mara")]] * 3, [person("Mara")]],
    "acronym-that-no-article-explains": [[thing("Harbour Trade Office")], [thing("HTO")]],
    "acronym-of-two": [
        [thing("Harbour Trade Office", "HTO")],
        [thing("Health Test Office", "HTO")],
        [thing("HTO")],
    ],
    "numbers": [[thing("Interstate 75")], [thing("Interstate 80")]],
    "body-of-two-countries": [
        [thing("U.S. Supreme Court")],
        [thing("Indian Supreme Court")],
        [thing("Supreme Court")],
    ],
    "name-that-begins-alike": [[thing("Harbour Trust")], [thing("Harbour Bank")]],
    "person-and-town": [*VENNS, [thing("Venn")]],
}


@pytest.mark.parametrize("way", [in_batch, in_order])
@pytest.mark.parametrize("case", ONE)
def test_names_of_one_are_one(case, way):
    *articles, last = ONE[case]

    *_, first, then = by_first(way, *articles, articles[0], last)

    assert first.id == then.id


@pytest.mark.parametrize("way", [in_batch, in_order])
@pytest.mark.parametrize("case", TWO)
def test_names_of_two_stay_apart(case, way):
    *articles, last = TWO[case]

    *_, first, then = by_first(way, *articles, articles[0], last)

    assert first.id != then.id


def test_late_evidence_is_used_in_batch_only():
    articles = [[person("Venn")], *VENNS]

    alone, *owner = by_first(in_batch, *articles)
    alone_then, *owner_then = by_first(in_order, *articles)

    assert {alone} == set(owner)
    assert alone_then.id not in {identity.id for identity in owner_then}


def test_an_id_is_minted_and_stays_when_the_usual_name_changes():
    first, *_, last = by_first(in_order, [person("Mara J. Venn")], *VENNS)

    assert (first.id, first.name) == ("i1", "Mara J. Venn")
    assert (last.id, last.name) == ("i1", "Mara Venn")


@pytest.mark.parametrize(
    ("names", "usual"),
    [
        (["MARA VENN", "MARA VENN", "Mara Venn"], "Mara Venn"),
        (["Americans", "U.S."], "United States"),
        (["Democrats"], "Democratic Party"),
        (["Harbour Corp.", "Harbour", "Harbour"], "Harbour"),
    ],
)
def test_an_identity_has_the_usual_name(names, usual):
    found = by_first(in_batch, *([thing(name)] for name in names))

    assert {identity.name for identity in found} == {usual}


@pytest.mark.parametrize(
    ("pronouns", "gender"),
    [
        pytest.param(["She", "her", "he"], "f", id="most"),
        pytest.param(["his"], "m", id="one"),
        pytest.param(["his", "her"], None, id="as-many-of-either"),
        pytest.param(["I", "they"], None, id="neither"),
    ],
)
def test_the_gender_is_what_most_pronouns_tell(pronouns, gender):
    assert sighting_of("Venn", [], "PERSON", pronouns).gender == gender


ODD = [
    *(
        "/ / /",
        "\u200b Venn",
        "🐟 🐟",
        "O'Brien/Venn Jr.",
        "中 文",
        "İ ß",
        "' '",
        "- – —",
        "J. . R.",
    ),
    *("Mara\tVenn", "the the", "U.S. U.N.", "(Venn) Mara", "Venn III III", "é" * 500, "a " * 300),
]


@pytest.mark.parametrize("kind", ["PERSON", "ORG"])
def test_names_of_any_characters_are_told_and_taken_back(kind):
    numbers = count(1)
    identities = Identities(lambda: f"i{next(numbers)}")
    articles = [[sighting_of(name, [other, name], kind)] for name in ODD for other in ODD]
    for article in articles:
        identities.learn(article)
    for article in articles:
        (named,) = identities.told(article)
        identity = identities.identity_of(named.form)
        assert identity == identities.identity_of(identities.leader(named.form))
        assert identity.name
        assert len(named.form) < 900
    for article in articles:
        identities.forget(article)

    assert identities.told(articles[0])


def test_namesakes_in_one_article_are_not_all_compared(monkeypatch):
    compared = []
    alike = person_names.may_be_one
    for module in (persons, namesakes):
        monkeypatch.setattr(module, "may_be_one", lambda *two: compared.append(two) or alike(*two))
    identities = Identities(lambda: "i")
    identities.learn([sighting_of(f"Mara{n} Venn", [], "PERSON") for n in range(2000)])

    assert len(compared) < 2000


def joined_late():
    """Make three identities: Mara Jane Venn (i1), Mara Venn (i2) and Nora Vance (i3)."""
    numbers = count(1)
    identities = Identities(lambda: f"i{next(numbers)}")
    articles = [[person("Mara Jane Venn")], [person("Mara Venn")], [person("Nora Vance")]]
    for article in articles:
        identities.learn(article)
        identities.identity_of(identities.told(article)[0].form)
    forms = [identities.told(article)[0].form for article in articles]
    return identities, forms


@pytest.mark.parametrize(
    ("gone", "into", "kept"),
    [
        pytest.param("i2", "i3", "i3", id="into-another"),
        pytest.param("i3", "i2", "i1", id="into-it"),
    ],
)
def test_what_a_user_merged_stays_one_when_rules_join_it_later(gone, into, kept):
    identities, forms = joined_late()
    identities.corrections.merge(gone, into)
    identities.learn([person("Mara Jane Venn", "Mara Venn")])

    assert {identities.identity_of(form).id for form in forms} == {kept}
