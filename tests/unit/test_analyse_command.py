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
    (answer,), code = answered("analyse", [json.dumps({"id": 7, "text": PUTIN})])

    (stance,) = answer["stances"]
    assert (answer["id"], answer["text"], code) == (7, PUTIN, 0)
    assert stance["holder"]["name"] == "Vladimir Putin"
    assert (stance["polarity"], stance["target"]["name"]) == (
        "against",
        "U.S. missile defense plan",
    )


@pytest.mark.parametrize(
    ("line", "known", "reason"),
    [
        pytest.param("", {}, "broken JSON", id="blank"),
        pytest.param("{", {}, "broken JSON", id="broken"),
        pytest.param("[1]", {}, "not a JSON object", id="list"),
        pytest.param("9" * 5_000, {}, "broken JSON", id="number-too-long"),
        pytest.param('{"text": "x"}', {}, "id: missing", id="no-id"),
        pytest.param('{"id": "a"}', {"id": "a"}, "text", id="no-text"),
        pytest.param('{"id": "a", "text": 5}', {"id": "a"}, "text", id="text-is-a-number"),
        pytest.param('{"id": "a", "text": " "}', {"id": "a"}, "empty", id="empty-text"),
        pytest.param('{"id": "a", "text": "\\u0000"}', {"id": "a"}, "NUL", id="nul"),
    ],
)
def test_a_bad_line_is_answered_with_its_reason_and_the_rest_goes_on(line, known, reason):
    good = json.dumps({"id": "good", "text": PUTIN})

    answers, code = answered("analyse", [line, good])

    assert reason in answers[0].pop("error")
    assert answers[0] == known
    assert (answers[1]["id"], code) == ("good", 1)


def test_several_processes_answer_in_order():
    lines = [json.dumps({"id": i, "text": PUTIN * (1 + i % 3)}) for i in range(12)]

    answers, code = answered("analyse", lines, "--workers", "2")

    assert [a["id"] for a in answers] == list(range(12))
    assert code == 0


def test_a_missing_file_is_named():
    result = CliRunner().invoke(cli, ["analyse", "nowhere.jsonl"])

    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.stderr


@pytest.mark.parametrize(
    ("question", "polarity"),
    [
        pytest.param(
            {"text": "Merkel slammed Putin.", "target": "Putin", "holder": "Merkel"},
            "against",
            id="holder-given",
        ),
        pytest.param({"text": "Merkel praised Putin.", "target": "Putin"}, "for", id="no-holder"),
        pytest.param(
            {"text": "Merkel met Putin in Moscow.", "target": "Putin"}, "neutral", id="neutral"
        ),
        pytest.param(
            {"text": "He is a disgrace and a liar.", "target": "Donald Trump"},
            "against",
            id="name-absent-from-the-text",
        ),
    ],
)
def test_a_target_is_judged(question, polarity):
    (answer,), code = answered("judge", [json.dumps({"id": "q", **question})])

    assert (answer["id"], answer["polarity"], code) == ("q", polarity, 0)
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


def test_a_place_outside_of_the_text_is_refused():
    question = {"id": "q", "text": "Putin", "target": "Putin", "target_start": 0, "target_end": 9}

    (answer,), code = answered("judge", [json.dumps(question)])

    assert "no place in the text" in answer["error"]
    assert (answer["id"], code) == ("q", 1)
