"""A user's codebook: which phrases mean which issue, and what is wrong with a file."""

import pytest

from pipeline.corpus.codebook import codebook_from
from pipeline.errors import CodebookError

TEXT = """
[[issue]]
name = "Gun control"
id = "guns"
phrases = ["gun control", "universal background checks"]
reversed = ["gun rights"]

[[issue]]
name = "Border wall"
phrases = ["border wall", "wall", "MARCH"]
match_case = ["wall", "MARCH"]

[[issue]]
name = "Harbourcare repeal"
phrases = ["repeal of Harbourcare"]
"""
BOOK = codebook_from(TEXT)


@pytest.mark.parametrize(
    ("phrase", "issue", "is_reversed"),
    [
        ("gun control", "guns", False),
        ("Gun-control laws", "guns", False),
        ("stricter gun control legislation", "guns", False),
        ("the Republican gun control plan", "guns", False),
        ("opposition to gun control", "guns", True),
        ("gun rights", "guns", True),
        ("ending gun rights", "guns", False),
        ("universal background check", "guns", False),
        ("Trump's border wall", "border-wall", False),
        ("the wall", "border-wall", False),
        ("repealing Harbourcare", "harbourcare-repeal", False),
        ("Harbourcare", "harbourcare-repeal", True),
    ],
)
def test_a_phrase_is_placed_on_its_side(phrase, issue, is_reversed):
    placed = BOOK.placed(phrase)

    assert (placed.issue.id, placed.reversed) == (issue, is_reversed)


@pytest.mark.parametrize(
    "phrase",
    [
        pytest.param("Wall Street", id="longer-name"),
        pytest.param("the Gun Control Act", id="law-of-that-name"),
        pytest.param("Wall", id="capital"),
        pytest.param("the march", id="no-capital"),
        pytest.param("gun control opponents", id="people-against-it"),
        pytest.param("gun", id="one-word-of-two"),
        pytest.param("it", id="pronoun"),
    ],
)
def test_what_is_another_thing_is_not_placed(phrase):
    assert BOOK.placed(phrase) is None


def test_without_issues_nothing_is_placed():
    assert codebook_from("").placed("gun control") is None


def issue(name, **lists):
    rows = "\n".join(f"{key} = {value!r}" for key, value in lists.items())
    return f"[[issue]]\nname = {name!r}\n{rows}\n"


BAD = {
    "no-toml": ("[[issue]]\nname = \n", ["at line 2"]),
    "other-table": ("[topic]\nname = 'x'", ["'topic'"]),
    "one-bracket": ("[issue]\nname = 'x'", ["two brackets"]),
    "no-name": ("[[issue]]\nphrases = ['ferry law']", ["issue 1: name: Field required"]),
    "empty-name": (issue(" ", phrases=["ferry law"]), ["issue 1", "name is empty"]),
    "unknown-key": (issue("Ferries", words=["x"]), ["issue 1 'Ferries': words"]),
    "no-list": ("[[issue]]\nname = 'F'\nphrases = 'x'", ["issue 1 'F': phrases"]),
    "no-phrases": (issue("Ferries"), ["'Ferries': it has no phrases"]),
    "empty-phrase": (
        issue("Ferries", phrases=["ferry law", " "]),
        ["'Ferries': a phrase is empty"],
    ),
    "says-too-little": (issue("Ferries", phrases=["the bill"]), ["'the bill' says too little"]),
    "case-of-none": (issue("F", phrases=["ferry law"], match_case=["Law"]), ["'Law' is none"]),
    "two-issues": (
        issue("Ferries", phrases=["ferry law"]) + issue("Boats", phrases=["the ferry laws"]),
        ["issue 'Boats': phrase 'ferry law' is 'Ferries''s too"],
    ),
    "two-ids": (
        issue("Ferries", id="f", phrases=["ferry law"]) + issue("B", id="f", phrases=["boat tax"]),
        ["issue 'B': id 'f' is 'Ferries''s too"],
    ),
    "both-sides": (
        issue("Ferries", phrases=["ferry law"], reversed=["ferry law"]),
        ["issue 'Ferries': 'ferry law' is on both sides"],
    ),
    "two-faults": (
        issue("Ferries") + issue("Boats", phrases=[""]),
        ["'Ferries': it has no phrases", "'Boats': a phrase is empty"],
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_codebook_is_refused_with_what_is_wrong(case):
    text, reasons = BAD[case]

    with pytest.raises(CodebookError) as refused:
        codebook_from(text)

    assert all(reason in str(refused.value) for reason in reasons), str(refused.value)
