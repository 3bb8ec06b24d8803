"""What a lone "bill" is told by: its own clause, a longer phrase, the headline; else by nothing."""

import pytest

from pipeline.analysis.stances.parties.phrases import plain, topic_of
from tests.reading import reader, target_in

# A text, the word in it that is meant (in its last place), and what it is called.
TOLD = {
    "clause-with-to": (
        "Mara Venn backs a bill to ban plastic bags.",
        "bill",
        "bill to ban plastic bags",
    ),
    "clause-with-that": (
        "Mara Venn backs a measure that would ban plastic bags.",
        "measure",
        "measure that would ban plastic bags",
    ),
    "law-that-does": (
        "Mara Venn opposes legislation that limits ferry fares.",
        "legislation",
        "legislation that limits ferry fares",
    ),
    "clause-of-the-past": (
        "Mara Venn signed a bill that created a ferry fund.",
        "bill",
        "bill that created a ferry fund",
    ),
    "clause-with-its-own-subject": (
        "Mara Venn backs a plan that would allow ferries to sail at night.",
        "plan",
        "plan that would allow ferries to sail at night",
    ),
    "aimed-at": (
        "Mara Venn introduced a bill aimed at cutting ferry fares.",
        "bill",
        "bill to cut ferry fares",
    ),
    "doing-it": (
        "The council approved a resolution condemning the former mayor of Vale, the old harbour "
        "master and all of their many friends and allies in the trade union. "
        "Mara Venn opposes the resolution.",
        "resolution",
        "resolution condemning the former mayor of Vale",
    ),
    "clause-that-is-an-aside": (
        "The housing bill, which is long, passed. Mara Venn opposes the bill, which is old.",
        "bill",
        "housing bill",
    ),
    "same-noun": ("The housing bill passed. Mara Venn opposes the bill.", "bill", "housing bill"),
    "with-a-passing-word": (
        "The housing plan passed. Mara Venn opposes the new plan.",
        "plan",
        "housing plan",
    ),
    "other-noun": (
        "The housing bill passed. Mara Venn opposes this legislation.",
        "legislation",
        "housing bill",
    ),
    "deal-and-agreement": (
        "Vale signed the fishing agreement. Mara Venn opposes the deal.",
        "deal",
        "fishing agreement",
    ),
    "nearest": (
        "The housing bill passed, then the ferry bill. Mara Venn opposes the bill.",
        "bill",
        "ferry bill",
    ),
    "same-noun-before-a-nearer-sibling": (
        "The ferry plan failed. The housing proposal passed. Mara Venn backs the plan.",
        "plan",
        "ferry plan",
    ),
    "by-its-clause-before": (
        "The Senate passed a bill to ban plastic bags. Mara Venn opposes the bill.",
        "bill",
        "bill to ban plastic bags",
    ),
    "what-stands-around-it-tells-none": (
        "The ferry project began. It is a project with many parts. Mara Venn backs the project.",
        "project",
        "ferry project",
    ),
    "words-that-tell-none-are-passed-over": (
        "The housing bill passed. The final bill in the Senate is long. Mara Venn opposes the "
        "bill.",
        "bill",
        "housing bill",
    ),
    "plural": ("The housing plans failed. Mara Venn backs these plans.", "plans", "housing plans"),
    "told-soon-after": (
        "Mara Venn opposes the bill. The housing bill is to pass on Monday.",
        "the bill",
        "housing bill",
    ),
    "by-what-it-would-do": (
        "Mara Venn introduced a bill on Monday. The bill would ban plastic bags.",
        "a bill",
        "bill that would ban plastic bags",
    ),
    "by-what-somebody-believes": (
        "Mara Venn backs a measure that he believes would lower ferry fares.",
        "measure",
        "measure that would lower ferry fares",
    ),
    "beside-it": (
        "Mara Venn hopes to broker a deal with Vale.",
        "deal",
        "deal with Vale",
    ),
    "on-it": (
        "Mara Venn wants a ruling on the ferry strike.",
        "ruling",
        "ruling on the ferry strike",
    ),
    "measure-last": (
        "The housing bill passed. Rents are a crude measure of wealth. Mara Venn opposes the "
        "legislation.",
        "legislation",
        "housing bill",
    ),
    "that-is-the-nearest": (
        "The ferry proposal failed long ago. The Senate passed the housing bill, and three who "
        "signed that proposal spoke.",
        "proposal",
        "housing bill",
    ),
    "what-a-law-would-have-done": (
        "A judge blocked a bill that would have allowed night ferries.",
        "bill",
        "bill that would have allowed night ferries",
    ),
    "clause-behind-a-day": (
        "The House passed a bill Monday to ban plastic bags.",
        "bill",
        "bill to ban plastic bags",
    ),
    "clause-behind-a-name": (
        "The House passed a bill on Monday by Mara Venn that would ban plastic bags.",
        "bill",
        "bill that would ban plastic bags",
    ),
    "what-it-makes-easier": (
        "Mara Venn backs a bill making it easier for clerks to sue the ferry line.",
        "bill",
        "bill making it easier for clerks to sue the ferry line",
    ),
    "in-quotation-marks": (
        'Mara Venn opposes the "ferries for all" plan.',
        "plan",
        "ferries for all plan",
    ),
    "by-what-it-was-said-to-do": (
        "The bill would ban plastic bags. It passed. Mara Venn opposes the bill.",
        "bill",
        "bill that would ban plastic bags",
    ),
    "by-what-lawmakers-passed": (
        "The House approved retroactive pay on Monday. Mara Venn opposes the bill.",
        "bill",
        "retroactive pay",
    ),
    "by-what-they-voted-for": (
        "The House voted to repeal the ferry levy. Mara Venn opposes the measure.",
        "measure",
        "measure to repeal the ferry levy",
    ),
    "by-the-verb-it-is-made-from": (
        "Joel Corr proposed to cut ferry fares. Mara Venn opposes the proposal.",
        "proposal",
        "proposal to cut ferry fares",
    ),
    "by-what-was-banned": (
        "Vale banned plastic bags. Mara Venn opposes the ban.",
        "ban",
        "ban on plastic bags",
    ),
    "by-the-one-law-with-a-name": (
        "Joel Corr signed the Ferry Act in May. Mara Venn opposes the law.",
        "law",
        "Ferry Act",
    ),
    "by-an-overhaul": (
        "A vote on the tax overhaul is near. Mara Venn opposes the bill.",
        "bill",
        "tax overhaul",
    ),
    "one-of-the-rules": (
        "The rules on ferry fares are old. Mara Venn opposes the rule.",
        "rule",
        "rules on ferry fares",
    ),
    "any-deal-where-all-are-one": (
        "Vale and Hult want a trade deal. The trade deal is near. Mara Venn rejects any agreement.",
        "agreement",
        "trade deal",
    ),
    "praise-and-blame-tell-none": (
        "The housing plan failed. It was a top-heavy plan. Mara Venn backs the plan.",
        "plan",
        "housing plan",
    ),
    "what-it-is-compared-to-is-another": (
        "The housing bill passed. It is long, like the ferry bill. Mara Venn backs the bill.",
        "bill",
        "housing bill",
    ),
    "law-and-order": ("Mara Venn wants law and order.", "order", "law and order"),
    "law-that-is-cited-is-another": (
        "Lawmakers invoked the War Powers Resolution. Mara Venn opposes the resolution.",
        "resolution",
        "resolution",
    ),
    "may-stand-alone": ("Mara Venn opposes the treaty.", "treaty", "treaty"),
}
SILENT = {
    "nothing-tells": ("Mara Venn opposes the bill.", "bill"),
    "indefinite": ("The housing bill passed. Mara Venn wants a bill.", "bill"),
    "of-no-article": ("Mara Venn wants legislation.", "legislation"),
    "clause-of-its-fate": ("Mara Venn wants a bill that wins votes.", "bill"),
    "clause-that-denies": ("Mara Venn opposes a plan that does not cut fares.", "plan"),
    "by-what-stands-elsewhere": (
        "Legislation offering that failed. Mara Venn opposes the legislation.",
        "legislation",
    ),
    "set-phrase": ("The Bill of Rights is old. Mara Venn opposes the bill.", "bill"),
    "such": ("The housing plan failed. Mara Venn backs such a plan.", "plan"),
    "both": ("The Green candidate spoke. Mara Venn backs both candidates.", "candidates"),
    "similar": ("The housing bill passed. Mara Venn wants a similar ban.", "ban"),
    "other-number": ("The housing bill passed. Mara Venn opposes the bills.", "bills"),
    "other-thing": ("The housing plan passed. Mara Venn opposes the motion.", "motion"),
    "one-of-two-laws": (
        "Joel Corr signed the Ferry Act and the Gull Act. Mara Venn opposes the law.",
        "law",
    ),
    "law-that-a-bill-would-change": (
        "The Ferry Act is old. Lawmakers want to change it. Mara Venn opposes the bill.",
        "bill",
    ),
    "why-it-was-passed": ("The House passed the bill to please Joel Corr.", "bill"),
    "who-was-turned-down": ("The House rejected Joel Corr. Mara Venn opposes the bill.", "bill"),
    "of-a-party": ("The Democratic bill passed. Mara Venn opposes the bill.", "bill"),
    "candidate": ("Mara Venn endorsed the candidate.", "candidate"),
    "directives": ("Mara Venn opposes the directives.", "directives"),
}

