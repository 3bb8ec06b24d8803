"""`stancewire resolve`: analysed lines back, with who is who and what is a copy across them."""

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import cli


def entity(name, label="PERSON", text=None):
    text = text or name
    mention = {"start": 0, "end": len(text), "text": text, "kind": "name"}
    return {"id": "e1", "name": name, "type": label, "mentions": [mention]}


def line(number, *entities):
    return json.dumps({"id": number, "text": "…", "entities": entities, "stances": []})


def answered(lines, *options):
    result = CliRunner().invoke(cli, ["resolve", *options, "-"], input="\n".join(lines))
    return [json.loads(line) for line in result.stdout.splitlines()], result.exit_code


@pytest.mark.parametrize("options", [[], ["--in-order"]], ids=["batch", "in-order"])
def test_each_line_comes_back_with_identities(options):
    lines = [line(1, entity("Mara Venn")), line("b", entity("Mara J. Venn"), entity("Vale", "GPE"))]

    (first, second), code = answered(lines, *options)

    person = {"id": "i1", "name": "Mara J. Venn" if not options else "Mara Venn"}
    assert first["entities"] == [{**entity("Mara Venn"), "identity": first_identity(first)}]
    assert first_identity(first)["id"] == first_identity(second)["id"] == person["id"]
    assert second["entities"][1]["identity"] == {"id": "i2", "name": "Vale"}
    assert (first["id"], first["text"], first["stances"], second["id"]) == (1, "…", [], "b")
    assert code == 0


def first_identity(answer):
    return answer["entities"][0]["identity"]


def test_later_lines_tell_who_earlier_ones_meant_unless_in_order():
    lines = [
        line(0, entity("Venn")),
        *(line(i, entity("Mara Venn", text="Venn")) for i in (1, 2, 3)),
    ]

    batch, _ = answered(lines)
    in_order, _ = answered(lines, "--in-order")

    assert first_identity(batch[0]) == first_identity(batch[3])
    assert first_identity(in_order[0]) != first_identity(in_order[3])


STORY = " ".join(f"word{number} of" for number in range(40))


def story(number, text, name="body"):
    zones = [{"start": 0, "end": len(text), "text": text, "name": name}]
    return json.dumps({"id": number, "text": text, "entities": [], "zones": zones})


@pytest.mark.parametrize("options", [[], ["--in-order"]], ids=["batch", "in-order"])
def test_a_line_tells_the_id_of_the_first_whose_copy_it_is(options):
    lines = [
        story(7, STORY),
        line("no-zones"),
        "no JSON",
        story("b", STORY.upper()),
        story("other", STORY[::-1]),
        story("headline", STORY, "headline"),
        story(7, STORY + " and more"),  # a revision of the first itself
        story("c", STORY),
    ]

    answers, _ = answered(lines, *options)

    assert [answer.get("copy_of", "none said") for answer in answers] == [
        *(None, None, "none said", 7),
        *(None, None, None, 7),
    ]


# Bad lines, what is known of each, and what its error says.
BAD = {
    "blank": ("", {}, "broken JSON"),
    "list": ("[1]", {}, "not a JSON object"),
    "no-id": ('{"entities": []}', {}, "id: missing"),
    "no-entities": ('{"id": "a"}', {"id": "a"}, "entities: Field required"),
    "no-list": ('{"id": "a", "entities": 1}', {"id": "a"}, "entities"),
    "no-mentions": (line("a", {"id": "e1", "name": "x", "type": "ORG"}), {"id": "a"}, "mentions"),
    "an-error-already": ('{"id": "a", "error": "too long"}', {"id": "a"}, "too long"),
}


@pytest.mark.parametrize("options", [[], ["--in-order"]], ids=["batch", "in-order"])
@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_is_answered_with_its_reason_and_the_rest_goes_on(case, options):
    bad, known, reason = BAD[case]

    (answer, good), code = answered([bad, line("good", entity("Mara Venn"))], *options)

    assert reason in answer["error"]
    assert answer == {**known, "error": answer["error"]}
    assert (first_identity(good)["name"], code) == ("Mara Venn", 1)
