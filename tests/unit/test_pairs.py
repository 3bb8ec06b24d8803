"""Which pairs of names the model is asked about, and how far its answers are believed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from pipeline.analysis.analyse import analyse
from pipeline.analysis.model.model_input import Pair
from pipeline.analysis.model.pairs import MOST_PAIRS
from pipeline.analysis.model.stance_model import Scores
from schemas.contracts import AnalysedArticle, FetchedArticle
from schemas.vocabulary import Basis, Polarity
from tests.reading import reader


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


@pytest.fixture
def read(monkeypatch):
    def read(text: str, against: float = 0.0) -> tuple[AnalysedArticle, Answering]:
        model = Answering(against)
        monkeypatch.setattr(reader(), "stance_model", model)
        return analyse(FetchedArticle(article_id="a", revision="r", text=text), reader()), model

    return read


SAID = "Angela Merkel said Boris Johnson was in Oslo."
LATER = "Angela Merkel said Boris Johnson was late."
MET = "Angela Merkel met Boris Johnson at noon."
BOTH = {("Angela Merkel", "Boris Johnson")}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        pytest.param(
            'Angela Merkel said: "Boris Johnson is in Oslo. Boris Johnson is late."',
            BOTH,
            id="direct",
        ),
        pytest.param(f"{SAID} {LATER}", BOTH, id="indirect"),
        pytest.param(SAID, set(), id="spoken-of-but-once"),
        pytest.param(f"Angela Merkel criticised Boris Johnson. {MET}", BOTH, id="told-elsewhere"),
        pytest.param(MET, set(), id="only-named-together"),
        pytest.param(
            f"Nobody believes that Angela Merkel said Boris Johnson was in Oslo. {SAID}",
            set(),
            id="denied-of-both",
        ),
        pytest.param(
            f"Angela Merkel denied that Boris Johnson was in Oslo. {SAID}",
            BOTH,
            id="one-denies-it-of-the-other",
        ),
        pytest.param(f"{SAID} Angela Merkel said Boris Johnson may go.", BOTH, id="supposed"),
        pytest.param(
            "Barack Obama criticised Boris Johnson. Angela Merkel sat with Boris Johnson.",
            BOTH,
            id="acts-on-whom-a-rule-reads-about",
        ),
        pytest.param(
            "Angela Merkel left. Boris Johnson said she ate. Boris Johnson said she slept.",
            {("Boris Johnson", "Angela Merkel")},
            id="she-is-clear",
        ),
        pytest.param(
            "Angela Merkel left. Boris Johnson said that while Barack Obama slept she ate. "
            "Boris Johnson said that while Barack Obama ate she slept.",
            {("Boris Johnson", "Barack Obama")},
            id="she-may-be-another",
        ),
        pytest.param("It rained until noon.", set(), id="nobody"),
    ],
)
def test_the_model_is_asked_of_who_speaks_of_a_person_and_of_two_told_of_elsewhere(
    read, text, pairs
):
    _, model = read(text)

    assert {(p.holder, p.target) for p in model.asked} == pairs


def test_what_a_rule_has_told_is_not_asked_again(read):
    article, model = read("Angela Merkel praised Boris Johnson.")

    assert [s.rule for s in article.stances] == ["verb:praise"]
    assert model.asked == []


def test_a_sure_answer_is_a_stance_proved_by_the_sentence_and_an_unsure_one_is_none(read):
    text = f"It rained. {SAID} Nobody knew. {LATER}"
    sure, _ = read(text, against=0.99)
    unsure, _ = read(text, against=0.5)

    stance, _ = sure.stances
    assert (stance.holder.name, stance.target.name) == ("Angela Merkel", "Boris Johnson")
    assert (stance.basis, stance.rule) == (Basis.MODEL, "answering-1")
    assert stance.evidence.text == SAID
    assert unsure.stances == ()


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param(f"{SAID} {LATER}", 2, id="the-model-leans-so-twice"),
        pytest.param(f"Angela Merkel criticised Boris Johnson. {MET}", 1, id="a-rule-says-so"),
        pytest.param(f"Angela Merkel praised Boris Johnson. {MET}", 0, id="a-rule-says-otherwise"),
        pytest.param(f"Angela Merkel criticised Barack Obama. {MET}", 0, id="a-rule-on-another"),
    ],
)
def test_what_else_the_article_says_of_the_two_decides_on_a_lukewarm_answer(read, text, rows):
    article, _ = read(text, against=0.98)

    assert sum(s.basis is Basis.MODEL for s in article.stances) == rows


def test_what_is_only_supposed_is_believed_less(read):
    article, _ = read(f"{SAID} Angela Merkel said Boris Johnson may go.", against=0.93)

    assert [s.evidence.text for s in article.stances] == [SAID]


def test_of_a_long_article_so_many_pairs_are_asked_and_no_more(read):
    _, model = read(f"{SAID}\n" * 2 * MOST_PAIRS)

    assert len(model.asked) == MOST_PAIRS
