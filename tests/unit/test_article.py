"""What names an article, and what refuses one."""

from datetime import UTC, datetime

import pytest

from pipeline.article import article_from_line, article_from_text, article_id
from pipeline.errors import ArticleRefusedError
from schemas.contracts import fingerprint

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
        published_at="2026-02-03T04:05:06+02:00",
        fetched_at="2026-02-04",
        mood="passed over",
    )

    assert article.url == "https://gull.example/a?utm_source=x"
    assert article.title == "Venn out"
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
