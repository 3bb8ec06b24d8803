"""What a quality leads to, and whom a description means; nobody where that is left open."""

import pytest

from tests.reading import target_in

# A text, the quality in it that is meant, and what it is called.
QUALITIES = {
    "of-the-last": (
        "Vale passed a bill to ban plastic bags. Critics slammed the cost and lack of debate.",
        "lack",
        "bill to ban plastic bags",
    ),
    "its-quality": (
        "Vale passed a bill to ban plastic bags. Critics slammed its cost.",
        "cost",
        "bill to ban plastic bags",
    ),
    "of-it": (
        "The housing bill passed. Mara Venn slammed the cost of the bill.",
        "cost",
        "housing bill",
    ),
    "of-another-thing": (
        "The housing bill passed. Mara Venn slammed the cost of living.",
        "cost",
        "cost of living",
    ),
    "of-nothing-said": ("Fares rose in Vale. Critics slammed the cost.", "cost", "cost"),
}
PERSON = {
    "just-named": (
        "Mara Venn spoke in Vale on Monday. She was tired. Voters like the candidate.",
        "Mara Venn",
    ),
    "not-the-speaker": ("Mara Venn spoke in Vale. Mara Venn says the candidate must go.", None),
    "of-two": (
        "Mara Venn, Orla Hult and Joel Corr spoke in Vale. Voters like the candidate.",
        None,
    ),
    "told-by-its-clause": (
        "Mara Venn spoke in Vale. Voters like the candidate who cuts fares.",
        None,
    ),
    "any": ("Mara Venn spoke in Vale. Voters want a candidate.", None),
    "who-asks": ('Mara Venn spoke. "Voters like the candidate," Mara Venn said.', None),
}
DESCRIBED = {
    "whom-it-is-about": (
        "Mara Venn spoke in Vale. Venn was tired. Voters like the New York lawyer.",
        "Mara Venn",
    ),
    "who-is-called-so": (
        "The New York lawyer Joel Corr came. Mara Venn sang. Mara Venn left. "
        "Voters like the New York lawyer.",
        "Joel Corr",
    ),
    "by-an-office": (
        "Sen. Mara Venn spoke with Joel Corr. Joel Corr left. Voters like the Vermont senator.",
        "Mara Venn",
    ),
    "by-a-party": (
        "Mara Venn, the Republican nominee, met Orla Hult. Voters like the GOP nominee.",
        "Mara Venn",
    ),
    "office-of-nobody-named": ("Mara Venn spoke. Voters like the Vermont senator.", None),
    "of-two-in-office": (
        "Sen. Mara Venn and Sen. Joel Corr met Orla Hult. Voters like the Vermont senator.",
        None,
    ),
    "other-party": (
        "The Democratic nominee Mara Venn met Orla Hult. Voters like the GOP nominee.",
        None,
    ),
    "who-dislikes-him": ("Mara Venn spoke. Mara Venn loathes the New York lawyer.", None),
}


@pytest.mark.parametrize("case", QUALITIES)
def test_a_quality_leads_to_the_law_that_has_it(case):
    text, word, name = QUALITIES[case]

    assert target_in(text, word).name == name


@pytest.mark.parametrize("case", PERSON)
def test_the_candidate_is_whom_the_article_is_about(case):
    text, name = PERSON[case]

    found = target_in(text, "candidate")

    assert (found and found.name) == name


@pytest.mark.parametrize("case", DESCRIBED)
def test_a_person_described_is_who_plainly_is_so(case):
    text, name = DESCRIBED[case]

    found = target_in(text, text.removesuffix(".").rpartition(" ")[2])

    assert (found.name if found.entity else None) == name
