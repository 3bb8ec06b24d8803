"""Contracts: what they refuse, and that every message ever sent can still be read."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from schemas.contracts import (
    AnalysedArticle,
    DeadLetter,
    FetchedArticle,
    Retraction,
    TextSpan,
    retraction_in,
)
from schemas.export import SCHEMAS, exported
from schemas.vocabulary import QuotationKind

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("contract", [FetchedArticle, Retraction, AnalysedArticle, DeadLetter])
@pytest.mark.parametrize("version", [1])
def test_golden_messages_of_every_version_are_read_and_written_alike(contract, version):
    golden = (GOLDEN / f"{contract.__name__}.v{version}.json").read_text()

    message = contract.model_validate_json(golden)

    assert json.loads(message.model_dump_json()) == json.loads(golden)


def test_messages_of_before_anything_was_asked_anew_are_read():
    article = json.loads((GOLDEN / "FetchedArticle.v1.json").read_text())
    analysis = golden_analysis()
    del article["asked_anew_at"], analysis["provenance"]["asked_anew_at"]

    assert FetchedArticle.model_validate(article).asked_anew_at is None
    assert AnalysedArticle.model_validate(analysis).provenance.asked_anew_at is None


@pytest.mark.parametrize("contract", [FetchedArticle, AnalysedArticle])
def test_messages_of_before_licences_were_told_are_read(contract):
    golden = json.loads((GOLDEN / f"{contract.__name__}.v1.json").read_text())
    del golden["licence"]

    assert contract.model_validate(golden).licence is None


@pytest.mark.parametrize("contract", [FetchedArticle, AnalysedArticle, DeadLetter])
def test_a_retraction_is_no_other_message_and_no_other_one_is_a_retraction(contract):
    retraction = (GOLDEN / "Retraction.v1.json").read_bytes()
    other = (GOLDEN / f"{contract.__name__}.v1.json").read_bytes()

    assert retraction_in(other) is None
    assert retraction_in(retraction) is not None
    with pytest.raises(ValidationError):
        contract.model_validate_json(retraction)


def test_the_exported_json_schemas_are_those_of_the_contracts():
    assert SCHEMAS.read_text() == exported(), "run: python -m schemas.export"


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        pytest.param(3, 3, "", id="empty"),
        pytest.param(4, 3, "a", id="ends-before-it-starts"),
        pytest.param(-1, 0, "a", id="before-the-text"),
        pytest.param(0, 2, "abc", id="not-as-long-as-its-words"),
    ],
)
def test_a_span_fits_its_words(start, end, text):
    with pytest.raises(ValidationError):
        TextSpan(start=start, end=end, text=text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "at least 1 character", id="empty"),
        pytest.param(" \n\t", "the text is empty", id="blank"),
        pytest.param("a\0b", "NUL character at 1", id="nul"),
        pytest.param("a\ud800", "valid string", id="surrogate"),
        pytest.param("é" * 600_000, "1,200,000 bytes", id="too-large"),
    ],
)
def test_a_text_that_cannot_be_stored_is_refused_with_its_reason(text, reason):
    with pytest.raises(ValidationError, match=reason):
        FetchedArticle(article_id="a", revision="r", text=text)


def golden_analysis() -> dict:
    return json.loads((GOLDEN / "AnalysedArticle.v1.json").read_text())


def wrong_mention(analysis: dict) -> None:
    analysis["entities"][0]["mentions"][0]["start"] += 1
    analysis["entities"][0]["mentions"][0]["end"] += 1


def wrong_evidence(analysis: dict) -> None:
    analysis["stances"][0]["evidence"]["text"] = (
        "X" + analysis["stances"][0]["evidence"]["text"][1:]
    )


def unknown_holder(analysis: dict) -> None:
    analysis["stances"][0]["holder"]["entity"] = "e99"


def test_an_attitude_is_a_quotation_of_the_same_version():
    analysis = golden_analysis()
    analysis["quotations"][0]["kind"] = "attitude"

    read = AnalysedArticle.model_validate_json(json.dumps(analysis))

    assert (read.version, read.quotations[0].kind) == (1, QuotationKind.ATTITUDE)


def unknown_speaker(analysis: dict) -> None:
    analysis["quotations"][0]["speaker_entities"] = ["e99"]


def one_id_twice(analysis: dict) -> None:
    analysis["entities"][1]["id"] = analysis["entities"][0]["id"]


def one_mention_twice(analysis: dict) -> None:
    analysis["entities"][0]["mentions"] *= 2


def unsure_beyond_measure(analysis: dict) -> None:
    analysis["stances"][0]["confidence"] = 1.01


@pytest.mark.parametrize(
    "spoil",
    [
        wrong_mention,
        wrong_evidence,
        unknown_holder,
        unknown_speaker,
        one_id_twice,
        one_mention_twice,
        unsure_beyond_measure,
    ],
    ids=lambda spoil: spoil.__name__,
)
def test_an_analysis_that_its_text_does_not_prove_is_refused(spoil):
    analysis = golden_analysis()
    AnalysedArticle.model_validate_json(json.dumps(analysis))

    spoil(analysis)

    with pytest.raises(ValidationError):
        AnalysedArticle.model_validate_json(json.dumps(analysis))


def test_the_same_message_rejected_twice_has_one_id():
    letter = DeadLetter.model_validate_json((GOLDEN / "DeadLetter.v1.json").read_text())
    again = letter.model_copy(update={"reason": "another wording"})
    elsewhere = letter.model_copy(update={"offset": letter.offset + 1})

    assert letter.id == again.id
    assert letter.id != elsewhere.id
