"""Which words of a sentence the model is told of, and how far what it says is believed."""

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from pipeline.analysis.analyse import analyse, read_text
from pipeline.analysis.layout.zones import layout_of
from pipeline.analysis.model.sentence_input import OUTSIDE, Kind, SentenceInput
from pipeline.analysis.model.stance_model import LABELS, shipped_model
from pipeline.analysis.model.wordpiece import WordPiece
from pipeline.analysis.stances.pairs.belief import rows_of
from pipeline.analysis.stances.pairs.nodes import MOST_NODES, nodes_in, sentence_input
from pipeline.analysis.stances.pairs.readings import readings_in
from pipeline.analysis.stances.parties.scene import Scene
from pipeline.analysis.stances.stances import stated_in
from schemas.contracts import AnalysedArticle, FetchedArticle
from schemas.vocabulary import Basis, Polarity
from tests.reading import reader


def scene_of(text: str) -> Scene:
    return read_text(text, layout_of(text, None), reader()).scene


def input_of(text: str, number: int = 0) -> SentenceInput:
    scene = scene_of(text)
    sentence = list(scene.cast.doc.sents)[number]
    return sentence_input(sentence, nodes_in(sentence, scene), scene)


def words_of(told: SentenceInput) -> list[str]:
    return [told.text[start:end] for start, end in told.places]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param(
            "Angela Merkel met critics.", ["Angela Merkel", "critics"], id="name-and-noun"
        ),
        pytest.param("She left it.", ["She", "it"], id="pronouns"),
        pytest.param(
            "Greenpeace wants to stop whaling.",
            ["Greenpeace", "stop whaling", "whaling"],
            id="clause",
        ),
        pytest.param("Angela Merkel came on Monday.", ["Angela Merkel"], id="no-dates"),
        pytest.param("It rained.", ["It"], id="no-finite-verbs"),
    ],
)
def test_the_nodes_are_names_pronouns_nouns_and_what_is_wished(text, words):
    assert words_of(input_of(text)) == words


SAID = 'Angela Merkel spoke in Oslo. "The toll is a disgrace," she said. "It must go."'


def test_who_speaks_in_a_sentence_and_stands_in_another_is_its_first_node():
    told = input_of(SAID, number=2)

    assert (told.speakers, told.kinds[0]) == (["Angela Merkel"], Kind.SPEAKER)
    assert {(0, j) for j in range(1, len(told.kinds))} <= told.speaks


def test_who_speaks_in_the_sentence_itself_stands_before_it_no_more():
    told = input_of(SAID, number=1)

    assert (list(told.speakers), Kind.SPEAKER in told.kinds) == ([], False)


def test_a_sentence_of_many_nodes_is_read_so_far():
    animals = " ".join(f"Dogs saw {animal}s;" for animal in ["cat", "rat", "bat", "cow"] * 12)

    assert len(input_of(f"{animals} it was late.").kinds) == MOST_NODES


VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "venn", "backs", "the", "toll", "brandt"]
TOLD = SentenceInput(
    text="Venn backs the toll",
    speakers=["Brandt"],
    places=[(0, 0), (0, 4), (11, 19)],
    kinds=[Kind.SPEAKER, Kind.PERSON, Kind.NOUN],
    quoted=[False, True, True],
    heads=[-9, 0, 3],
    speaks=frozenset({(0, 1), (0, 2)}),
)


def test_a_sentence_is_laid_out_behind_who_speaks():
    feed, nodes = TOLD.lay_out(WordPiece(VOCABULARY))

    assert [VOCABULARY[i] for i in feed["ids"]] == [
        *("[CLS]", "brandt", "[SEP]", "venn", "backs", "the", "toll", "[SEP]")
    ]
    assert feed["segments"].tolist() == [0, 0, 0, 1, 1, 1, 1, 1]
    assert (nodes, feed["first"].tolist(), feed["last"].tolist()) == (
        [0, 1, 2],
        [1, 3, 5],
        [1, 3, 6],
    )
    assert feed["distance"].tolist()[0] == [OUTSIDE] * 3
    assert feed["distance"][1, 2] == 2
    assert feed["distance"][2, 1] == 8
    assert feed["speaks"].tolist() == [[0, 1, 1], [0, 0, 0], [0, 0, 0]]


