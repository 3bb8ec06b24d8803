"""Forgetting: nothing of it is left in any table, and nothing late brings it back."""

import json
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sql
from click.testing import CliRunner

from consumers.dead_letters import rejection
from consumers.fetcher.books import follow
from consumers.resolver.resolver import Resolver, resolver_engine
from consumers.resolver.turns import OvertakenError
from consumers.sink.store import Batch, store_batch
from consumers.watch import forget as forgetting
from pipeline.cli import cli
from pipeline.database import connection_to, database_at
from pipeline.listings.entry import Entry
from pipeline.rejection import Rejection
from schemas.addresses import canonical_url, page_id
from schemas.contracts import Retraction
from schemas.topics import topics_of
from tests import records
from tests.analyses import NOON, TEXT, analysed, claim, deliver, send
from tests.rows import count, rows
from tests.stack.waiting import eventually

pytestmark = pytest.mark.stack

PAGE = "https://www.gull.example/toll"
OURS = page_id(PAGE)
SPREAD = " ".join(f"The ferry of pier {n} leaves at {n} past noon." for n in range(30))
TABLES = """
SELECT table_name FROM information_schema.tables
WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'
"""


def ours(text=TEXT, **changes):
    return analysed(OURS, text, url=PAGE, **changes)


def letter(original, key=None):
    why = Rejection("undecodable", "cut short")
    return rejection(("news.articles", 1, len(original)), key, original, why, "analyser")


@pytest.fixture
def engine(database_url):
    with database_at(database_url) as made:
        yield made


@pytest.fixture
def store(engine):
    def stored(*analyses, **more):
        with connection_to(engine) as connection:
            return store_batch(connection, Batch((), analyses, **more))

    return stored


@pytest.fixture
def resolve(database_url, settings):
    """Have all that waits resolved by one resolver that goes on knowing what it knew."""
    engine = resolver_engine(database_url)
    resolver = Resolver(engine, settings)

    def resolved():
        with suppress(OvertakenError):  # by who forgot: as it runs, it begins anew
            resolver.step(limit=0)
        while resolver.step().articles:
            pass

    yield resolved
    engine.dispose()


@pytest.fixture
def stancewire(settings, monkeypatch):
    for name, value in settings.to_environment().items():
        monkeypatch.setenv(name, value)
    return lambda *arguments, **more: CliRunner().invoke(cli, list(arguments), **more)


def speaking_of(url, *needles):
    """Name the tables that hold one of the words anywhere in a row, bytes as their text."""
    found = set()
    for (table,) in rows(url, TABLES):
        for (row,) in rows(url, f'SELECT t::text FROM "{table}" AS t'):  # noqa: S608  # our own
            as_bytes = [needle.encode().hex() for needle in needles]
            if any(needle in row for needle in (*needles, *as_bytes)):
                found.add(table)
    return found


def test_nothing_of_an_article_is_left_and_others_stay(store, resolve, engine, database_url):
    store(ours(), ours(TEXT + " More.", fetched_at=NOON + timedelta(hours=1)))
    store(claim("other", "Ann Lee", target="ferry"), letters=[letter(b"{", OURS.encode())])
    resolve()
    rows(
        database_url,
        "INSERT INTO verdict (article_id, kind, words, verdict, reader)"
        " VALUES (:id, 'quotation', 'We need none.', 'right', 'Mo')",
        id=OURS,
    )
    rows(database_url, "INSERT INTO kept_answer VALUES ('q', 1, '[\"Venn\"]', now(), 1)")
    before = rows(
        database_url,
        "SELECT * FROM stance_statement JOIN revision ON id = revision_id"
        " WHERE article_id = 'other'",
    )

    done = forgetting.forget(engine, "http://m.gull.example/toll/?utm_source=x")

    assert (done.removed["articles"], done.removed["revisions"]) == (1, 2)
    assert (done.removed["stances"], done.removed["verdicts"]) == (4, 1)
    assert (done.removed["dead_letters"], done.left) == (1, {})
    assert speaking_of(database_url, OURS, "gull.example", "Venn", "harbour", "need none") == set()
    assert before == rows(
        database_url,
        "SELECT * FROM stance_statement JOIN revision ON id = revision_id"
        " WHERE article_id = 'other'",
    )
    store(claim("third", "Ann Lee", target="bridge"))
    resolve()
    assert count(database_url, "resolved") == 2


