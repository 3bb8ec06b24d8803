"""What names an article, and what refuses one."""

from datetime import UTC, datetime

import pytest

from pipeline.article import (
    article_from_line,
    article_from_text,
    article_id,
    message_from_line,
    retraction_of,
)
from pipeline.errors import ArticleRefusedError
from schemas.contracts import FetchedArticle, Retraction
from schemas.fingerprints import fingerprint

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read(**line):
    return article_from_line({"text": "Venn left.", **line}, fetched_at=NOW, outlet=None)


@pytest.mark.parametrize("url", ["gull", "ftp://gull.example/a"])
def test_a_line_whose_url_is_no_page_is_refused(url):
    with pytest.raises(ArticleRefusedError, match=r"^url: not an http\(s\) address: '"):
        article_id("a text", url=url)


def test_an_article_is_named_by_its_page_however_it_was_reached():
    first = article_id("a text", url="https://gull.example/a?utm_source=x", external_id="7")
    second = article_id("another text", url="http://Gull.example/a/")

    assert first == second
    assert first.startswith("gull.example-")


def test_another_page_is_another_article():
    assert article_id("t", url="https://gull.example/a") != article_id(
        "t", url="https://gull.example/b"
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        pytest.param({"id": "7", "outlet": "Gull"}, "Gull:7", id="outlet-and-id"),
        pytest.param({"id": "7", "source": "Gull"}, "Gull:7", id="source-is-outlet"),
        pytest.param({"id": " 7 "}, "7", id="id-alone-so-that-people-find-it"),
        pytest.param({"id": 7}, "7", id="number"),
        pytest.param({"id": "b:c", "outlet": "a"}, "a:b:c", id="colon-in-id"),
        pytest.param({"id": "c", "outlet": "a:b"}, "a%3Ab:c", id="colon-in-outlet"),
        pytest.param({}, fingerprint("Venn left."), id="text"),
        pytest.param({"outlet": "Gull"}, fingerprint("Venn left."), id="outlet-names-no-article"),
        pytest.param({"id": "  "}, fingerprint("Venn left."), id="blank-id"),
        pytest.param({"id": "x" * 301}, fingerprint("x" * 301), id="id-too-long"),
    ],
)
def test_without_an_address_an_article_is_named_by_what_there_is(line, name):
    assert read(**line).article_id == name


def test_a_revision_is_the_text_alone():
    assert read(id="1", title="A").revision == read(id="2", title="B").revision
    assert read(text="Venn stayed.").revision == fingerprint("Venn stayed.")


def test_a_line_keeps_what_it_says():
    article = read(
        url="https://gull.example/a?utm_source=x",
        title=" Venn out ",
        authors=["Ann Reed", " ", "Bo Lark"],
        language="en",
        license="CC BY 4.0",
        published_at="2026-02-03T04:05:06+02:00",
        fetched_at="2026-02-04",
        mood="passed over",
    )

    assert article.url == "https://gull.example/a?utm_source=x"
    assert article.title == "Venn out"
    assert article.licence == "CC BY 4.0"
    assert article.authors == ("Ann Reed", "Bo Lark")
    assert article.published_at == datetime(2026, 2, 3, 2, 5, 6, tzinfo=UTC)
    assert article.fetched_at == datetime(2026, 2, 4, tzinfo=UTC)


def test_what_a_line_does_not_say_is_taken_from_the_feed():
    article = article_from_line({"text": "Venn left."}, fetched_at=NOW, outlet="Gull")

    assert (article.outlet, article.fetched_at, article.published_at) == ("Gull", NOW, None)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param({}, "missing text", id="no-text"),
        pytest.param({"text": None}, "missing text", id="null-text"),
        pytest.param({"text": ""}, "the text is empty", id="empty-text"),
        pytest.param({"text": " \n"}, "the text is empty", id="blank-text"),
        pytest.param({"text": 5}, "text: wrong type", id="text-a-number"),
        pytest.param({"text": "x" * 2**20 + "x"}, "the text has 1,048,577 bytes", id="too-long"),
        pytest.param({"text": "a\0b"}, "NUL character at 1", id="nul-in-text"),
        pytest.param({"text": "a\ud800"}, "half a character at 1", id="half-a-character"),
        pytest.param({"text": "a", "title": "\0"}, "title: holds a NUL", id="nul-in-title"),
        pytest.param({"text": "a", "title": "\ud800"}, "title: ", id="half-in-title"),
        pytest.param({"text": "a", "title": ["x"]}, "title: wrong type", id="title-a-list"),
        pytest.param({"text": "a", "title": "x" * 2001}, "title: ", id="title-too-long"),
        pytest.param({"text": "a", "id": True}, "id: wrong type", id="id-a-boolean"),
        pytest.param({"text": "a", "url": "gull"}, "url: not an http", id="url"),
        pytest.param({"text": "a", "authors": {"a": 1}}, "authors: wrong type", id="authors"),
        pytest.param({"text": "a", "authors": [3]}, "authors: wrong type", id="author"),
        pytest.param({"text": "a", "date": "2026"}, "date: not an ISO 8601 date", id="year"),
        pytest.param({"text": "a", "date": 2026}, "date: not an ISO 8601 date", id="date-a-number"),
        pytest.param(
            {"text": "a", "published_at": "0001-01-01T00:00+14:00"},
            "published_at: not an ISO 8601 date",
            id="before-the-first-year",
        ),
    ],
)
def test_a_line_at_fault_is_refused_naming_the_field(line, reason):
    with pytest.raises(ArticleRefusedError) as refused:
        article_from_line(line, fetched_at=NOW, outlet=None)

    assert reason in str(refused.value)
    assert len(str(refused.value)) < 200


