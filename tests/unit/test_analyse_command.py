"""`stancewire analyse` and `judge`: JSON lines in and out, in order, whatever a line holds."""

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import cli

PUTIN = "Vladimir Putin opposes the U.S. missile defense plan."


def answered(verb, lines, *options):
    result = CliRunner().invoke(cli, [verb, *options, "-"], input="".join(f"{x}\n" for x in lines))
    return [json.loads(line) for line in result.stdout.splitlines()], result.exit_code


def test_an_article_is_answered_with_its_analysis():
    line = {"id": 7, "text": PUTIN, "published_at": "2026-11-24"}
    (answer,), code = answered("analyse", [json.dumps(line)])

    (stance,) = answer["stances"]
    assert (answer["id"], answer["text"], code) == (7, PUTIN, 0)
    assert answer["published_at"] == "2026-11-24T00:00:00Z"
    assert stance["holder"]["name"] == "Vladimir Putin"
    assert (stance["polarity"], stance["target"]["name"]) == (
        "against",
        "U.S. missile defense plan",
    )


# Bad lines, what is known of each, and what its error says.
BAD = {
    "blank": ("", {}, "broken JSON"),
    "broken": ("{", {}, "broken JSON"),
    "list": ("[1]", {}, "not a JSON object"),
    "number-too-long": ("9" * 5_000, {}, "broken JSON"),
    "nested-too-deeply": ("[" * 100_000, {}, "broken JSON"),
    "no-id": ('{"text": "x"}', {}, "id: missing"),
    "id-of-another-kind": ('{"id": [1], "text": "x"}', {"id": [1]}, "id: a text or a number"),
    "no-text": ('{"id": "a"}', {"id": "a"}, "text"),
    "text-is-a-number": ('{"id": "a", "text": 5}', {"id": "a"}, "text"),
    "empty-text": ('{"id": "a", "text": " "}', {"id": "a"}, "empty"),
    "no-date": ('{"id": "a", "text": "x", "published_at": "soon"}', {"id": "a"}, "published_at"),
    "nul": ('{"id": "a", "text": "\\u0000"}', {"id": "a"}, "NUL"),
    "half-a-character": ('{"id": "\\ud800", "text": 5}', {"id": "\ud800"}, "text"),
}


@pytest.fixture(scope="module")
def all_answers():
    good = json.dumps({"id": "good", "text": PUTIN})
    return answered("analyse", [line for bad, _, _ in BAD.values() for line in (bad, good)])


@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_is_answered_with_its_reason_and_the_rest_goes_on(all_answers, case):
    answers, code = all_answers
    _, known, reason = BAD[case]

    answer, good = answers[2 * list(BAD).index(case) :][:2]
    error = answer["error"]
    assert reason in error
    assert answer == {**known, "error": error}
    assert (good["id"], "error" in good, code) == ("good", False, 1)


def test_several_processes_answer_in_order():
    lines = [json.dumps({"id": i, "text": PUTIN * (1 + i % 3)}) for i in range(12)]

    answers, code = answered("analyse", lines, "--workers", "2")

    assert [a["id"] for a in answers] == list(range(12))
    assert code == 0


def test_a_missing_file_is_named():
    result = CliRunner().invoke(cli, ["analyse", "nowhere.jsonl"])

    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.stderr


# Questions, and how they are judged.
JUDGED = {
    "holder-given": (
        {"text": "Merkel slammed Putin.", "target": "Putin", "holder": "Merkel"},
        "against",
    ),
    "no-holder": ({"text": "Merkel praised Putin.", "target": "Putin"}, "for"),
    "neutral": ({"text": "Merkel met Putin in Moscow.", "target": "Putin"}, "neutral"),
    "name-absent-from-the-text": (
        {"text": "He is a disgrace and a liar.", "target": "Donald Trump"},
        "against",
    ),
}
OUTSIDE = {"id": "outside", "text": "Putin", "target": "Putin", "target_start": 0, "target_end": 9}


@pytest.fixture(scope="module")
def all_judgements():
    questions = [{"id": name, **question} for name, (question, _) in JUDGED.items()]
    answers, code = answered("judge", [json.dumps(q) for q in (*questions, OUTSIDE)])
    return {answer["id"]: answer for answer in answers}, code


@pytest.mark.parametrize("case", JUDGED)
def test_a_target_is_judged(all_judgements, case):
    answer = all_judgements[0][case]

    assert answer["polarity"] == JUDGED[case][1]
    assert answer["confidence"] == max(answer["scores"].values())
    assert sum(answer["scores"].values()) == pytest.approx(1, abs=0.001)


def test_a_place_is_one_of_the_text_as_received():
    text = "<p>Angela Mer\xadkel slammed Vladimir&nbsp;Pu\xadtin.</p>"
    place = text.index("Vladimir"), text.index(".</p>")
    named = {"target": "Vladimir Pu\xadtin", "holder": "Angela Merkel"}
    received = {"target_start": place[0], "target_end": place[1]}
    plain = {"id": "q", "text": "Angela Merkel slammed Vladimir Putin.", "target": "Vladimir Putin"}

    (found, wanted), _ = answered(
        "judge",
        [
            json.dumps({"id": "q", "text": text} | named | received),
            json.dumps(plain | {"holder": "Angela Merkel", "target_start": 22, "target_end": 36}),
        ],
    )

    assert found == wanted


def test_a_place_outside_of_the_text_is_refused(all_judgements):
    answers, code = all_judgements

    assert "no place in the text" in answers["outside"]["error"]
    assert code == 1
