"""What a phrase is about: what is said in several ways is one, and what undoes it is told."""

import pytest

from pipeline.corpus.stems import stem
from pipeline.corpus.topic_keys import Strength, topic_key

PEOPLE = frozenset(("mara venn", "venn"))


def key(phrase):
    return topic_key(phrase, PEOPLE)


# Phrases that mean one thing, and are on the same side of it.
ONE = {
    "plural": ("plastic bags", "a plastic bag"),
    "of-and-before": ("reform of health care", "health care reform"),
    "on-and-before": ("ban on plastic bags", "plastic bag ban"),
    "verb-and-noun": ("banning plastic bags", "the plastic bag ban"),
    "other-verb": ("prohibiting plastic bags", "the plastic bag ban"),
    "more-of-it": ("raising the minimum wage", "a minimum wage increase"),
    "bill-with-its-clause": ("a bill to ban plastic bags", "plastic bag ban"),
    "bill-that-would": ("a bill that would ban plastic bags", "plastic bag ban"),
    "law-that-does": ("legislation banning plastic bags", "plastic bag ban"),
    "passing-words": ("the new, controversial travel ban", "travel ban"),
    "whose-law-it-is": ("Mara Venn's health care law", "the health care law"),
    "whose-by-a-title": ("President Orla's health care law", "the health care law"),
    "people-and-country": ("the Iranian nuclear deal", "nuclear deal with Iran"),
    "party-by-two-names": ("GOP memo", "Republican memo"),
    "full-name-and-surname": ("Mara Venn's immigration plan", "the Venn immigration plan"),
    "hyphen": ("gun-control measures", "gun control measures"),
    "spelling": ("labour legalisation", "labor legalization"),
    "passing-a-bill": ("passing the harbour bill", "the harbour bill"),
    "support-of-it": ("support for free ferries", "free ferries"),
    "undone-twice": ("blocking the repeal of Harbourcare", "Harbourcare"),
    "capitals-of-a-subject": ("Immigration", "immigration"),
}
# Phrases of which the first is against what the second says.
OPPOSITE = {
    "repealing": ("repealing Harbourcare", "Harbourcare"),
    "repeal-of": ("the repeal of Harbourcare", "Harbourcare"),
    "repeal-behind": ("Harbourcare's repeal", "Harbourcare"),
    "repeal-bill": ("the Harbourcare repeal bill", "Harbourcare"),
    "bill-to-repeal": ("a bill to repeal Harbourcare", "Harbourcare"),
    "vote-to-repeal": ("the vote to repeal Harbourcare", "Harbourcare"),
    "end-to": ("an end to the death penalty", "the death penalty"),
    "put-an-end-to": ("putting an end to the death penalty", "the death penalty"),
    "lack-of": ("lack of border security", "border security"),
    "suspension": ("suspension of the travel ban", "the travel ban"),
    "lifting": ("lifting the travel ban", "the travel ban"),
    "rolling-back": ("rolling back the travel ban", "the travel ban"),
    "delay": ("a three-year delay of the travel ban", "the travel ban"),
    "opposition": ("opposition to the travel ban", "the travel ban"),
    "fight-against": ("the fight against corruption", "corruption"),
    "refusal": ("her refusal to release the tax returns", "releasing tax returns"),
    "leaving-a-pact": ("withdrawal from the Paris agreement", "the Paris agreement"),
    "taking-money-away": ("defunding Harbour Hospital", "Harbour Hospital funding"),
}
# Phrases that are two things, though words of theirs are alike.
TWO = {
    "ban-and-what-it-bans": ("plastic bag ban", "plastic bags"),
    "cut-and-increase": ("tax cuts", "tax increases"),
    "rights-and-control": ("gun rights", "gun control"),
    "whose-plan": ("Mara Venn's tax plan", "Orla Hult's tax plan"),
    "party-and-party": ("the Republican memo", "the Democratic memo"),
    "chamber-and-chamber": ("the House immigration bill", "the Senate immigration bill"),
    "by-and-against": ("police violence", "violence against police"),
    "two-ways": ("Chinese tariffs on U.S. goods", "U.S. tariffs on Chinese goods"),
    "name-and-noun": ("the Wall", "the wall"),
    "longer-name": ("Wall Street", "the wall"),
    "those-against-it": ("opponents of the travel ban", "the travel ban"),
    "troops-not-a-pact": ("withdrawal from Afghanistan", "Afghanistan"),
    "fight-for": ("the fight for clean water", "clean air"),
    "move-to-a-place": ("the factory's move to Mexico", "Mexico"),
    "threat-of-it": ("a veto threat", "a threat"),
    "anti": ("an anti-abortion law", "an abortion law"),
    "less-of-it": ("lower taxes", "taxes"),
    "other": ("other languages", "languages"),
}


@pytest.mark.parametrize("case", ONE)
def test_what_is_said_in_several_ways_is_one(case):
    one, other = map(key, ONE[case])

    assert (one.form, one.reversed, one.strength) == (other.form, False, other.strength)


@pytest.mark.parametrize("case", OPPOSITE)
def test_what_undoes_a_thing_is_against_it(case):
    against, thing = map(key, OPPOSITE[case])

    assert (against.form, against.reversed) == (thing.form, True)
    assert not thing.reversed


@pytest.mark.parametrize("case", TWO)
def test_what_only_looks_alike_stays_apart(case):
    one, other = map(key, TWO[case])

    assert one is None or other is None or one.form != other.form


def test_who_fights_for_something_is_not_against_it():
    assert not key("fighting for clean water").reversed
    assert key("fighting corruption").reversed


@pytest.mark.parametrize(
    "phrase", ["the bill", "a measure", "legislation", "placing it", "target them", "pay more", "!"]
)
def test_words_that_say_too_little_are_about_nothing(phrase):
    assert key(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "strength"),
    [
        ("the House bill", Strength.STORY),
        ("an executive order", Strength.STORY),
        ("Venn's plan", Strength.STORY),
        ("the delay", Strength.STORY),
        ("the wall", Strength.STORY),
        ("the 2010 law", Strength.STORY),
        ("amend the law", Strength.STORY),
        ("the immigration bill", Strength.PASSING),
        ("Pennsylvania's law", Strength.PASSING),
        ("immigration", Strength.FREE),
        ("racism", Strength.FREE),
        ("gun laws", Strength.FREE),
        ("the Iran deal", Strength.FREE),
        ("the Venn nomination", Strength.FREE),
        ("the Harbour Pipeline", Strength.FREE),
    ],
)
def test_vague_words_tell_in_their_story_alone(phrase, strength):
    assert key(phrase).strength is strength


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("the health care law", "health care law"),
        ("repealing the health care law", "health care law"),
        ("Harbourcare's repeal", "Harbourcare"),
        ("a bill to ban plastic bags", "ban plastic bags"),
    ],
)
def test_a_key_keeps_the_words_it_is_called_by(phrase, name):
    assert key(phrase).name == name


@pytest.mark.parametrize(
    ("word", "one"),
    [
        ("policies", "policy"),
        ("taxes", "tax"),
        ("classes", "class"),
        ("crisis", "crisis"),
        ("news", "news"),
        ("women", "woman"),
        ("shoes", "shoe"),
        ("heroes", "hero"),
        ("programmes", "program"),
        ("defence", "defense"),
        ("privatisation", "privatization"),
    ],
)
def test_a_stem_is_one_for_numbers_and_spellings(word, one):
    assert stem(word) == one
