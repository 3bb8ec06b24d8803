"""Readers judge on an article's page: from our pages only, and nothing but verdicts is written."""

import re

import pytest
from fastapi.testclient import TestClient

from pipeline.database import database_at
from pipeline.web.server import reading_engine
from pipeline.web.site import site_of
from tests.reviewed import claims, two_articles
from tests.rows import count, rows

pytestmark = pytest.mark.stack

OWN = {"Sec-Fetch-Site": "same-origin"}
FORM = "application/x-www-form-urlencoded"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def url(database_url):
    return two_articles(database_url)


@pytest.fixture
def reading(url):
    made = reading_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def client(url, reading):
    with database_at(url) as reviewer:
        site = site_of(reading, reviewer=reviewer)
        yield TestClient(site, follow_redirects=False)


@pytest.fixture
def verdict(reading):
    claim = claims(reading)[0]
    return {
        "article_id": "a",
        "claim": claim,
        "kind": "stance",
        "reader": "Ada",
        "verdict": "wrong",
        "fault": "side",
        "note": f"no {HOSTILE}",
    }


def test_a_verdict_is_stored_and_shown_and_the_row_is_hidden_unless_asked_for(client, verdict, url):
    answer = client.post("/review", data=verdict, headers=OWN)

    assert (answer.status_code, answer.headers["location"]) == (303, "/articles/a#reviews")
    assert rows(url, "SELECT reader, verdict, fault FROM verdict") == [("Ada", "wrong", "side")]
    page = client.get("/articles/a").text
    assert "0 right, 1 wrong, hidden from lists" in page
    assert HOSTILE not in page
    assert "alert(1)" in page
    for path, hidden in (("/stances", 2), ("/stances?with_wrong=true", 3)):
        assert client.get(path).text.count('<article class="stance">') == hidden


def test_every_claim_has_a_form_that_posts_what_the_page_says(client, url):
    page = client.get("/articles/a").text

    forms = re.findall(r'<form class="filters" method="post".*?</form>', page, re.DOTALL)
    assert len(forms) == len(re.findall('class="judge"', page)) == 3
    for form in forms:
        given = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
        given |= {"reader": "Mike", "verdict": "right", "fault": "", "note": ""}
        assert client.post("/review", data=given, headers=OWN).status_code == 303
    assert count(url, "verdict") == 3


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="another-site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, id="a-sister-site"),
        pytest.param({"Sec-Fetch-Site": "none"}, 403, id="typed"),
        pytest.param({"Origin": "https://evil.example"}, 403, id="another-origin"),
        pytest.param({"Origin": "null"}, 403, id="no-origin"),
        pytest.param({}, 403, id="unsaid"),
        pytest.param(
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403, id="both"
        ),
        pytest.param({"Origin": "http://testserver"}, 303, id="our-origin"),
        pytest.param(OWN, 303, id="our-site"),
    ],
)
def test_a_forged_post_is_refused(client, verdict, url, headers, status):
    assert client.post("/review", data=verdict, headers=headers).status_code == status
    assert count(url, "verdict") == (1 if status == 303 else 0)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        pytest.param({"claim": "0123456789abcdef"}, 409, id="claim-gone"),
        pytest.param({"article_id": "nowhere"}, 409, id="article-gone"),
        pytest.param({"verdict": "maybe"}, 400, id="no-verdict"),
        pytest.param({"verdict": "right"}, 400, id="right-with-a-fault"),
        pytest.param({"reader": " "}, 400, id="nobody"),
        pytest.param({"reader": "x" * 61}, 400, id="long-name"),
        pytest.param({"note": "x" * 501}, 400, id="long-note"),
        pytest.param({"note": "x" * 40_000}, 413, id="too-long"),
        pytest.param({"odd": "1"}, 400, id="unknown-field"),
        pytest.param({"article_id": "a\0"}, 409, id="zero"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_says_why(client, verdict, url, changes, status):
    answer = client.post("/review", data=verdict | changes, headers=OWN)

    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert count(url, "verdict") == 0


@pytest.mark.parametrize(
    ("media", "body", "status"),
    [
        pytest.param("application/json", "{}", 415, id="json"),
        pytest.param("text/plain", "a=b", 415, id="text"),
        pytest.param(FORM, "é", 400, id="not-encoded"),
        pytest.param(FORM, "a=%ff", 400, id="half-a-character"),
        pytest.param(FORM, "&".join(["a=b"] * 30), 400, id="many-fields"),
    ],
)
def test_only_forms_are_read(client, media, body, status):
    sent = {"Content-Type": media} | OWN
    assert client.post("/review", content=body.encode(), headers=sent).status_code == status


def test_where_reviews_are_off_no_form_is_shown_and_none_is_taken(reading, verdict):
    client = TestClient(site_of(reading))

    assert "judge" not in client.get("/articles/a").text.lower()
    assert client.post("/review", data=verdict, headers=OWN).status_code == 404


def test_without_the_role_the_page_says_what_to_run(client, verdict, stack):
    reader, away = "stancewire_reviewer", "stancewire_reviewer_away"
    rows(stack.database_server_url, f"ALTER ROLE {reader} RENAME TO {away}")
    try:
        answer = client.post("/review", data=verdict, headers=OWN)
    finally:
        rows(stack.database_server_url, f"ALTER ROLE {away} RENAME TO {reader}")

    assert answer.status_code == 503
    assert "Have an administrator run" in answer.text


def test_pages_read_as_a_role_that_can_only_read(reading):
    with reading.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT current_user, pg_catalog.current_setting('role')"
        )
        assert set(found.one()) == {"stancewire_reader"}


def test_precision_is_told_by_what_made_the_rows(client, verdict):
    client.post("/review", data=verdict, headers=OWN)

    found = client.get("/api/v1/precision").json()["rows"]

    assert {"by": "total", "rows": 1, "right": 0}.items() <= found[0].items()
    assert {row["by"] for row in found} >= {"rule", "confidence", "outlet"}
    assert client.get("/api/v1/precision?judged=quotation").json()["rows"] == []
