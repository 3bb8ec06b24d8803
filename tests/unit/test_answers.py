"""What one message is answered by, decided without a broker or a language model."""

import json

import pytest

from consumers.analyser.answers import Analysis, answer_to, article_in, within_limit
from pipeline.errors import ArticleRefusedError
from pipeline.rejection import Rejection, readable
from schemas.contracts import AnalysedArticle, FetchedArticle, Provenance, Retraction
from schemas.vocabulary import RejectionKind

GOOD = {"article_id": "a1", "revision": "r1", "text": "Mara Venn opposes the ban."}


def _analysed(article: FetchedArticle) -> AnalysedArticle:
    return AnalysedArticle(
        id=article.article_id,
        revision=article.revision,
        fetched_at=article.fetched_at,
        text=article.text,
        provenance=Provenance(code="0"),
    )


def _failing(article: FetchedArticle) -> AnalysedArticle:
    raise ZeroDivisionError("no such thing\0\udcff")


def _message(**changes: object) -> bytes:
    return json.dumps(GOOD | changes).encode()


def test_a_good_message_is_answered_under_its_article_id():
    answer = answer_to(_message(), _analysed)

    assert isinstance(answer, Analysis)
    assert answer.article_id == "a1"
    assert AnalysedArticle.model_validate_json(answer.body).text == GOOD["text"]


def test_a_retraction_is_its_own_answer():
    body = b'{"article_id": "a1", "retracted_at": "2026-11-25T09:30:00Z", "later": "unknown"}'

    answer = answer_to(body, _failing)

    assert isinstance(answer, Analysis)
    assert answer.article_id == "a1"
    assert Retraction.model_validate_json(answer.body) == Retraction.model_validate_json(body)


@pytest.mark.parametrize(
    ("message", "named"),
    [
        pytest.param(b"", "message", id="empty"),
        pytest.param(b'{"article_id": ', "message", id="cut-off"),
        pytest.param(b"\xff\xfe", "message", id="not-utf-8"),
        pytest.param(b"[]", "message", id="not-an-object"),
        pytest.param(_message(text="  "), "text", id="blank-text"),
        pytest.param(_message(text="x" * 1_100_000), "text", id="text-over-1-MiB"),
        pytest.param(_message(version=2), "version", id="unknown-version"),
        pytest.param(_message(article_id=7), "article_id", id="wrong-type"),
        pytest.param(b'{"article_id": "a1", "revision": "r1"}', "text", id="missing-text"),
    ],
)
def test_an_undecodable_message_is_rejected_naming_the_field(message, named):
    answer = answer_to(message, _analysed)

    assert isinstance(answer, Rejection)
    assert answer.kind == "undecodable"
    assert answer.reason.startswith(f"{named}: ")
    assert len(answer.reason) < 400


def test_the_reason_quotes_the_offending_value():
    with pytest.raises(ArticleRefusedError, match=r"fetched_at: .*'yesterday'"):
        article_in(_message(fetched_at="yesterday"))


def test_an_analysis_that_raises_becomes_a_storable_reason():
    answer = answer_to(_message(), _failing)

    assert answer == Rejection("analysis-failed", "ZeroDivisionError: no such thing\\0\\udcff")


def test_an_answer_over_the_limit_is_rejected_with_both_sizes():
    answer = within_limit(Analysis("a1", b"x" * 10_001), 10_000)

    assert answer == Rejection("too-large", "the analysis has 10,001 bytes, over 10,000")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Analysis("a1", b"x" * 10_000), id="just-within"),
        pytest.param(Rejection(RejectionKind.TIMED_OUT, "x" * 20_000), id="no-analysis"),
    ],
)
def test_an_answer_within_the_limit_stays_as_it_is(answer):
    assert within_limit(answer, 10_000) is answer


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        pytest.param("", "no reason given", id="empty"),
        pytest.param("x" * 3_000, "x" * 2_000, id="long"),
        pytest.param("é\0\ud800", "é\\0\\ud800", id="what-postgresql-cannot-hold"),
    ],
)
def test_a_reason_fits_its_contract(reason, expected):
    assert readable(reason) == expected
