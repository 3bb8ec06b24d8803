"""The tables of words that stances are read by do not contradict each other."""

import pytest

from pipeline.analysis.stances.words import attitudes, lexicon, lone, nouns, opinions, truth


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(lexicon.FOR_VERBS, lexicon.AGAINST_VERBS, id="verbs"),
        pytest.param(lexicon.WANTED_FOR, lexicon.WANTED_AGAINST, id="wanted"),
        pytest.param(lexicon.FARING_WELL, lexicon.FARING_ILL, id="faring"),
        pytest.param(lexicon.ANSWERING, lexicon.UNSAID, id="said-and-unsaid"),
        pytest.param(attitudes.FOR_NOUNS, attitudes.AGAINST_NOUNS, id="nouns"),
        pytest.param(attitudes.FOR_PEOPLE, attitudes.AGAINST_PEOPLE, id="people"),
        pytest.param(attitudes.FOR_ADJECTIVES, attitudes.AGAINST_ADJECTIVES, id="adjectives"),
        pytest.param(opinions.GOOD_NOUNS, opinions.BAD_NOUNS, id="called"),
        pytest.param(opinions.GOOD_ADJECTIVES, opinions.BAD_ADJECTIVES, id="described"),
        pytest.param(opinions.HELPING, opinions.HARMING, id="effects"),
        pytest.param(nouns.WELL, nouns.ILL, id="states"),
        pytest.param(nouns.HOLDERS, nouns.NOT_HUMAN, id="people-and-things"),
        pytest.param(nouns.HOLDERS, lone.EMPTY_INDEFINITE, id="holders-and-empty-topics"),
        pytest.param(truth.TRUE, truth.FALSE, id="true-and-false"),
        pytest.param(truth.VERDICTS_TRUE, truth.VERDICTS_FALSE, id="verdicts"),
        pytest.param(truth.ASSERTING, truth.DENYING | truth.MISTAKING, id="asserted-and-denied"),
    ],
)
def test_no_word_stands_on_both_sides(one, other):
    assert set(one).isdisjoint(other)
