"""The whole wire: what is published is analysed, stored and found again, once."""

import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from consumers.watch.lag_monitor import lag_reader
from pipeline.article import article_from_line
from pipeline.database import engine_of
from pipeline.feeds.found import Fetched
from pipeline.producer import Confirmed, Publisher, publish
from pipeline.settings import Settings
from schemas.topics import topics_of
from tests.stack.commands import stancewire
from tests.stack.waiting import eventually

pytestmark = pytest.mark.stack

HARBOUR = (
    "HARBOUR — Mayor Mara Venn opposes the harbour toll. "
    "“The toll hurts every fisherman in town,” Venn said on Monday.\n\n"
    "Tomas Brill, the harbour master, supports the toll."
)
LATER = HARBOUR + "\n\nVenn and Brill will meet on Friday."


def feed(settings: Settings, *lines: dict) -> None:
    """Publish articles and see each of them confirmed."""
    articles = [article_from_line(x, fetched_at=datetime.now(UTC), outlet="Gull") for x in lines]
    fetched = [Fetched(str(n), article, 0) for n, article in enumerate(articles)]
    outcomes: list[object] = []
    topic = topics_of(settings.namespace).articles
    with Publisher(settings.kafka, topic, 30, outcomes.append) as publisher:
        publish(iter(fetched), publisher, outcomes.append)
    assert outcomes == [Confirmed(f.name) for f in fetched]


def rows(settings: Settings, statement: str) -> list[tuple]:
    engine = engine_of(settings.database_url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(sa.text(statement))]
    engine.dispose()
    return found


def count(settings: Settings, table: str) -> int:
    return rows(settings, f"SELECT count(*) FROM {table}")[0][0]  # noqa: S608  # our own words


def settle(settings: Settings) -> None:
    """Return when nothing waits any more."""
    with lag_reader(settings.kafka, topics_of(settings.namespace)) as report:
        eventually(lambda: all(group.lag == 0 for group in report().groups))


def test_what_is_published_is_found_by_holder_speaker_and_words(settings, run):
    for name in ("analyser", "sink", "resolver"):
        run(name)

    feed(settings, {"id": "toll", "text": HARBOUR, "title": "Toll divides harbour"})
    eventually(lambda: count(settings, "resolved") == 1)

    stances = json.loads(
        stancewire(settings, "query", "stances", "--holder", "venn", "--json").stdout
    )
    assert [(s["holder"], s["polarity"]) for s in stances] == [("Mara Venn", "against")]
    assert "toll" in stances[0]["target"]
    assert stances[0]["evidence"] in HARBOUR
    positions = json.loads(
        stancewire(settings, "query", "positions", "--holder", "venn", "--json").stdout
    )
    assert [(p["holder_name"], p["for"], p["against"]) for p in positions] == [("Mara Venn", 0, 1)]
    said = stancewire(settings, "query", "quotations", "--speaker", "Mara Venn", "--json")
    assert "The toll hurts every fisherman in town" in said.stdout
    found = json.loads(
        stancewire(settings, "query", "articles", "--words", "fisherman", "--json").stdout
    )
    assert len(found) == 1
    assert stancewire(settings, "audit").returncode == 0


def test_the_same_input_twice_makes_no_second_row_anywhere(settings, run):
    run("analyser")
    run("sink")
    tables = ("article", "revision", "entity", "mention", "quotation", "stance", "dead_letter")

    feed(settings, {"id": "toll", "text": HARBOUR}, {"id": "other", "text": LATER})
    eventually(lambda: count(settings, "revision") == 2)
    once = {table: count(settings, table) for table in tables}
    feed(settings, {"id": "toll", "text": HARBOUR}, {"id": "other", "text": LATER})
    settle(settings)

    assert {table: count(settings, table) for table in tables} == once
    assert once["stance"] >= 2
    assert stancewire(settings, "audit").returncode == 0


def test_a_newer_revision_replaces_the_current_facts_and_an_older_one_never_does(settings, run):
    run("analyser")
    run("sink")
    first = {"id": "toll", "text": HARBOUR, "fetched_at": "2026-11-01T12:00:00Z"}
    second = {"id": "toll", "text": LATER, "fetched_at": "2026-11-02T12:00:00Z"}
    late = {
        "id": "toll",
        "text": HARBOUR.replace("opposes", "fears"),
        "fetched_at": "2026-11-01T18:00:00Z",
    }

    for number, revision in enumerate((first, second, late), start=1):
        feed(settings, revision)
        eventually(lambda number=number: count(settings, "revision") == number)

    current = rows(settings, "SELECT text FROM revision WHERE current")
    assert current == [(LATER,)]
    assert count(settings, "article") == 1


def test_two_of_each_worker_store_and_resolve_each_article_once(settings, run):
    for name in ("analyser", "sink", "resolver") * 2:
        run(name)

    feed(settings, *({"id": f"toll-{n}", "text": f"{HARBOUR}\n\nPart {n}."} for n in range(60)))
    eventually(lambda: count(settings, "revision") == 60)
    settle(settings)
    eventually(lambda: count(settings, "unresolved") == 0)

    assert count(settings, "article") == count(settings, "resolved") == 60
    assert stancewire(settings, "audit").returncode == 0