def test_a_node_out_of_reach_is_left_out():
    far = replace(
        TOLD, text="Venn " + "backs " * 200 + "toll", places=[(0, 0), (0, 4), (1205, 1209)]
    )

    assert far.lay_out(WordPiece(VOCABULARY))[1] == [0, 1]


@dataclass
class Answering:
    """A model that finds every pair as much for and against as it is told; counts the sentences."""

    against: float
    favour: float = 0.0
    name: str = "answering-1"
    tokens: WordPiece = field(default_factory=lambda: shipped_model().tokens)
    read_so_far: int = 0

    def read(self, feed):
        self.read_so_far += 1
        answer = {Polarity.AGAINST: self.against, Polarity.FOR: self.favour}
        shares = [answer.get(label, 1 - self.against - self.favour) for label in LABELS]
        return np.tile(shares, (len(feed["kind"]), len(feed["kind"]), 1))


@pytest.fixture
def read(monkeypatch):
    def read(text: str, against: float, favour: float = 0.0) -> tuple[AnalysedArticle, Answering]:
        model = Answering(against, favour)
        monkeypatch.setattr(reader(), "stance_model", model)
        return analyse(FetchedArticle(article_id="a", revision="r", text=text), reader()), model

    return read


MET = "Angela Merkel met Boris Johnson at noon."
WAY = ("Angela Merkel", Polarity.AGAINST, "Boris Johnson")


def rows(article: AnalysedArticle) -> dict[tuple[str, Polarity, str], float]:
    return {(s.holder.name, s.polarity, s.target.name): s.confidence for s in article.stances}


def test_what_the_model_is_sure_of_is_a_stance_proved_by_the_sentence(read):
    article, model = read(f"It rained. {MET} Nobody knew.", against=0.97)

    stance = next(s for s in article.stances if (s.holder.name, s.target.name) == WAY[::2])
    assert (stance.basis, stance.rule) == (Basis.MODEL, model.name)
    assert stance.evidence.text == MET


@pytest.mark.parametrize("against", [0.0, 0.05, 0.1])
def test_what_the_model_hardly_finds_is_none(read, against):
    article, _ = read(MET, against=against)

    assert article.stances == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It rained until noon. Yesterday was Monday.", id="nobody"),
        pytest.param("Angela Merkel smiled.", id="one-alone"),
        pytest.param("Angela Merkel spoke. Merkel praised Angela Merkel.", id="the-same-twice"),
    ],
)
def test_a_sentence_without_two_who_may_be_a_party_is_not_read(read, text):
    _, model = read(text, against=0.9)

    assert model.read_so_far == 0


@pytest.mark.parametrize("met", ["{} met Angela Merkel.", "Angela Merkel met {}, Rusk said."])
def test_a_sentence_whose_parties_are_out_of_reach_is_not_read(read, met):
    _, model = read(met.format("y" * 300), against=0.9)

    assert model.read_so_far == 0


def test_what_a_rule_states_is_believed_more_when_the_model_finds_it_too(read):
    text = "Angela Merkel criticised Boris Johnson."
    agreed, doubted = (rows(read(text, against=p)[0]).get(WAY, 0.0) for p in (0.9, 0.1))

    assert agreed > doubted


def test_what_a_rule_states_is_one_row_however_many_nodes_the_model_finds(read):
    article, _ = read("Angela Merkel opposes the harbour toll.", against=0.9)

    assert [s.target.name for s in article.stances if s.holder.name == "Angela Merkel"] == [
        "harbour toll"
    ]


def test_nobody_is_for_and_against_the_same_in_one_sentence(read):
    article, _ = read("Angela Merkel loves the harbour toll.", against=0.5, favour=0.48)

    sides = Counter((s.holder.name, s.target.name) for s in article.stances)
    assert sides["Angela Merkel", "harbour toll"] == 1


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        pytest.param("Greenpeace wants to stop the toll bill.", ["toll bill"], id="stated"),
        pytest.param(
            "Greenpeace wants to measure the toll bill.",
            ["measure the toll bill", "toll bill"],
            id="less-likely-than-the-deed",
        ),
    ],
)
def test_who_is_for_a_deed_has_a_stance_on_what_it_is_done_to(read, text, targets):
    article, _ = read(text, against=0.3, favour=0.6)

    found = [s.target.name for s in article.stances if s.holder.name == "Greenpeace"]
    assert sorted(found) == targets


