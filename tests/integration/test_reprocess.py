"""Answering anew: newer rows in the place of older ones, once, behind whatever is live."""

import json
import os
import signal
import subprocess
from datetime import timedelta
from itertools import permutations

import pytest
import sqlalchemy as sa
from packaging.version import Version

from consumers.sink.store import Batch, store_batch
from consumers.watch.reprocess import Where, chosen, counted
from pipeline.database import connection_to, database_at
from pipeline.queries import Filters, ask, stances
from schemas.contracts import FetchedArticle, Provenance, Retraction
from schemas.topics import topics_of
from tests import records
from tests.analyses import NOON, TEXT, analysed
from tests.rows import count, rows
from tests.stack.commands import stancewire
from tests.stack.plugin import STANCEWIRE
from tests.stack.waiting import ended, eventually

pytestmark = pytest.mark.stack

FACTS = ("entity", "mention", "quotation", "quotation_span", "quotation_speaker", "stance")


def answer(hour=None, **found):
    """The answer to a question that was asked anew some hours after noon; None: to none."""
    one = analysed(**found)
    asked = None if hour is None else NOON + timedelta(hours=hour)
    code = f"0.{hour or 0}"
    told = Provenance(code=code, asked_anew_at=asked)
    holder = one.stances[0].holder.model_copy(update={"name": f"Venn {code}"})
    stance = one.stances[0].model_copy(update={"holder": holder})
    return one.model_copy(update={"provenance": told, "stances": (stance,), "language": code})


FIRST, SECOND, THIRD = answer(), answer(1), answer(2)


@pytest.fixture
def engine(database_url):
    with database_at(database_url) as made:
        yield made


@pytest.fixture
def store(engine):
    def stored(*analyses, retractions=()):
        with connection_to(engine) as connection:
            return store_batch(connection, Batch((), analyses, retractions=retractions))

    return stored


def holders(url):
    return [holder for (holder,) in rows(url, "SELECT holder FROM current_stances")]


@pytest.mark.parametrize("order", list(permutations([FIRST, SECOND, THIRD])))
def test_the_answer_asked_for_last_counts_whatever_comes_when(store, database_url, order):
    for one in (*order, *order):
        store(one)

    assert holders(database_url) == ["Venn 0.2"]
    assert count(database_url, "revision") == 1
    rows(database_url, "DELETE FROM article")

    store(*order)

    assert holders(database_url) == ["Venn 0.2"]
    assert rows(database_url, "SELECT language, provenance ->> 'code' FROM revision") == [
        ("0.2", "0.2")
    ]


def test_a_revision_stays_itself_and_keeps_what_was_received(store, database_url):
    store(FIRST)
    kept = "SELECT id, outlet, title, text, fetched_at, stored_at, current FROM revision"
    before = rows(database_url, kept)

    assert store(answer(1, title="Another", outlet="Tern")) == 0

    assert rows(database_url, kept) == before
    assert [count(database_url, table) for table in FACTS] == [2, 3, 1, 2, 1, 1]


def test_the_same_answer_again_replaces_nothing(store, database_url):
    store(FIRST)
    store(SECOND)
    versions = "SELECT xmin::text FROM stance"
    before = rows(database_url, versions)

    store(SECOND)
    store(FIRST)

    assert rows(database_url, versions) == before


def test_who_reads_sees_the_old_rows_or_the_new_ones_never_none(store, engine, database_url):
    store(FIRST)

    with connection_to(engine) as connection:
        store_batch(connection, Batch((), [SECOND]))
        assert holders(database_url) == ["Venn 0.0"]
        assert len(ask(engine, stances(Filters()))) == 1
    assert holders(database_url) == ["Venn 0.1"]


def test_an_answer_asked_for_before_the_article_was_taken_back_does_not_bring_it_back(
    store, database_url
):
    store(FIRST)
    store(retractions=[Retraction(article_id="toll", retracted_at=NOON + timedelta(hours=1))])

    store(SECOND)

    assert holders(database_url) == []
    assert rows(database_url, "SELECT holder FROM stance_history") == [("Venn 0.1",)]


