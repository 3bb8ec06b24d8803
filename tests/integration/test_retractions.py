"""Retractions: what was fetched until then is history, whatever order it all arrives in."""

import json
from datetime import timedelta
from itertools import permutations

import pytest

from consumers.sink.store import Batch, store_batch
from pipeline.database import connection_to, database_at
from pipeline.migrations import migrate, migrate_down
from pipeline.queries import Filters, articles, ask, entities, quotations, stances
from schemas.addresses import page_id
from schemas.contracts import AnalysedArticle, Retraction
from schemas.topics import topics_of
from tests import records
from tests.analyses import NOON, TEXT, analysed, deliver, send
from tests.rows import count, forbid, rows
from tests.stack.commands import stancewire
from tests.stack.waiting import eventually

pytestmark = pytest.mark.stack

PAGE = "https://gull.example/toll"
HARBOUR = "Mayor Mara Venn opposes the harbour toll. “The toll hurts everybody,” Venn said."
CURRENT = "SELECT fingerprint FROM revision WHERE current"


def version(text=TEXT, hours=0):
    return analysed(text=text, fetched_at=NOON + timedelta(hours=hours))


def taken_back(hours, article_id="toll"):
    return Retraction(article_id=article_id, retracted_at=NOON + timedelta(hours=hours))


A, B = version(), version(TEXT + " More.", hours=2)


@pytest.fixture
def engine(database_url):
    with database_at(database_url) as made:
        yield made


@pytest.fixture
def store(engine):
    """Store messages of both kinds in a transaction of their own."""

    def stored(*messages):
        analyses = [m for m in messages if isinstance(m, AnalysedArticle)]
        retractions = [m for m in messages if isinstance(m, Retraction)]
        with connection_to(engine) as connection:
            store_batch(connection, Batch((), analyses, retractions=retractions))

    return stored


@pytest.mark.parametrize(
    ("messages", "current"),
    [
        pytest.param([A, taken_back(1)], None, id="taken-back"),
        pytest.param([A, taken_back(0)], None, id="in-the-same-instant"),
        pytest.param([A, B, taken_back(3)], None, id="with-its-earlier-text"),
        pytest.param([A, taken_back(1), B], B, id="fetched-later"),
        pytest.param([A, taken_back(1), version(hours=2)], A, id="the-same-text-fetched-later"),
        pytest.param([A, taken_back(1), B, taken_back(3)], None, id="taken-back-twice"),
        pytest.param([A, taken_back(-1)], A, id="fetched-after-it"),
    ],
)
def test_what_is_current_does_not_depend_on_the_order(store, database_url, messages, current):
    for order in permutations(messages):
        rows(database_url, "DELETE FROM article")
        for message in order:
            store(message)

        assert rows(database_url, CURRENT) == ([(current.revision,)] if current else [])


def test_all_at_once_is_as_one_by_one_and_repeats_change_nothing(store, database_url):
    everything = "SELECT revision.*, retracted_at FROM revision JOIN article ON article.id = 'toll'"
    store(A, taken_back(1), B, taken_back(3), taken_back(2))
    assert rows(database_url, CURRENT) == []
    before = rows(database_url, everything)

    store(taken_back(3), B)
    store(taken_back(1))
    store(A)

    assert rows(database_url, everything) == before
    assert len(before) == 2


def test_a_retraction_is_kept_for_an_article_that_never_came(store, database_url):
    store(taken_back(1))
    assert rows(database_url, "SELECT id, retracted_at FROM article") == [
        ("toll", NOON + timedelta(hours=1))
    ]

    store(A)

    assert count(database_url, "current_stances") == 0


def test_no_query_or_view_of_current_facts_has_it_and_history_does(store, engine, database_url):
    store(A, analysed("other", TEXT + " More."))

    store(taken_back(1))

    for question in (articles, quotations, stances):
        assert {row["article_id"] for row in ask(engine, question(Filters()))} == {"other"}
    assert {row["articles"] for row in ask(engine, entities(Filters()))} == {1}
    for view in ("current_stances", "quotations_by_speaker"):
        found = rows(database_url, f"SELECT DISTINCT article_id FROM {view}")  # noqa: S608  # our own words
        assert found == [("other",)]
    marked = "SELECT DISTINCT article_id, current, retracted FROM stance_history ORDER BY 1"
    assert rows(database_url, marked) == [("other", True, False), ("toll", False, True)]


def test_what_was_replaced_before_is_marked_and_what_came_after_is_not(store, database_url):
    store(A, taken_back(1), B)

    marked = "SELECT DISTINCT revision, current, retracted FROM stance_history ORDER BY current"
    assert rows(database_url, marked) == [(A.revision, False, True), (B.revision, True, False)]


def test_the_mark_costs_who_does_not_ask_for_it_no_join(database_url):
    plan = rows(database_url, "EXPLAIN SELECT holder, target FROM stance_history WHERE current")

    assert not any(" article" in line for (line,) in plan)


