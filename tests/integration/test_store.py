"""Storing a batch: all of it with its offsets, or nothing; the newest revision is current."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from consumers.sink.offsets import FencedError, Progress
from consumers.sink.store import Batch, store_batch
from pipeline.database import connection_to, database_at
from pipeline.errors import ArticleRefusedError
from schemas.contracts import DeadLetter
from tests.analyses import NOON, TEXT, analysed
from tests.rows import count, forbid, rows

pytestmark = pytest.mark.stack

A = analysed(text=TEXT)
B = analysed(text=TEXT + " More.", fetched_at=NOON + timedelta(hours=1))
TOPIC = UUID(int=7)


def again(article, hours):
    return article.model_copy(update={"fetched_at": NOON + timedelta(hours=hours)})


@pytest.fixture
def store(database_url):
    """Store a batch in a transaction of its own."""
    with database_at(database_url) as engine:

        def stored(*analyses, letters=(), progress=()):
            with connection_to(engine) as connection:
                return store_batch(connection, Batch(progress, analyses, letters))

        yield stored


def current(url):
    return [text for (text,) in rows(url, "SELECT text FROM revision WHERE current")]


def step(expected, following, topic_id=TOPIC):
    return Progress(topic_id, "news.analyses", 3, expected, following)


@pytest.mark.parametrize(
    ("batches", "texts", "newest"),
    [
        pytest.param([[A], [B]], 2, B.text, id="newer-after-older"),
        pytest.param([[B], [A]], 2, B.text, id="older-arrives-late"),
        pytest.param([[A, B]], 2, B.text, id="both-at-once"),
        pytest.param([[B, A]], 2, B.text, id="both-at-once-the-newer-first"),
        pytest.param([[A], [A]], 1, A.text, id="the-same-again"),
        pytest.param([[A, A]], 1, A.text, id="the-same-twice-at-once"),
        pytest.param([[A], [B], [again(A, 2)]], 2, A.text, id="back-to-the-older-text"),
        pytest.param([[A, B, again(A, 2)]], 2, A.text, id="back-to-the-older-text-at-once"),
        pytest.param([[A], [B], [A], [B]], 2, B.text, id="all-repeated"),
        pytest.param([[A], [again(B, 0)], [A]], 2, B.text, id="of-the-same-second-the-later-one"),
    ],
)
def test_the_text_fetched_last_is_current(store, database_url, batches, texts, newest):
    for batch in batches:
        store(*batch)

    assert current(database_url) == [newest]
    assert count(database_url, "revision") == texts
    assert count(database_url, "article") == 1


def test_a_repeat_raises_the_time_of_fetching_and_never_lowers_it(store, database_url):
    store(again(A, 1))
    store(again(A, 3), again(A, 2))
    store(A)

    found = rows(database_url, "SELECT fetched_at FROM revision")
    assert found == [(NOON + timedelta(hours=3),)]


def test_a_retired_revision_keeps_its_facts_as_history(store, database_url):
    store(A)
    store(B)

    kept = "SELECT count(*) FROM stance_history WHERE NOT current"
    assert rows(database_url, kept) == [(len(A.stances),)]
    assert count(database_url, "current_stances") == len(B.stances)


def test_everything_found_becomes_rows(store, database_url):
    assert store(A) == 1

    expected = {
        "article": 1,
        "revision": 1,
        "entity": 2,
        "mention": 3,
        "quotation": 1,
        "quotation_span": 2,
        "quotation_speaker": 1,
        "stance": 2,
        "entity_tone": 1,
        "dead_letter": 0,
        "sink_offset": 0,
    }
    assert {name: count(database_url, name) for name in expected} == expected
    said = rows(database_url, "SELECT speaker, quotation, cue, rule FROM quotations_by_speaker")
    assert said == [
        (
            "José Venn",
            "“The toll hurts 🐟 and fishermen,” … “We need none.”",
            "said",
            "passage-before-cue",
        ),
    ]
    assert rows(
        database_url,
        "SELECT outlet, authors, credit, zones -> 0 ->> 'name', dateline, language FROM revision",
    ) == [("The Harbour Gull", [], ["AP"], "dateline", None, None)]


def test_a_dead_letter_is_stored_once_and_names_its_article(store, database_url):
    letter = DeadLetter(
        topic="news.articles",
        partition=1,
        offset=5,
        original=b'{"article_id": "toll", "revision": "r1", "text": 7}',
        kind="undecodable",
        reason="text: not a string",
        rejected_by="analyser",
    )
    other = letter.model_copy(update={"original": b'["\\u0000"'})
    store(letters=[letter, letter])
    store(letters=[letter, other])

    found = rows(
        database_url,
        "SELECT id, article_id, fingerprint, original FROM dead_letter ORDER BY article_id",
    )
    assert found == [
        (letter.id, "toll", "r1", letter.original),
        (other.id, None, None, other.original),
    ]


def test_offsets_move_with_the_rows(store, database_url):
    store(A, progress=[step(None, 5)])
    store(B, progress=[step(5, 9)])

    assert rows(database_url, "SELECT topic, partition, next FROM sink_offset") == [
        ("news.analyses", 3, 9)
    ]


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(None, id="a-sink-that-knew-nothing"),
        pytest.param(4, id="a-sink-that-was-overtaken"),
        pytest.param(6, id="a-sink-ahead-of-the-database"),
    ],
)
def test_a_sink_whose_offset_is_not_the_databases_stores_nothing(store, database_url, expected):
    store(A, progress=[step(None, 5)])

    with pytest.raises(FencedError):
        store(B, progress=[step(expected, 9)])

    assert count(database_url, "revision") == 1
    assert rows(database_url, "SELECT next FROM sink_offset") == [(5,)]


def test_a_topic_made_anew_has_offsets_of_its_own(store, database_url):
    store(A, progress=[step(None, 500)])
    store(B, progress=[step(None, 1, topic_id=uuid4())])

    assert sorted(rows(database_url, "SELECT next FROM sink_offset")) == [(1,), (500,)]


def test_one_refused_row_leaves_nothing_of_its_batch_behind(store, database_url):
    forbid(database_url, "other")

    with pytest.raises(ArticleRefusedError, match="forbidden"):
        store(A, analysed("other"), progress=[step(None, 5)])

    assert count(database_url, "article") == 0
    assert count(database_url, "sink_offset") == 0
