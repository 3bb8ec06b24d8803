"""`stancewire resolve`: analysed lines back, with who is who and what is a copy across them."""

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import cli


def entity(name, label="PERSON", text=None):
    text = text or name
    mention = {"start": 0, "end": len(text), "text": text, "kind": "name"}
    return {"id": "e1", "name": name, "type": label, "mentions": [mention]}


def line(number, *entities, targets=(), published_at=None):
    row = {"id": number, "text": "…", "published_at": published_at, "entities": entities}
    return json.dumps({**row, "stances": [stance(*target) for target in targets]})


def stance(target, entity_id=None):
    """Make a stance on a target, which is an entity's name or any phrase."""
    span = {"start": 0, "end": len(target), "text": target}
    return {
        "holder": {"name": "Orla", "entity": None, "span": {"start": 0, "end": 4, "text": "Orla"}},
        "target": {"name": target, "entity": entity_id, "span": span},
        **{"polarity": "for", "confidence": 0.9, "basis": "predicate", "rule": "support"},
        "evidence": span,
    }


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


def issues_of(answer):
    return [stance["target"]["issue"] for stance in answer["stances"]]


@pytest.mark.parametrize("options", [[], ["--in-order"]], ids=["batch", "in-order"])
def test_each_target_comes_back_with_its_issue(options):
    lines = [
        line("a", entity("Mara Venn"), targets=[("repealing the ferry law",), ("the bill",)]),
        line("b", entity("Mara Venn"), targets=[("ferry law",), ("Venn", "e1")]),
    ]

    (first, second), code = answered(lines, *options)

    assert issues_of(first) == [{"id": "t1", "name": "ferry law", "reversed": True}, None]
    assert issues_of(second)[0] == {"id": "t1", "name": "ferry law", "reversed": False}
    assert issues_of(second)[1] == {**first_identity(second), "reversed": False}
    assert code == 0


def test_vague_words_are_one_issue_in_one_story():
    company = [entity("Mara Venn"), {**entity("Vale", "GPE"), "id": "e2"}]
    days = ["2026-05-01T08:00:00Z", "2026-05-03T08:00:00Z", "2026-07-03T08:00:00Z"]
    lines = [
        line(i, *company, targets=[("House bill",)], published_at=day) for i, day in enumerate(days)
    ]

    answers, _ = answered(lines)

    first, near, far = (issues_of(answer)[0]["id"] for answer in answers)
    assert first == near != far


def test_a_codebook_tells_issues_and_sides(tmp_path):
    book = tmp_path / "codebook.toml"
    book.write_text('[[issue]]\nname = "Ferries"\nid = "f"\nreversed = ["free sailing"]\n')

    (answer,), _ = answered([line(1, targets=[("free sailing",)])], "--codebook", str(book))

    assert issues_of(answer) == [{"id": "f", "name": "Ferries", "reversed": True}]


def test_a_bad_codebook_stops_before_any_line_is_answered(tmp_path):
    book = tmp_path / "codebook.toml"
    book.write_text('[[issue]]\nname = "Ferries"\n')

    result = CliRunner().invoke(cli, ["resolve", "--codebook", str(book), "-"], input=line(1))

    assert (result.exit_code, result.stdout) == (2, "")
    assert "'Ferries': it has no phrases" in result.stderr


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