def test_without_the_column_articles_are_as_they_were(store, database_url):
    store(A, analysed("other"), taken_back(1))
    history = "SELECT article_id, evidence FROM stance_history ORDER BY 1, 2"
    before = rows(database_url, history)

    migrate_down(database_url, "v0006")
    assert rows(database_url, history) == before
    assert count(database_url, "current_stances") == 2

    migrate(database_url)
    assert rows(database_url, "SELECT retracted_at FROM article WHERE id = 'toll'") == [(None,)]
    assert rows(database_url, history) == before


def said(done):
    """Give a command's exit code and what it printed."""
    return done.returncode, done.stdout.strip()


def test_an_article_is_taken_back_and_brought_back_along_the_whole_wire(settings, run, tmp_path):
    run("analyser")
    run("sink")
    url = settings.database_url
    file = tmp_path / "news.jsonl"
    lines = [{"url": PAGE, "text": HARBOUR}, {"id": "7", "outlet": "Gull", "text": HARBOUR + " 7"}]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert stancewire(settings, "publish", str(file)).returncode == 0
    eventually(lambda: len(rows(url, CURRENT)) == 2)

    done = stancewire(settings, "publish", "--retract", f"{PAGE}?utm_source=x", "Gull:7", "Gull:8")
    assert said(done) == (0, "published 0, retracted 3, unconfirmed 0, refused 0")
    eventually(lambda: count(url, "article") == 3)
    eventually(lambda: rows(url, CURRENT) == [])
    assert stancewire(settings, "query", "stances").stdout == ""
    eventually(lambda: stancewire(settings, "audit").returncode == 0 and waits_for_none(settings))

    stancewire(settings, "publish", str(file))
    eventually(lambda: len(rows(url, CURRENT)) == 2)
    file.write_text(json.dumps({"url": PAGE, "retracted": True}) + "\n")
    done = stancewire(settings, "publish", str(file), "--json")
    assert json.loads(done.stdout)["retracted"] == 1
    eventually(lambda: len(rows(url, CURRENT)) == 1)

    assert count(url, "revision") == 2
    assert stancewire(settings, "audit").returncode == 0
    assert records.dead_letters(settings) == []


def waits_for_none(settings):
    counted = json.loads(stancewire(settings, "audit", "--json").stdout)["balance"]
    return counted["waiting"] == 0 and counted["stored"] == counted["articles"]


def test_what_cannot_be_taken_back_is_refused_and_the_rest_goes_on(settings, tmp_path):
    done = stancewire(settings, "publish", "--retract", str(tmp_path), "gull.example/toll", PAGE)

    assert said(done) == (1, "published 0, retracted 1, unconfirmed 0, refused 2")
    assert f"refused: {tmp_path}: a file or folder" in done.stderr
    assert "refused: gull.example/toll: no address: begin it with https://" in done.stderr
    (record,) = records.records_of(settings, topics_of(settings.namespace).articles)
    assert record.key.decode() == page_id(PAGE)
    assert stancewire(settings, "publish", "--retract").returncode == 2


@pytest.mark.parametrize(
    "break_it",
    [
        pytest.param("UPDATE revision SET current = TRUE", id="still-current"),
        pytest.param("UPDATE article SET retracted_at = NULL WHERE id = 'toll'", id="forgotten"),
    ],
)
def test_the_audit_knows_what_was_taken_back(settings, store, break_it):
    store(A, taken_back(1))
    store(analysed("brought-back", fetched_at=NOON + timedelta(hours=2)))
    store(taken_back(1, "brought-back"), taken_back(1, "never-came"))
    assert stancewire(settings, "audit").returncode == 0

    rows(settings.database_url, break_it)

    findings = json.loads(stancewire(settings, "audit", "--json").stdout)["findings"]
    (broken,) = [f for f in findings if f["broken"]]
    assert broken["rule"] == "every article has one current revision, a retracted one none"
    assert [o["article_id"] for o in broken["offences"]] == ["toll"]


def test_a_retraction_that_got_lost_is_missing_and_a_rejected_one_is_not(settings, run):
    topics = topics_of(settings.namespace)
    bodies = {name: taken_back(1, name).model_dump_json().encode() for name in ("a", "b", "c")}
    records.publish_raw(settings, [(name.encode(), body) for name, body in bodies.items()])
    records.commit(settings, records.ends_of(settings, topics.articles))
    forbid(settings.database_url, "b")
    send(settings, topics.analyses, [(name.encode(), bodies[name]) for name in ("a", "b")])
    deliver(settings, [analysed("d")])
    run("sink")
    eventually(lambda: count(settings.database_url, "dead_letter") == 1)
    eventually(lambda: count(settings.database_url, "revision") == 1)

    counted = json.loads(stancewire(settings, "audit", "--json").stdout)["balance"]

    assert (counted["stored"], counted["dead_lettered"], counted["missing"]) == (1, 1, 1)
    assert [o["article_id"] for o in counted["offences"]] == ["c"]
