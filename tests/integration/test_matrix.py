"""Holders by issues: the cells are positions, and each number leads to its rows."""

import re

import pytest
from fastapi.testclient import TestClient

from pipeline import queries
from pipeline.queries import Counted, Filters
from pipeline.queries.matrix import WIDTH
from pipeline.web.server import reading_engine
from pipeline.web.site import site_of
from tests.resolved import resolve, stored, told
from tests.stack.plugin import new_database

pytestmark = pytest.mark.stack

PEOPLE = ["Ada Rusk", "Mike Venn", *(f"Person{n} Smith" for n in range(WIDTH))]
TOLL, BRIDGE = "the toll", "the bridge"
COPIES = ["c1", "c2"]


@pytest.fixture(scope="module")
def engine(stack):
    articles = [
        told("a", ("Ada Rusk", "for", TOLL), ("Mike Venn", "against", TOLL)),
        told("b", ("Ada Rusk", "against", TOLL), ("Ada Rusk", "for", BRIDGE), days=1),
        told("n", ("Mike Venn", "neutral", BRIDGE), days=1, outlet="Gull"),
        *(told(c, ("Mike Venn", "against", TOLL), outlet=c, days=2) for c in COPIES),
        *(told(f"p{n}", (name, "for", TOLL), days=3) for n, name in enumerate(PEOPLE[2:])),
    ]
    url = resolve(
        stored(new_database(stack), articles),
        {name: [name] for name in PEOPLE},
        {"toll": {TOLL: False}, "north bridge": {BRIDGE: False}},
        [COPIES],
    )
    made = reading_engine(url)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def client(engine):
    return TestClient(site_of(engine))


def cells(engine, counted=Counted.ONCE, **filters):
    found = queries.ask(engine, queries.matrix(Filters(limit=500, **filters), counted))
    return {
        (row["holder_name"], row["issue_name"]): (row["for"], row["against"], row["neutral"])
        for row in found
    }


@pytest.mark.parametrize("counted", Counted)
def test_a_cell_counts_what_the_position_counts(engine, counted):
    positions = {
        (row["holder_name"], row["issue_name"]): (row["for"], row["against"], row["neutral"])
        for row in queries.ask(engine, queries.positions(Filters(limit=500), counted))
    }

    found = cells(engine, counted)

    assert found.items() <= positions.items()
    assert found["Mike Venn", "toll"] == (0, 2 if counted is Counted.ONCE else 3, 0)


def test_the_busiest_holders_and_what_most_of_them_speak_on_come_first(engine):
    rows = queries.ask(engine, queries.matrix(Filters(limit=500)))

    assert len({row["holder_name"] for row in rows}) == WIDTH
    assert [row["holder_name"] for row in rows if row["issue_name"] == "north bridge"] == [
        "Ada Rusk",
        "Mike Venn",
    ]
    assert (rows[0]["holder_place"], rows[0]["issue_place"], rows[0]["issue_name"]) == (
        1,
        1,
        "toll",
    )


@pytest.mark.parametrize("asked", ["", "raw=true", "holder=Rusk", "target=bridge&since=2026-03-03"])
def test_each_number_of_the_page_leads_to_its_rows(client, asked):
    html = client.get(f"/matrix?{asked}").text

    links = re.findall(r'<a class="side \w+" href="([^"]+)" aria-label="(\d+) ', html)
    assert links
    for href, counted in links:
        rows = client.get(href.replace("&amp;", "&"))
        assert rows.status_code == 200
        assert rows.text.count('<article class="stance">') >= int(counted)  # copies are listed each


def test_a_holder_stands_once_with_an_empty_cell_where_he_is_silent(client):
    html = client.get("/matrix").text

    line = re.search(r"Person0 Smith.*?</tr>", html, re.DOTALL)[0]
    assert line.count("<td>") == 2
    assert line.count("<td></td>") == 1


def test_without_matches_the_page_says_so(client):
    assert "Nothing matches." in client.get("/matrix?since=2027-01-01").text
