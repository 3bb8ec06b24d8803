"""What the sink makes of a record: an analysis, a dead letter, or a rejection with its reason."""

from types import SimpleNamespace

import pytest

from consumers.sink.arrivals import arrival
from pipeline.rejection import Rejection
from schemas.addresses import page_id
from schemas.contracts import AnalysedArticle, DeadLetter, Retraction
from schemas.vocabulary import RejectionKind
from tests.analyses import NOON, analysed


def record(value, topic="news.analyses", headers=()):
    return SimpleNamespace(
        topic=topic, partition=3, offset=9, key=b"toll", value=value, headers=headers
    )


def test_an_analysis_is_decoded():
    came = arrival(record(analysed().model_dump_json().encode()), AnalysedArticle)

    assert came.content == analysed()
    assert came.letter is None


@pytest.mark.parametrize(
    ("headers", "queued_at"),
    [
        pytest.param([("queued-at", b"%d" % (1000 * NOON.timestamp()))], NOON, id="said"),
        pytest.param([("trace", b"1")], None, id="not-said"),
        pytest.param([("queued-at", b"noon")], None, id="no-number"),
        pytest.param([("queued-at", b"9" * 40)], None, id="no-moment"),
    ],
)
def test_an_answer_says_when_its_article_was_queued(headers, queued_at):
    body = analysed().model_dump_json().encode()

    assert arrival(record(body, headers=headers), AnalysedArticle).queued_at == queued_at


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param(b"nonsense", "Invalid JSON", id="not-json"),
        pytest.param(b"\xff\xfe", "Invalid JSON", id="not-utf-8"),
        pytest.param(b"{}", "id: Field required", id="missing-fields"),
        pytest.param(None, "Invalid JSON", id="nothing"),
    ],
)
def test_what_is_no_analysis_becomes_a_dead_letter_with_its_bytes(value, reason):
    came = arrival(record(value), AnalysedArticle)

    letter = came.letter
    assert isinstance(came.content, Rejection)
    assert (letter.topic, letter.partition, letter.offset) == ("news.analyses", 3, 9)
    assert (letter.key, letter.original) == (b"toll", value or b"")
    assert letter.kind is RejectionKind.UNDECODABLE
    assert reason in letter.reason


def test_an_analysis_whose_span_lies_is_rejected():
    body = analysed().model_dump_json().replace('"praised"', '"damned!"').encode()

    assert arrival(record(body), AnalysedArticle).letter is not None


def test_what_the_database_refuses_keeps_its_bytes_and_says_why():
    came = arrival(record(analysed().model_dump_json().encode()), AnalysedArticle)
    letter = came.refused("a NUL\0 character").letter

    assert letter.kind is RejectionKind.REFUSED_BY_DATABASE
    assert letter.reason == "a NUL\\0 character"
    assert AnalysedArticle.model_validate_json(letter.original) == analysed()


def test_a_dead_letter_is_decoded_by_its_own_contract():
    rejected = arrival(record(b"{}"), AnalysedArticle).letter

    came = arrival(record(rejected.model_dump_json().encode()), DeadLetter)

    assert came.content == rejected
    assert came.letter is None


def test_a_retraction_comes_among_analyses_under_todays_id():
    retraction = Retraction(
        article_id="www.gull.example-0123456789abcdef",
        url="https://www.gull.example/toll",
        retracted_at=NOON,
    )
    body = retraction.model_dump_json().encode()

    came = arrival(record(body), AnalysedArticle)

    today = page_id("https://gull.example/toll")
    assert came.content == retraction.model_copy(update={"article_id": today})
    assert arrival(record(body), DeadLetter).letter is not None


@pytest.mark.parametrize(
    ("given", "url", "stored"),
    [
        pytest.param(
            "www.gull.example-0123456789abcdef",
            "https://www.gull.example/toll",
            page_id("https://gull.example/toll"),
            id="an-older-id-of-a-page",
        ),
        pytest.param("toll", "https://www.gull.example/toll", "toll", id="an-id-of-its-own"),
        pytest.param("toll", None, "toll", id="no-page"),
    ],
)
def test_an_analysis_under_way_since_an_older_version_is_stored_under_todays_id(given, url, stored):
    came = arrival(record(analysed(given, url=url).model_dump_json().encode()), AnalysedArticle)

    assert came.content.id == stored