def test_a_plain_text_stays_as_it_is():
    article = article_from_text(" Venn\r\nleft. \n", fetched_at=NOW, outlet="Gull")

    assert article.text == " Venn\r\nleft. \n"
    assert article.article_id == article.revision == fingerprint(article.text)
    assert (article.title, article.outlet) == (None, "Gull")


PAGE = "https://gull.example/toll"


@pytest.mark.parametrize(
    "named",
    [
        pytest.param({"url": PAGE}, id="url"),
        pytest.param({"id": "7", "outlet": "Gull"}, id="outlet-and-id"),
        pytest.param({"id": 7, "text": " "}, id="id-and-a-blank-text"),
        pytest.param({"text": "Venn left."}, id="text-alone"),
        pytest.param({"url": PAGE, "text": "This article was withdrawn."}, id="url-and-a-notice"),
    ],
)
def test_a_line_takes_back_the_article_that_it_would_name(named):
    taken_back = message_from_line({**named, "retracted": True}, fetched_at=NOW, outlet=None)
    article = article_from_line({**named, "text": "Venn left."}, fetched_at=NOW, outlet=None)

    assert taken_back == Retraction(
        article_id=article.article_id, url=named.get("url"), retracted_at=NOW
    )


@pytest.mark.parametrize("said", [{}, {"retracted": None}, {"retracted": False}])
def test_a_line_that_takes_nothing_back_is_an_article(said):
    article = message_from_line({"text": "Venn left.", **said}, fetched_at=NOW, outlet=None)

    assert isinstance(article, FetchedArticle)


def test_a_line_may_say_when_its_article_was_taken_back():
    line = {"url": PAGE, "retracted": True, "fetched_at": "2026-01-02"}

    taken_back = message_from_line(line, fetched_at=NOW, outlet=None)

    assert taken_back.retracted_at == datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param({"retracted": "yes", "id": "7"}, "retracted: neither true nor", id="a-word"),
        pytest.param({"retracted": 1, "id": "7"}, "retracted: neither true nor", id="a-number"),
        pytest.param({"retracted": 0, "text": "x"}, "retracted: neither true nor", id="nought"),
        pytest.param({"retracted": True}, "neither url, id nor text", id="nothing-named"),
        pytest.param({"retracted": True, "url": "gull"}, "url: not an http", id="no-page"),
        pytest.param({"retracted": True, "id": "a\0"}, "id: ", id="nul"),
        pytest.param({"retracted": True, "id": "7", "date": 5}, None, id="passed-over"),
    ],
)
def test_a_line_that_takes_back_nothing_is_refused(line, reason):
    if reason is None:
        assert message_from_line(line, fetched_at=NOW, outlet=None).article_id == "7"
        return
    with pytest.raises(ArticleRefusedError, match=reason):
        message_from_line(line, fetched_at=NOW, outlet=None)


@pytest.mark.parametrize(
    ("name", "outlet", "taken_back"),
    [
        pytest.param(PAGE, None, article_id("", url=PAGE), id="address"),
        pytest.param(f" {PAGE}?utm_source=x\n", None, article_id("", url=PAGE), id="as-copied"),
        pytest.param(article_id("", url=PAGE), None, article_id("", url=PAGE), id="id-of-a-page"),
        pytest.param(fingerprint("x"), None, fingerprint("x"), id="id-of-a-text"),
        pytest.param("Gull:7", None, "Gull:7", id="id-as-stored"),
        pytest.param("7", "Gull", "Gull:7", id="id-of-the-outlets-own"),
        pytest.param("news/2026/7", None, "news/2026/7", id="id-with-slashes"),
    ],
)
def test_an_article_is_taken_back_by_its_address_or_an_id(name, outlet, taken_back):
    assert retraction_of(name, retracted_at=NOW, outlet=outlet).article_id == taken_back


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        pytest.param("  ", "empty: an address or an id", id="blank"),
        pytest.param("ftp://gull.example/toll", "url: not an http", id="another-scheme"),
        pytest.param("www.gull.example/toll", "begin it with https://", id="cut-short"),
        pytest.param(f"{PAGE}\n{PAGE}2", "more than one line", id="two-lines"),
        pytest.param("a\0b", "id: ", id="nul"),
        pytest.param("a\udcff", "half a character|id: ", id="half-a-character"),
    ],
)
def test_what_is_neither_address_nor_id_is_refused(name, reason):
    with pytest.raises(ArticleRefusedError, match=reason):
        retraction_of(name, retracted_at=NOW, outlet=None)