# Of four texts: what answered each, its outlet and its date.
STORED = [
    analysed(
        f"toll-{n}",
        f"{TEXT} Part {n}.",
        outlet=outlet,
        fetched_at=NOON + timedelta(days=n),
        provenance=Provenance(code=code, models=models),
    )
    for n, (outlet, code, models) in enumerate(
        [
            ("The Gull", "0.0.9", {"stance": "1"}),
            ("The Gull", "0.0.10", {"stance": "1", "small": "3.8"}),
            ("The Tern", "0.0.10", {"stance": "2"}),
            ("The Tern", "9.0", {}),
        ]
    )
]


@pytest.mark.parametrize(
    ("where", "names"),
    [
        pytest.param(Where(), "3210", id="all"),
        pytest.param(Where(code_before=Version("0.0.10")), "0", id="older-code"),
        pytest.param(Where(code_before=Version("0.1")), "210", id="code-that-is-still-older"),
        pytest.param(Where(model_not=("stance", "2")), "310", id="another-model-or-none"),
        pytest.param(Where(outlet="gull"), "10", id="outlet"),
        pytest.param(Where(since=NOON + timedelta(days=1)), "321", id="since"),
        pytest.param(Where(until=NOON + timedelta(days=1)), "0", id="until"),
        pytest.param(Where(outlet="gull", code_before=Version("0.0.10")), "0", id="both"),
        pytest.param(Where(outlet="nobody"), "", id="none"),
    ],
)
def test_texts_are_chosen_by_what_answered_them_outlet_and_date(store, engine, where, names):
    store(*STORED)

    found = chosen(engine, where)

    with connection_to(engine) as connection:
        named = dict(connection.execute(sa.text("SELECT id, article_id FROM revision")).all())
    assert [named[number] for number in found.ids] == [f"toll-{name}" for name in names]
    assert sum(row["articles"] for row in counted(engine, where)) == len(names)


def test_retired_and_retracted_texts_are_not_chosen(store, engine):
    store(STORED[0], analysed("toll-0", TEXT + " Newer.", fetched_at=NOON + timedelta(days=9)))
    taken_back = Retraction(article_id="toll-1", retracted_at=NOON + timedelta(days=9))
    store(STORED[1], retractions=[taken_back])

    assert len(chosen(engine, Where()).ids) == 1


def test_a_dry_run_tells_how_many_and_what_answered_them(settings, store):
    store(*STORED)

    told = stancewire(settings, "reprocess", "--code-before", "0.1", "--dry-run")
    assert told.returncode == 0
    assert [line.split() for line in told.stdout.splitlines()] == [
        ["articles", "code", "models"],
        ["1", "0.0.10", "stance", "2"],
        ["1", "0.0.10", "small", "3.8,", "stance", "1"],
        ["1", "0.0.9", "stance", "1"],
        ["would", "republish", "3"],
    ]
    assert all(len(line) <= 80 for line in told.stdout.splitlines())
    told = stancewire(settings, "reprocess", "--all", "--dry-run", "--json")
    assert json.loads(told.stdout)["articles"] == 4
    assert published(settings) == 0


def reprocess(settings, *options):
    """Start `stancewire reprocess`; its words go to a file."""
    words = settings.home.parent / "reprocess.log"
    with words.open("wb") as out:
        return subprocess.Popen(
            [str(STANCEWIRE), "reprocess", *options],
            env=os.environ | settings.to_environment(),
            stdout=out,
            stderr=out,
        )


def published(settings):
    return sum(records.ends_of(settings, topics_of(settings.namespace).articles).values())


def many(number):
    """Answers of older code to so many articles."""
    older = Provenance(code="0.0.1")
    return [analysed(f"toll-{n}", f"{TEXT} Part {n}.", provenance=older) for n in range(number)]


