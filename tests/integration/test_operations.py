"""How the pipeline does, on a page and in the API, beside a real broker and without one."""

import json

import pytest
from fastapi.testclient import TestClient

from pipeline.web.server import reading_engine
from pipeline.web.site import site_of
from tests.records import article, publish
from tests.resolved import stored, told
from tests.rows import rows
from tests.scrape import answer
from tests.stack.commands import stancewire
from tests.stack.ports import free_port
from tests.stack.waiting import eventually

pytestmark = pytest.mark.stack


@pytest.fixture
def engine(database_url):
    made = reading_engine(database_url)
    yield made
    made.dispose()


def test_lag_with_its_state_and_reason_is_what_the_command_says(settings, run):
    publish(settings, [article(f"a{n}", f"Venn said {n}.") for n in range(3)])
    port = free_port()
    run("web", web_port=port)
    eventually(lambda: answer(port, "/api/v1/lag")[0] == 200)

    found = json.loads(answer(port, "/api/v1/lag")[1])
    page = answer(port, "/operations")[1]

    said = json.loads(stancewire(settings, "lag", "--json").stdout)
    assert found.keys() == said.keys()
    analyser = found["groups"][0]
    assert analyser.keys() == said["groups"][0].keys()
    assert (analyser["lag"], analyser["judged"]) == (3, "unread")
    assert analyser["reason"] in page
    assert '<span class="side against">unread</span>' in page


def test_a_broker_that_is_away_is_told_and_the_rest_is_shown(run):
    port = free_port()
    run("web", web_port=port, kafka=f"127.0.0.1:{free_port()}")

    eventually(lambda: answer(port, "/operations")[0] == 200)
    assert "The broker has not answered yet, or is away" in answer(port, "/operations")[1]
    assert answer(port, "/api/v1/lag")[0] == 503


def test_without_a_broker_the_page_and_the_api_say_so(engine):
    client = TestClient(site_of(engine))

    lag = client.get("/api/v1/lag")
    assert (lag.status_code, lag.headers["content-type"]) == (503, "application/problem+json")
    assert "STANCEWIRE_KAFKA" in lag.json()["detail"]
    page = client.get("/operations").text
    assert "Set STANCEWIRE_KAFKA" in page
    assert "Nothing is stored yet." in page


def test_what_was_stored_how_fast_by_which_versions_and_what_was_not(engine, database_url):
    stored(database_url, [told(f"a{n}", ("Ada Rusk", "for", "the toll")) for n in range(3)])
    rows(database_url, "UPDATE revision SET queued_at = stored_at - interval '4 s'")
    rows(
        database_url,
        "INSERT INTO dead_letter"
        " (id, topic, partition, record_offset, original, kind, reason, rejected_by, rejected_at)"
        " VALUES ('0123456789abcdef', 't', 0, 0, 'x', 'too-large', 'long', 'sink', now())",
    )
    code = rows(database_url, "SELECT provenance ->> 'code' FROM revision LIMIT 1")[0][0]

    page = TestClient(site_of(engine)).get("/operations").text

    assert "3 in the last 24 hours, at most 3 in one" in page
    assert page.count('<rect class="plain"') == 1
    assert page.count('<td class="count">4.0 s</td>') == 6  # of 5 minutes and of an hour
    assert '<th scope="row">too-large</th><td class="count">1</td>' in page
    assert f'<th scope="row"><bdi>{code}</bdi></th>' in page
