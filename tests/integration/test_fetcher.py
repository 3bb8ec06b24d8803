"""The fetcher on a real broker and database, with a web of the tests' own."""

import asyncio
import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from consumers.fetcher import sources
from consumers.fetcher.fetcher import Fetcher
from consumers.fetcher.sources import Named
from consumers.sink.store import Batch, store_batch
from pipeline.cli import cli
from pipeline.database import connection_to, engine_of
from pipeline.fetching.web_client import WebClient
from schemas.addresses import page_id
from schemas.topics import topics_of
from tests.analyses import claim
from tests.records import records_of
from tests.rows import rows
from tests.web import Web, feed, page, web

pytestmark = pytest.mark.stack

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
TOLL = (
    "The harbour toll will rise by a tenth in spring, the council of the port said on Monday.",
    '"We cannot keep the quays without it," said Mara Venn, who has led the council for a year.',
    "Fishers who land their catch at the old quay had asked for another year without a rise.",
)


class Newsroom:
    """A fetcher that works when told to, by a clock that is set, and what came of it."""

    def __init__(self, settings, site):
        self.settings = settings
        self.web = site
        self.now = NOON
        self.engine = engine_of(settings.database_url)

    def follow(self, *named, **said):
        with connection_to(self.engine) as connection:
            for each in named:
                sources.add(connection, [Named(each, **said)], self.now)

    def fetch(self, fetchers=1, **after):
        """Let time pass, and so many fetchers do all that is due then."""
        self.now += timedelta(**after)
        asyncio.run(self._fetch(fetchers))

    async def _fetch(self, fetchers):
        async with WebClient(allow_private=self.settings.allow_private) as client:
            working = [
                Fetcher(self.engine, self.settings, client, lambda: self.now)
                for _ in range(fetchers)
            ]
            try:
                await asyncio.gather(*(fetcher.drain() for fetcher in working))
            finally:
                await asyncio.gather(*(fetcher.close() for fetcher in working))

    def published(self):
        """Give every message that was published, repeats included."""
        topic = topics_of(self.settings.namespace).articles
        return [json.loads(record.value) for record in records_of(self.settings, topic)]

    def texts(self):
        """Count the revisions that were published, each once and each as often as it was."""
        revisions = [message["revision"] for message in self.published()]
        return len(set(revisions)), len(revisions)

    def rows(self, statement, **parameters):
        return rows(self.settings.database_url, statement, **parameters)


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as made:
        yield made


@pytest.fixture
def stancewire(newsroom, monkeypatch):
    """Run a command of the command line on this newsroom."""
    for name, value in newsroom.settings.to_environment().items():
        monkeypatch.setenv(name, value)
    return lambda *arguments: CliRunner().invoke(cli, [*map(str, arguments)])


@pytest.fixture
def newsroom(settings, site) -> Iterator[Newsroom]:
    quick = {"fetch_gap": 0, "allow_private": True}
    made = Newsroom(settings.model_copy(update=quick), site)
    yield made
    made.engine.dispose()


def test_what_a_feed_lists_is_published_once(newsroom, site):
    site.says("/feed", feed("/a", "/b", "/none"), kind="application/rss+xml", etag='"1"')
    for path in ("/a", "/b"):
        site.says(path, page(f"The toll of {path}", *TOLL, f"It is {path}."))
    newsroom.follow(site.address + "/feed", outlet="The Gull", language="en")
    newsroom.fetch()
    newsroom.fetch(minutes=1)

    found = newsroom.published()
    assert sorted(article["url"] for article in found) == [site.address + p for p in ("/a", "/b")]
    assert {article["outlet"] for article in found} == {"The Gull"}
    assert {"Mara Venn" in article["text"] for article in found} == {True}
    assert sorted(site.asked) == ["/a", "/b", "/feed", "/none", "/robots.txt"]


def test_a_feed_that_did_not_change_is_asked_for_more_rarely(newsroom, site):
    site.says("/feed", feed(), etag='"1"')
    newsroom.follow(site.address + "/feed")
    newsroom.fetch()
    newsroom.fetch(hours=1)

    assert site.conditions[-1] == ("/feed", '"1"')
    assert newsroom.rows("SELECT every_seconds, failures FROM source") == [(4050, 0)]


def test_a_corrected_page_is_published_as_a_new_revision(newsroom, site):
    site.says("/feed", feed("/a"))
    site.says("/a", page("The toll", *TOLL), etag='"1"')
    newsroom.follow(site.address + "/feed")
    newsroom.fetch()
    newsroom.fetch(hours=1)
    site.says("/a", page("The toll", *TOLL, "Correction: it is a fifth, not a tenth, they say."))
    newsroom.fetch(days=1)
    newsroom.fetch(days=7)
    newsroom.fetch(days=70)

    assert site.times("/a") == 4
    assert newsroom.texts() == (2, 2)
    assert len({article["article_id"] for article in newsroom.published()}) == 1