MERKEL, JOHNSON = "Angela Merkel", "Boris Johnson"
CRITICISED = f"{MERKEL} criticised {JOHNSON}."


LONG = f"{CRITICISED[:-1]} at noon in front of the town hall of Rome."
MEASURED = "Greenpeace wants to measure the harbour toll."


@pytest.mark.parametrize(
    ("text", "holder", "target", "signs"),
    [
        pytest.param(CRITICISED, MERKEL, JOHNSON, {"certainty": True, "brief": True}, id="stated"),
        pytest.param(LONG, MERKEL, JOHNSON, {"short": True, "brief": False}, id="short"),
        pytest.param(
            LONG.replace("Rome", "the city of Rome"), MERKEL, JOHNSON, {"short": False}, id="long"
        ),
        pytest.param(MET, MERKEL, JOHNSON, {"certainty": False, "brief": False}, id="not-stated"),
        pytest.param(
            f"{MERKEL} praised {JOHNSON}.", MERKEL, JOHNSON, {"denied": True}, id="denied"
        ),
        pytest.param(
            f"{MERKEL}, asked if she opposed {JOHNSON}, said she did.",
            MERKEL,
            JOHNSON,
            {"answered": True},
            id="answered",
        ),
        pytest.param(MET, MERKEL, JOHNSON, {"on_person": True, "on_noun": False}, id="person"),
        pytest.param(
            f"{MERKEL} saw the toll.", MERKEL, "toll", {"on_noun": True, "lone": True}, id="noun"
        ),
        pytest.param(
            f"{MERKEL} opposes tolls.", MERKEL, "tolls", {"lone": False}, id="lone-but-stated"
        ),
        pytest.param(
            MEASURED, "Greenpeace", "measure the harbour toll", {"on_clause": True}, id="clause"
        ),
        pytest.param(
            MEASURED, "Greenpeace", "harbour toll", {"done_to": True, "lone": False}, id="done-to"
        ),
        pytest.param(
            "Greenpeace saw the harbour toll.",
            "Greenpeace",
            "harbour toll",
            {"done_to": False, "favour": False},
            id="not-done-to",
        ),
    ],
)
def test_what_speaks_for_a_row(text, holder, target, signs):
    scene = scene_of(text)
    said = [True] * len(scene.cast.doc)
    readings = list(readings_in(said, scene, Answering(against=0.6)))
    rows = rows_of(stated_in(said, scene), readings, scene.cast.doc)
    last = [r for r in rows if r.place[1:] == (holder, target, Polarity.AGAINST)][-1]

    assert {name: bool(getattr(last.signs, name)) for name in signs} == signs


def test_the_highest_chance_of_another_sentence_or_target_counts():
    both = f"{MET} {MERKEL} met Oslo and {JOHNSON}."
    scene = scene_of(both)
    readings = list(readings_in([True] * len(scene.cast.doc), scene, Answering(against=0.6)))
    first, *_, last = (
        row.signs
        for row in rows_of({}, readings, scene.cast.doc)
        if row.place[1:] == (MERKEL, JOHNSON, Polarity.AGAINST)
    )

    assert first.again == last.again > 0
    assert first.better_target < 0 < last.better_target


def test_what_stands_elsewhere_in_the_article_counts(read):
    other = "Angela Merkel saw Boris Johnson in Rome."
    alone, again = (rows(read(t, against=0.75)[0]).get(WAY, 0.0) for t in (MET, f"{MET} {other}"))

    assert again > alone


def test_without_a_model_the_rules_stand_alone(monkeypatch):
    monkeypatch.setattr(reader(), "stance_model", None)
    article = FetchedArticle(article_id="a", revision="r", text="Angela Merkel criticised Oslo.")

    assert [s.rule for s in analyse(article, reader()).stances] == ["verb:criticise"]
