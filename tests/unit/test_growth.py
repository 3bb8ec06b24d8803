"""Twice the text takes twice the calls, whatever stands in it; and no text is too odd to answer."""

import sys
from types import FrameType

import pytest

from pipeline.analysis.analyse import analyse
from pipeline.analysis.names.names import LONGEST_NAME
from schemas.contracts import AnalysedArticle, FetchedArticle
from tests.reading import reader

# What is done once for an article, and what a sentence or piece cut elsewhere changes, is little.
TWICE = 2.25

_NEWS = 'Mayor Mara Venn said the plan was bad. "We oppose it," Bo Rusk of the WTO said.\n'
_NUMBERS = [f"{a}{b}{c}" for a in "Bac Dom Fel" for b in "aeiou" for c in "lmnrst"]


def analysed(text: str) -> AnalysedArticle:
    return analyse(FetchedArticle(article_id="a", revision="r", text=text, language="en"), reader())


def calls_on(text: str) -> int:
    """Count the Python functions called, and generators resumed, to analyse a text."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    analysed(text)  # so that no word is met for the first time
    sys.setprofile(count)
    try:
        analysed(text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    ("piece", "number"),
    [
        pytest.param(_NEWS, 25, id="news"),
        pytest.param("the mayor said the plan was bad and ", 60, id="one-line"),
        pytest.param("She said no. ", 100, id="short-sentences"),
        pytest.param('"', 2_000, id="only-marks"),
        pytest.param("“ ", 500, id="only-opening-marks"),
        pytest.param("(“he said”) [‘no’] ", 60, id="marks-and-brackets"),
        pytest.param("he said ", 200, id="only-cues"),
        pytest.param("it said ", 200, id="only-it"),
        pytest.param('the songs "Salt" and "Winter Mill" and ', 120, id="titles-on-one-line"),
        pytest.param("Venn, asked if it was bad, said no, ", 60, id="asked-again-and-again"),
        pytest.param("Mara Venn ", 250, id="one-name"),
        pytest.param("Reporting by Mara Venn\nThe mayor opposed the plan.\n", 40, id="credits"),
        pytest.param("Venn: We will go on.\nRusk: We will not go.\n", 50, id="turns"),
        pytest.param("the mayor said that the\nplan of the old council was\n", 60, id="lines"),
        pytest.param("<p>Venn <b>won</b>.</p> &amp;quot; <!--\n", 50, id="markup"),
        pytest.param("op\xadposes\u200b it\xa0\r\n", 100, id="odd-characters"),
    ],
)
def test_twice_the_text_takes_twice_the_calls(piece, number):
    once, twice = (calls_on(piece * n) for n in (number, 2 * number))

    assert twice < TWICE * once


def test_twice_the_names_take_twice_the_calls():
    names = [f"{first} {last}" for last in _NUMBERS[:10] for first in _NUMBERS[:40]]
    once, twice = (calls_on(f"They met {', '.join(names[:n])}.") for n in (150, 300))

    assert twice < TWICE * once


def test_a_name_without_end_names_nobody():
    found = analysed("Mara Venn " * 300).entities

    assert all(len(entity.name) <= LONGEST_NAME for entity in found)
