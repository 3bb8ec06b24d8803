"""Licences: what an article came under is shown wherever the article is, and asked anew with it."""

import json
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from consumers.watch.reprocess import Where, _articles, chosen
from pipeline.database import database_at
from pipeline.queries import Filters, articles, ask
from pipeline.web.answers import address
from pipeline.web.server import reading_engine
from pipeline.web.site import site_of
from tests.resolved import stored, told

pytestmark = pytest.mark.stack

CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture
def url(database_url):
    said = {"a": CC_BY, "b": "<b>Ours</b>", "c": None}
    return stored(database_url, [told(i, ("Venn", "for", "it"), licence=said[i]) for i in said])


def test_queries_and_reprocess_give_the_licence(url):
    with database_at(url) as engine:
        found = {row["article_id"]: row["licence"] for row in ask(engine, articles(Filters()))}
        ids = chosen(engine, Where()).ids
        again = {a.article_id: a.licence for a in _articles(engine, ids, datetime.now(UTC))}

    assert found == again == {"a": CC_BY, "b": "<b>Ours</b>", "c": None}


def test_page_and_api_give_the_licence_as_a_link_or_as_words(url):
    engine = reading_engine(url)
    client = TestClient(site_of(engine))
    pages = {i: client.get(address("articles", i)).text for i in "abc"}
    told_by_api = json.loads(client.get("/api/v1/articles/a").text)
    engine.dispose()

    assert f'<a href="{CC_BY}" rel="license noreferrer noopener">licence</a>' in pages["a"]
    assert "&lt;b&gt;Ours&lt;/b&gt;" in pages["b"]
    assert "licence" not in pages["c"]
    assert told_by_api["licence"] == CC_BY