def test_no_late_message_brings_it_back(store, engine, database_url):
    store(ours(), analysed("other"))
    forgetting.forget(engine, OURS)

    back = Retraction(article_id=OURS, retracted_at=NOON)
    again = analysed("Gull:7", url=PAGE + "#top")  # of the same page, by another id
    assert store(ours(), again, retractions=[back], letters=[letter(b"x", OURS.encode())]) == 0

    assert rows(database_url, "SELECT id FROM article") == [("other",)]
    assert count(database_url, "dead_letter") == 0


def test_an_outlet_goes_with_its_sources_however_it_is_spelt(store, engine, database_url):
    store(ours(), analysed("a", outlet="the  harbour GULL"), analysed("b", outlet="Tern"))
    with connection_to(engine) as connection:
        connection.execute(sql.text("INSERT INTO host (name) VALUES ('gull.example')"))
        connection.execute(
            sql.text(
                "INSERT INTO source (address, host, outlet, least_seconds, most_seconds,"
                " every_seconds, added_at, next_at) VALUES ('https://gull.example/feed',"
                " 'gull.example', 'The Harbour Gull', 1, 1, 1, now(), now())"
            )
        )
        follow(connection, "https://gull.example/feed", [Entry(PAGE, "Toll")], NOON)

    done = forgetting.forget(engine, "The Harbour Gull")

    assert (done.removed["articles"], done.removed["followed_pages"], done.left) == (2, 1, {})
    assert [count(database_url, table) for table in ("article", "source", "followed")] == [1, 0, 0]
    assert store(analysed("new"), letters=[letter(b'{"outlet": "the harbour gull"}')]) == 0
    assert count(database_url, "dead_letter") == 0


def test_a_forgotten_page_is_not_followed_again(store, engine, database_url):
    forgetting.forget(engine, PAGE)  # nothing of it has come yet

    with connection_to(engine) as connection:
        assert follow(connection, "https://gull.example/feed", [Entry(PAGE)], NOON) == 0
    assert canonical_url(PAGE) not in str(rows(database_url, "SELECT hash FROM forgotten"))


def test_a_copy_counts_once_its_original_is_forgotten(store, resolve, engine, database_url):
    store(claim("first", "Ann Lee", more=SPREAD), claim("copy", "Ann Lee", more=SPREAD))
    resolve()
    counted = "SELECT article_id FROM resolved JOIN revision ON id = revision_id WHERE counted"
    assert rows(database_url, counted) == [("first",)]

    assert forgetting.forget(engine, "first").left == {}
    resolve()

    assert rows(database_url, counted) == [("copy",)]
    assert count(database_url, "stance_statement") == 1


def test_what_is_left_is_found_by_its_table_and_column(store, engine, database_url):
    store(ours())
    with connection_to(engine) as connection:
        found = forgetting.left(connection, forgetting._meant(connection, PAGE))

    assert found["article.id"] == found["revision.article_id"] == 1
    assert found["stance.revision_id"] == 2


def test_along_the_whole_wire_it_asks_tells_and_balances(settings, run, stancewire):
    topics, url = topics_of(settings.namespace), settings.database_url
    records.publish(settings, [records.article(name, TEXT) for name in ("toll", "other")])
    deliver(settings, [analysed("toll"), analysed("other")])
    records.commit(settings, records.ends_of(settings, topics.articles))
    run("sink")
    eventually(lambda: count(url, "revision") == 2)

    assert (
        "would remove articles 1, revisions 1" in stancewire("forget", "toll", "--dry-run").stdout
    )
    assert stancewire("forget", "toll", input="n\n").exit_code == 1
    assert count(url, "revision") == 2
    unknown = stancewire("forget", "The Tern", "--yes")
    assert (unknown.exit_code, "Nothing is stored under 'The Tern'" in unknown.stderr) == (2, True)

    done = stancewire("forget", "toll", "--yes", "--json")
    send(settings, topics.analyses, [(b"toll", analysed("toll").model_dump_json().encode())])
    deliver(settings, [analysed("last")])

    told = json.loads(done.stdout)
    assert (done.exit_code, told["removed"]["articles"], told["left"]) == (0, 1, {})
    assert sorted(told["kafka_until"]) == sorted(topic.name for topic in topics.all)
    eventually(lambda: sorted(rows(url, "SELECT id FROM article")) == [("last",), ("other",)])
    balance = json.loads(stancewire("audit", "--json").stdout)["balance"]
    assert (balance["stored"], balance["forgotten"], balance["missing"]) == (1, 1, 0)
