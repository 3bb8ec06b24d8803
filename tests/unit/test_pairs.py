"""Which pairs of names the model is asked about, and how far its answers are believed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from pipeline.analysis.analyse import analyse
from pipeline.analysis.model.model_input import Pair
from pipeline.analysis.model.stance_model import Scores
from pipeline.analysis.reading.document import Reader
from pipeline.analysis.stances.stances import MOST_PAIRS
from pipeline.settings import Settings
from schemas.contracts import AnalysedArticle, FetchedArticle
from schemas.vocabulary import Basis, Polarity


@dataclass
class Answering:
    """A model that answers every pair alike and remembers what it was asked."""

    name = "answering-1"
    against: float
    asked: list[Pair] = field(default_factory=list)

    def scores(self, pairs: Sequence[Pair]) -> list[Scores]:
        self.asked += pairs
        rest = 1 - self.against
        answer = {Polarity.AGAINST: self.against, Polarity.NEUTRAL: rest, Polarity.FOR: 0.0}
        return [answer] * len(pairs)


@pytest.fixture(scope="module")
def loaded() -> Reader:
    return Reader(Settings().model)


@pytest.fixture
def read(loaded, monkeypatch):
    def read(text: str, against: float = 0.0) -> tuple[AnalysedArticle, Answering]:
        model = Answering(against)
        monkeypatch.setattr(loaded, "stance_model", model)
        return analyse(FetchedArticle(article_id="a", revision="r", text=text), loaded), model

    return read


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        pytest.param(
            'Angela Merkel said: "Boris Johnson should come to Oslo."',
            {("Angela Merkel", "Boris Johnson")},
            id="speaker-and-spoken-of",
        ),
        pytest.param(
            "Angela Merkel met Boris Johnson at noon.",
            {("Angela Merkel", "Boris Johnson")},
            id="who-acts-and-on-whom",
        ),
        pytest.param("Angela Merkel may meet Boris Johnson at noon.", set(), id="only-supposed"),
        pytest.param("Angela Merkel was met by Boris Johnson.", set(), id="passive"),
        pytest.param("Angela Merkel slept until noon.", set(), id="one-alone"),
        pytest.param("It rained until noon.", set(), id="nobody"),
    ],
)
def test_the_model_is_asked_of_who_speaks_of_a_person_or_acts_on_one(read, text, pairs):
    _, model = read(text)

    assert {(p.holder, p.target) for p in model.asked} == pairs


def test_what_a_rule_has_told_is_not_asked_again(read):
    article, model = read("Angela Merkel praised Boris Johnson.")

    assert [s.rule for s in article.stances] == ["verb:praise"]
    assert model.asked == []


def test_a_sure_answer_is_a_stance_proved_by_the_sentence_and_an_unsure_one_is_none(read):
    text = "It rained. Angela Merkel met Boris Johnson at noon. Nobody knew."
    sure, _ = read(text, against=0.99)
    unsure, _ = read(text, against=0.5)

    (stance,) = sure.stances
    assert (stance.holder.name, stance.target.name) == ("Angela Merkel", "Boris Johnson")
    assert (stance.basis, stance.rule) == (Basis.MODEL, "answering-1")
    assert stance.evidence.text == "Angela Merkel met Boris Johnson at noon."
    assert unsure.stances == ()


MET = "Angela Merkel met Boris Johnson at noon."


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(MET, 0, id="alone"),
        pytest.param(f"{MET} Angela Merkel left Boris Johnson.", 2, id="the-model-leans-so-twice"),
        pytest.param(f"Angela Merkel criticised Boris Johnson. {MET}", 1, id="a-rule-says-so"),
        pytest.param(f"Angela Merkel praised Boris Johnson. {MET}", 0, id="a-rule-says-otherwise"),
        pytest.param(f"Angela Merkel criticised Barack Obama. {MET}", 0, id="a-rule-on-another"),
    ],
)
def test_what_else_the_article_says_of_the_two_decides_on_a_lukewarm_answer(read, text, rows):
    article, _ = read(text, against=0.9)

    assert sum(s.basis is Basis.MODEL for s in article.stances) == rows


def test_a_pronoun_that_may_mean_yet_another_person_is_believed_less(read):
    clear, _ = read("Angela Merkel left. After noon she met Barack Obama.", against=0.97)
    other, _ = read(
        "Angela Merkel left. While Boris Johnson slept, she met Barack Obama.", against=0.97
    )

    assert [s.target.name for s in clear.stances] == ["Barack Obama"]
    assert other.stances == ()


def test_of_a_long_article_so_many_pairs_are_asked_and_no_more(read):
    meetings = "Angela Merkel met Boris Johnson. Barack Obama met Vladimir Putin.\n" * MOST_PAIRS
    _, model = read(meetings)

    assert len(model.asked) == MOST_PAIRS