def test_along_the_whole_wire_newer_rows_take_the_place_of_older_ones(settings, run, store):
    url = settings.database_url
    store(*many(20))
    before = rows(url, "SELECT id, article_id, fingerprint, text FROM revision ORDER BY id")
    assert rows(url, "SELECT DISTINCT name FROM entity WHERE type = 'ORG'") == [
        ("World Trade Organization",)
    ]
    run("analyser")
    run("sink")

    done = stancewire(settings, "reprocess", "--code-before", "0.1", "--at-once", "8")
    assert done.stdout == "republished 20, unconfirmed 0, refused 0\n", done.stderr
    old = "SELECT count(*) FROM revision WHERE provenance ->> 'code' = '0.0.1'"
    eventually(lambda: rows(url, old) == [(0,)])

    assert rows(url, "SELECT DISTINCT name FROM entity WHERE type = 'ORG'") == [("WTO",)]
    after = rows(url, "SELECT id, article_id, fingerprint, text FROM revision ORDER BY id")
    assert after == before
    assert rows(url, "SELECT count(*) FROM revision WHERE current") == [(20,)]
    eventually(lambda: audit(settings)["balance"]["waiting"] == 0)
    report = audit(settings)
    assert report["holds"]
    assert report["balance"]["stored"] == 20
    again = stancewire(settings, "reprocess", "--code-before", "0.1")
    assert again.stdout == "republished 0, unconfirmed 0, refused 0\n"


def audit(settings):
    return json.loads(stancewire(settings, "audit", "--json").stdout)


def test_live_articles_go_first(settings, run, store):
    """Only four are ever on their way, and those that come later go before all the others."""
    store(*many(12))
    process = reprocess(settings, "--all", "--at-once", "4")
    eventually(lambda: published(settings) == 4)
    live = [records.article(f"live-{n}", f"{TEXT} Live {n}.") for n in range(6)]
    records.publish(settings, live)
    eventually(lambda: published(settings) == 10)

    run("analyser")
    run("sink")
    assert ended(process) == 0
    eventually(lambda: count(settings.database_url, "revision") == 18)

    topic = topics_of(settings.namespace).articles
    found = sorted(records.records_of(settings, topic), key=lambda r: r.timestamp)
    came = [FetchedArticle.model_validate_json(r.value).asked_anew_at is None for r in found]
    assert came.index(True) == 4
    assert came[4:10] == [True] * 6
    assert len(came) == 18


def test_killed_and_run_again_it_does_no_harm_and_the_audit_proves_it_whole(settings, run, store):
    url = settings.database_url
    store(*many(12))
    process = reprocess(settings, "--code-before", "0.1", "--at-once", "4")
    eventually(lambda: published(settings) == 4)
    process.send_signal(signal.SIGKILL)
    ended(process)

    run("analyser")
    run("sink")
    done = stancewire(settings, "reprocess", "--code-before", "0.1", "--at-once", "4")
    assert done.returncode == 0
    eventually(lambda: audit(settings)["balance"]["waiting"] == 0)

    report = audit(settings)
    assert report["holds"]
    assert report["balance"]["stored"] == report["balance"]["articles"] == published(settings)
    assert rows(url, "SELECT DISTINCT provenance ->> 'code' FROM revision") == [("0.1.0",)]
    assert count(url, "revision") == 12
    assert count(url, "entity") == 12 * len(rows(url, "SELECT DISTINCT id FROM entity"))


def test_what_was_asked_anew_and_never_answered_is_missing(settings, run, store):
    store(*many(3))
    process = reprocess(settings, "--all")
    assert ended(process) == 0
    topics = topics_of(settings.namespace)
    records.commit(settings, records.ends_of(settings, topics.articles))
    run("sink")

    eventually(lambda: audit(settings)["balance"]["missing"] == 3)
    assert not audit(settings)["holds"]


def test_ctrl_c_tells_what_was_republished(settings, store):
    store(*many(12))
    process = reprocess(settings, "--all", "--at-once", "4")
    eventually(lambda: published(settings) == 4)

    process.send_signal(signal.SIGINT)

    assert ended(process) == 130
    words = (settings.home.parent / "reprocess.log").read_text()
    assert "republished 4, unconfirmed 0, refused 0" in words