@pytest.mark.parametrize(("status", "looks"), [(410, 1), (404, 2)])
def test_a_page_that_is_gone_is_taken_back_if_asked_for(newsroom, site, status, looks):
    newsroom.settings = newsroom.settings.model_copy(update={"retract_gone": True})
    site.says("/feed", feed("/a"))
    site.says("/a", page("The toll", *TOLL))
    newsroom.follow(site.address + "/feed")
    newsroom.fetch()
    site.says("/a", status=status)
    for _ in range(4):
        newsroom.fetch(hours=1)

    assert site.times("/a") == 1 + looks
    assert newsroom.rows("SELECT gone_at IS NOT NULL FROM followed") == [(True,)]
    assert ["retracted_at" in message for message in newsroom.published()] == [False, True]


def test_robots_rules_are_kept_and_asked_for_once_a_day(newsroom, site):
    site.says("/robots.txt", "\ufeffUser-agent: *\nDisallow: /secret\nCrawl-delay: 50")
    site.says("/feed", feed("/secret/a", "/b"))
    site.says("/b", page("The toll", *TOLL))
    newsroom.follow(site.address + "/feed")
    for _ in range(4):
        newsroom.fetch(seconds=51)

    assert site.asked == ["/robots.txt", "/feed", "/b"]
    assert newsroom.rows("SELECT address FROM followed WHERE problem IS NOT NULL") == [
        (site.address + "/secret/a",)
    ]


def test_a_site_whose_rules_cannot_be_had_is_asked_for_nothing_else(newsroom, site):
    site.says("/robots.txt", status=503)
    newsroom.follow(site.says("/feed", feed("/a")))
    newsroom.fetch()
    newsroom.fetch(minutes=1)

    assert set(site.asked) == {"/robots.txt"}
    assert newsroom.rows("SELECT problem FROM source")[0][0].startswith("robots.txt: 503")


def test_a_redirect_to_another_host_is_asked_for_as_that_host_wants(newsroom, site):
    with web() as other:
        other.says("/robots.txt", "User-agent: *\nDisallow: /secret")
        other.says("/feed", feed(*(site.address + path for path in ("/a", "/b", "/c"))))
        other.says("/a", page("The toll", *TOLL))
        other.says("/c", status=302, headers={"Location": site.address + "/c"})
        for path, to in (("/feed", "/feed"), ("/a", "/a"), ("/b", "/secret"), ("/c", "/c")):
            site.says(path, status=301, headers={"Location": other.address + to})
        newsroom.follow(site.address + "/feed")
        newsroom.fetch()
        asked = sorted(other.asked)
        newsroom.fetch(minutes=61)

        assert asked == ["/a", "/c", "/feed", "/robots.txt"]
        assert [article["url"] for article in newsroom.published()] == [other.address + "/a"]
        assert newsroom.rows("SELECT problem FROM followed WHERE looks = 0 ORDER BY name") == [
            ("robots.txt forbids it",),
            ("redirected over 5 times",),
        ]
        assert site.times("/a") == other.times("/a") == 2, "each look begins where it is listed"
        assert newsroom.rows("SELECT host FROM source UNION SELECT host FROM followed") == [
            (site.address.removeprefix("http://"),)
        ]


def test_a_busy_site_is_left_alone_for_as_long_as_it_wants(newsroom, site):
    site.says("/a", feed(), status=429, headers={"Retry-After": "7200"})
    newsroom.follow(site.address + "/a", site.says("/b", feed()))
    newsroom.fetch()
    newsroom.rows("UPDATE source SET next_at = :now WHERE address LIKE '%b'", now=newsroom.now)
    before = list(site.asked)
    newsroom.fetch(minutes=119)
    during = list(site.asked)
    newsroom.fetch(minutes=2)

    assert before == during
    assert len(site.asked) == len(before) + 2


def test_a_day_has_no_more_requests_than_its_budget(newsroom, site):
    newsroom.settings = newsroom.settings.model_copy(update={"fetch_budget": 4})
    paths = [f"/{n}" for n in range(9)]
    newsroom.follow(site.says("/feed", feed(*paths)))
    newsroom.fetch()
    newsroom.fetch(hours=1)
    first = len(site.asked)
    newsroom.fetch(hours=12)

    assert (first, len(site.asked)) == (4, 8)


def test_fetchers_share_the_work_and_fetch_nothing_twice(newsroom, site):
    paths = [f"/{n}" for n in range(12)]
    for path in paths:
        site.says(path, page(f"The toll of {path}", *TOLL, f"It is {path}."))
    newsroom.follow(*(site.says(f"/feed{n}", feed(*paths)) for n in range(3)))
    newsroom.fetch(fetchers=3)

    assert sorted(site.asked) == sorted(["/robots.txt", *paths, *(f"/feed{n}" for n in range(3))])
    assert site.most_at_once == 1
    assert newsroom.texts() == (12, 12)


