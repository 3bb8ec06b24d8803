"""Lists by cursor: every row that was there comes once, whatever is stored meanwhile."""

import pytest

from pipeline import queries
from pipeline.database import database_at
from pipeline.queries import Filters
from tests.resolved import resolve, stored, told

pytestmark = pytest.mark.stack

PEOPLE = {"Ada Rusk": ["Ada Rusk"], "Bo Solberg": ["Bo Solberg"]}
TOLL, BRIDGE = "the harbour toll", "the bridge"
ISSUES = {"harbour toll": {TOLL: False}}


def corpus(name, days, outlet="Tern"):
    """Make articles of a few days, several of each day, each with three stances and a quotation."""
    return [
        told(
            f"{name}-{day}-{nth}",
            ("Ada Rusk", "for", TOLL),
            ("Bo Solberg", "against", BRIDGE),
            ("Ada Rusk", "neutral", BRIDGE),
            days=day,
            outlet=outlet,
            said=[("Bo Solberg", f"{name} {day} {nth}"), ("Ada Rusk", f"No {name} {day} {nth}")],
        )
        for day in days
        for nth in range(3)
    ]


@pytest.mark.parametrize("resolved", [True, False], ids=["resolved", "nothing-resolved"])
@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        pytest.param(queries.stances, {}, id="stances"),
        pytest.param(queries.stances, {"holder": "Ada Rusk"}, id="of-a-holder-by-name"),
        pytest.param(queries.stances, {"holder": "i1"}, id="of-a-holder-by-id"),
        pytest.param(queries.stances, {"target": "bridge"}, id="on-an-issue"),
        pytest.param(queries.stances, {"outlet": "tern", "polarity": "for"}, id="outlet-and-side"),
        pytest.param(queries.quotations, {}, id="quotations"),
        pytest.param(queries.quotations, {"speaker": "Bo"}, id="quotations-of-a-speaker"),
        pytest.param(queries.articles, {}, id="articles"),
        pytest.param(queries.articles, {"entity": "Rusk"}, id="articles-that-name-somebody"),
    ],
)
def test_pages_give_each_row_once_while_others_arrive(database_url, asked, filters, resolved):
    stored(database_url, corpus("old", range(10, 14)))
    if resolved:
        resolve(database_url, PEOPLE, ISSUES)
    with database_at(database_url) as engine:
        place = ("dated", "article_id", "evidence", "quotation")
        there = [
            [row.get(key) for key in place]
            for row in queries.ask(engine, asked(Filters(limit=999)))
        ]
        wanted = queries.ask(engine, asked(Filters(limit=999, **filters)))
        arriving = iter([corpus("newer", [20]), corpus("older", [1]), corpus("between", [12])])
        seen, after = [], None
        while page := queries.ask(engine, asked(Filters(limit=4, after=after, **filters))):
            assert len(page) <= 4
            seen += page
            after = page[-1]["cursor"]
            stored(database_url, next(arriving, ()))

    found = [[row.get(key) for key in place] for row in seen]
    old = [row for row in found if row in there]
    assert old == [[row.get(key) for key in place] for row in wanted]
    assert len(found) == len({tuple(map(str, row)) for row in found})


@pytest.mark.parametrize("cursor", ["", "1.2", "a.b.c", "1.2.3.4", "9" * 40 + ".1.1"])
def test_what_no_list_gave_is_no_cursor(database_url, cursor):
    with (
        database_at(database_url) as engine,
        pytest.raises(ValueError, match="no cursor that a list gave"),
    ):
        queries.ask(engine, queries.stances(Filters(after=cursor)))
