"""Articles stored under ids of older rules become those of today, and lose nothing by it."""

from datetime import timedelta

import pytest

from consumers.sink.store import Batch, store_batch
from pipeline.database import connection_to, database_at
from pipeline.migrations import migrate, migrate_down
from schemas.addresses import page_id
from schemas.contracts import DeadLetter, FetchedArticle
from schemas.fingerprints import fingerprint
from schemas.vocabulary import RejectionKind
from tests.analyses import NOON, TEXT, analysed
from tests.rows import count, rows

pytestmark = pytest.mark.stack

PAGE = "https://gull.example/toll"
OTHER = "https://www.tern.example/toll?id=7"


def of_old(url):
    """Name a page as the first version did, which told http from https alone."""
    address = url.split("://", 1)[1]
    return f"{address.partition('/')[0]}-{fingerprint(address)[:16]}"


def version(url, text=TEXT, hours=0):
    """An article of the first version, fetched some hours after noon."""
    return analysed(of_old(url), text, url=url, fetched_at=NOON + timedelta(hours=hours))


@pytest.fixture
def renamed(database_url):
    """Store articles of the first version, bring the database up to date, and give its URL."""

    def store(*articles, letters=()):
        with database_at(database_url) as engine, connection_to(engine) as connection:
            store_batch(connection, Batch((), articles, letters))
        migrate_down(database_url, "v0002")
        migrate(database_url)
        return database_url

    return store


def revisions(url):
    """Give article, fingerprint, hour and whether it is current, the first fetched first."""
    asked = "SELECT article_id, fingerprint, fetched_at, current FROM revision ORDER BY fetched_at"
    return [
        (article, mark, (at - NOON) // timedelta(hours=1), current)
        for article, mark, at, current in rows(url, asked)
    ]


def test_articles_of_one_page_become_revisions_of_one_article(renamed):
    texts = [TEXT, TEXT + " Later.", TEXT + " Last."]
    url = renamed(
        version("https://www.gull.example/toll", texts[2], hours=9),
        version("https://gull.example/toll?ref=rss", texts[0], hours=1),
        version("https://gull.example/toll/amp", texts[1], hours=5),
    )

    marks = [fingerprint(text) for text in texts]
    assert revisions(url) == [
        (page_id(PAGE), marks[0], 1, False),
        (page_id(PAGE), marks[1], 5, False),
        (page_id(PAGE), marks[2], 9, True),
    ]
    assert rows(url, "SELECT id FROM article") == [(page_id(PAGE),)]
    assert count(url, "stance") == 6
    assert count(url, "current_stances") == 2


def test_one_text_under_several_addresses_becomes_one_revision_as_recent_as_the_last(renamed):
    url = renamed(
        version(PAGE, hours=1),
        version("https://m.gull.example/toll", hours=7),
        version("https://www.gull.example/toll?mod=home", hours=3),
    )

    assert revisions(url) == [(page_id(PAGE), fingerprint(TEXT), 7, True)]
    assert [count(url, t) for t in ("article", "stance", "quotation", "mention")] == [1, 2, 1, 3]


def test_other_pages_and_other_ids_stay_apart(renamed):
    own = analysed("harbour-toll", url="https://www.gull.example/toll")
    of_text = analysed(fingerprint(TEXT))
    url = renamed(version(PAGE), version(OTHER), version(OTHER.replace("7", "8")), own, of_text)

    found = {article for article, _, _, _ in revisions(url)}
    assert found == {
        page_id(PAGE),
        page_id(OTHER),
        page_id(OTHER.replace("7", "8")),
        "harbour-toll",
        fingerprint(TEXT),
    }
    assert {current for _, _, _, current in revisions(url)} == {True}


def test_ids_that_are_todays_already_change_nothing(renamed):
    url = renamed(version(PAGE, hours=1), version("https://gull.example/bridge", hours=2))
    before = revisions(url)
    migrate_down(url, "v0002")
    migrate(url)

    assert revisions(url) == before
    assert before[0][0] == of_old(PAGE)


def test_dead_letters_go_by_the_same_id(renamed):
    def letter(number, original):
        return DeadLetter(
            topic="news.articles",
            partition=0,
            offset=number,
            original=original,
            kind=RejectionKind.ANALYSIS_FAILED,
            reason="too hard",
            rejected_by="analyser",
            rejected_at=NOON,
        )

    address = "https://www.gull.example/toll"
    article = FetchedArticle(
        article_id=of_old(address), revision=fingerprint(TEXT), url=address, text=TEXT
    )
    url = renamed(letters=[letter(1, article.model_dump_json().encode()), letter(2, b"nonsense")])

    asked = "SELECT article_id FROM dead_letter ORDER BY record_offset"
    assert rows(url, asked) == [(page_id(PAGE),), (None,)]