def test_no_private_address_is_fetched_unless_allowed(newsroom, site):
    newsroom.follow(site.says("/feed", feed("/a")))
    newsroom.settings = newsroom.settings.model_copy(update={"allow_private": False})
    newsroom.fetch()

    assert site.asked == []
    assert "no public address" in newsroom.rows("SELECT problem FROM source")[0][0]


def test_files_of_a_folder_are_published_once_and_again_when_they_change(newsroom, tmp_path):
    folder = tmp_path / "news"
    (folder / "deep").mkdir(parents=True)

    def write(name, text, seconds_old):
        (folder / name).write_text(text)
        at = time.time() - seconds_old
        os.utime(folder / name, (at, at))

    write("a.txt", "\n".join(TOLL), 60)
    write("deep/b.jsonl", '{"id": "b", "text": "The toll is a fifth."}\nbroken\n', 60)
    write("c.txt", "Still being written", 0)
    newsroom.follow(str(folder))
    newsroom.fetch()
    first = newsroom.texts()
    write("c.txt", "Still being written, and now whole.", 30)
    newsroom.fetch(minutes=1)
    newsroom.fetch(minutes=1)

    assert (first, newsroom.texts()) == ((2, 2), (3, 3))
    told = newsroom.rows("SELECT count(*), count(problem) FROM followed")
    assert told == [(3, 1)]


def test_sources_are_checked_before_anything_is_kept(newsroom, site, stancewire):
    site.says("/robots.txt", "User-agent: *\nDisallow: /b")
    found = stancewire("sources", "check", site.says("/feed", feed("/a", "/b")), "--json")
    broken = stancewire("sources", "check", site.says("/none", "<p>No list"))

    told = json.loads(found.stdout)
    assert (told["kind"], told["title"]) == ("feed", "The Gull")
    assert (told["would_fetch"], told["forbidden"]) == (
        [site.address + "/a"],
        [site.address + "/b"],
    )
    assert (broken.exit_code, "no list of articles" in broken.stdout) == (1, True)
    assert set(site.asked) == {"/robots.txt", "/feed", "/none"}
    assert newsroom.rows("SELECT FROM source") == []


def test_sources_are_added_paused_and_removed(newsroom, site, stancewire, tmp_path):
    file = tmp_path / "feeds.opml"
    file.write_text(f'<opml><outline title="Gull" xmlUrl="{site.address}/feed"/></opml>')
    site.says("/feed", feed("/a"))
    site.says("/a", page("The toll", *TOLL))
    added = [stancewire("sources", "import", file).stdout for _ in range(2)]
    newsroom.now = datetime.now(UTC)
    stancewire("sources", "pause", site.address + "/feed")
    newsroom.fetch()
    paused = list(site.asked)
    stancewire("sources", "add", site.address + "/feed", "--least", "10s", "--most", "1h")
    newsroom.fetch(seconds=60)
    (row,) = json.loads(stancewire("sources", "list", "--json").stdout)

    assert added == ["1 followed, 1 of them new.\n", "1 followed, 0 of them new.\n"]
    assert (paused, row["kind"], row["articles"], row["least_seconds"]) == ([], "feed", 1, 10)
    assert stancewire("sources", "remove", site.address + "/feed").exit_code == 0
    assert newsroom.rows("SELECT FROM source UNION ALL SELECT FROM followed") == []
    assert stancewire("sources", "remove", site.address + "/feed").exit_code == 1


def test_revisions_tell_what_words_and_stances_came_and_went(newsroom, stancewire):
    url = "https://gull.example/toll"
    first = claim(page_id(url), "Mara Venn", "opposes", more="The quay is old.")
    second = claim(page_id(url), "Mara Venn", "supports", more="The quay is new.", hours=1)
    with connection_to(newsroom.engine) as connection:
        store_batch(connection, Batch((), [first]))
        store_batch(connection, Batch((), [second]))
    one, two = json.loads(stancewire("query", "revisions", url, "--json").stdout)

    assert (one["added"], one["current"], two["current"]) == ([], False, True)
    assert (two["removed"], two["added"]) == (["opposes", "old."], ["supports", "new."])
    assert (two["words_removed"], two["words_added"]) == (2, 2)
    assert two["stances_came"] == [
        "Mara Venn is for harbour toll: Mara Venn supports the harbour toll."
    ]
    assert two["stances_went"] == [
        "Mara Venn is against harbour toll: Mara Venn opposes the harbour toll."
    ]
    shown = stancewire("query", "revisions", url).stdout
    assert "+ supports" in shown
    assert "no article" in stancewire("query", "revisions", "none").stderr.lower()