# What is done, with where it leads to, and without when.
DEEDS = {
    "moving": ("Mara Venn backs moving the depot to Vale in May.", "moving the depot to Vale"),
    "taking": ("Mara Venn wants to take the ferry out of use.", "take the ferry out of use"),
    "bringing": ("Mara Venn vowed to bring the crew home on Friday.", "bring the crew home"),
    "sending": ("Mara Venn opposes sending gulls back to Vale.", "sending gulls back to Vale"),
    "on-a-day": ("Mara Venn opposes moving the vote to Friday.", "moving the vote"),
    "so-that": ("Mara Venn backs raising the toll to pay the crew.", "raising the toll"),
    "heeding": ("Mara Venn backs taking the report seriously.", "taking the report seriously"),
}


@pytest.mark.parametrize("case", TOLD)
def test_a_lone_noun_is_told_which(case):
    text, word, name = TOLD[case]

    found = target_in(text, word)

    assert found.name == name
    assert word.split()[-1] in found.span.text  # the words that stand here


@pytest.mark.parametrize("case", SILENT)
def test_a_lone_noun_that_nothing_tells_is_no_target(case):
    assert target_in(*SILENT[case]) is None


def test_a_headline_outside_the_text_tells_it():
    text = "Mara Venn opposes the bill."

    assert target_in(text, "bill", "Senate Passes Housing Bill").name.casefold() == "housing bill"
    assert target_in(text, "bill", "Mara Venn Speaks Out") is None
    assert (
        target_in("Mara Venn sent a bill to them.", "bill", "Venn Sends Housing Bill") is not None
    )


@pytest.mark.parametrize("case", DEEDS)
def test_a_deed_is_named_with_where_it_leads(case):
    text, name = DEEDS[case]
    verb = next(word for word in reader().document(text) if word.text == name.split()[0])

    assert plain(topic_of(verb)) == name
