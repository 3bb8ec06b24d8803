"""Lists of articles: whatever form a site keeps them in, and however broken that is."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.listings.entry import MOST_ENTRIES, NoListingError
from pipeline.listings.moments import listed_moment
from pipeline.listings.read import read_listing
from pipeline.listings.section import pattern_of
from schemas.vocabulary import SourceKind
from tests.web import feed

GULL = "https://gull.example/news/feed.xml"
ITEM = "<item><title>{0}</title><link>/{0}</link></item>"
A, B = ITEM.format("a"), ITEM.format("b")
RSS = '<rss version="2.0"><channel><title>The Gull</title>{}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>The Gull</title>{}</feed>'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
    ' xmlns="http://purl.org/rss/1.0/"><channel><title>The Gull</title></channel>{}</rdf:RDF>'
)
BOMB = '<!DOCTYPE x [<!ENTITY a "toll"><!ENTITY b "&a;&a;&a;&a;">]>'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def paths(body, content_type=""):
    """Give the paths that are listed, in order."""
    given = body.encode() if isinstance(body, str) else body
    found = read_listing(given, GULL, content_type).entries
    return [entry.address.removeprefix("https://gull.example") for entry in found]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(RSS.format(A + B), id="rss"),
        pytest.param(RDF.format(A + B), id="rdf"),
        pytest.param(
            ATOM.format(
                '<entry><link rel="alternate" href="/a"/></entry>'
                '<entry><link rel="self" href="/x"/><link href="https://gull.example/b"/></entry>'
            ),
            id="atom",
        ),
        pytest.param('{"version": "1", "items": [{"url": "/a"}, {"url": "/b"}]}', id="json-feed"),
        pytest.param('\ufeff{"items": [7, {"external_url": "/a"}, {"id": "/c"}, {"url": "/b"}]}',
                     id="json-with-mark-and-odd-items"),
        pytest.param("\n\n  " + RSS.format(A + B), id="blank-lines-first"),
        pytest.param("\ufeff" + RSS.format(A + B), id="mark-first"),
        pytest.param(RSS.format(A + B).encode("utf-16"), id="utf-16"),
        pytest.param('<?xml version="1.0" encoding="utf-8"?>' + RSS.format(A + "<!-- \x01 -->" + B),
                     id="control-character"),
        pytest.param(RSS.format(A + "<title>Quay & toll</title>" + B), id="bare-ampersand"),
        pytest.param(RSS.format(A + B)[:-20], id="end-cut-off"),
        pytest.param(RSS.format(A + B + "<item><title>c</title><li"), id="cut-in-a-tag"),
        pytest.param(RSS.format(A + "<item><title>No link</title></item>" + B), id="no-link"),
        pytest.param(RSS.format(A + A.replace("/a", "/a?utm_source=rss") + B), id="twice"),
        pytest.param(RSS.format(A + ITEM.format("x").replace("/x", "javascript:void(0)") + B),
                     id="link-of-no-page"),
        pytest.param(RSS.format(A + ITEM.format("x").replace("/x", "http://[broken/x") + B),
                     id="broken-link"),
        pytest.param(RSS.format(A + "<item><guid>https://gull.example/b</guid></item>"),
                     id="guid-alone"),
        pytest.param(RSS.format(A + B).replace("<item>", "<ITEM>", 1), id="capital-tag"),
        pytest.param(RSS.format(A + "<b><i>" + B), id="tags-left-open"),
        pytest.param(RSS.format("<item><title>&uuml;ber &b</title><link>/a</link></item>" + B),
                     id="entities-of-html"),
        pytest.param(BOMB + RSS.format(A + "<title>&b;</title>" + B), id="entities-that-grow"),
        pytest.param(b'<?xml version="1.0" encoding="utf-8"?>'
                     + RSS.format(A.replace(">a<", ">Zürich<") + B).encode("cp1252"),
                     id="another-charset-than-said"),
        pytest.param("Warning: line 7 of feed.php\n" + RSS.format(A + B), id="a-warning-first"),
    ],
)  # fmt: skip
def test_feeds_are_read_however_broken(body):
    assert paths(body) == ["/a", "/b"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"{", "broken JSON", id="broken-json"),
        pytest.param(b'{"items": 7}', 'list of "items"', id="json-of-something-else"),
        pytest.param(b"[" * 100_000, "broken JSON", id="deep-json"),
        pytest.param(b"<html><p>Not here</p></html>", "no list of articles", id="a-page"),
        pytest.param(b"<html>" + b"<div>" * 5_000, "nested", id="deep-page"),
        pytest.param(b"\x1f\x8bbroken", "broken gzip", id="broken-gzip"),
        pytest.param(gzip.compress(b" " * 9_000_000), "over 2,097,152 bytes", id="gzip-bomb"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "no list of articles", id="an-image"),
    ],
)
def test_what_is_no_list_is_refused_with_its_reason(body, reason):
    with pytest.raises(NoListingError, match=reason):
        read_listing(body, GULL)


def test_an_entry_has_title_and_time_as_its_feed_tells_them():
    told = "<title><![CDATA[<b>Toll</b> &\n quay]]></title><pubDate>{}</pubDate><link>/a</link>"
    body = RSS.format(f"<item>{told.format('Mon, 01 Jun 2026 10:00:00 BST')}</item>")
    found = read_listing(body.encode(), GULL)

    (entry,) = found.entries
    assert (found.kind, found.title, entry.title) == (SourceKind.FEED, "The Gull", "Toll & quay")
    assert entry.published_at == datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("Mon, 01 Jun 2026 10:00:00 EST", -5),
        ("Mon, 01 Jun 2026 10:00:00 BST", 1),
        ("Mon, 01 Jun 2026 10:00:00 IST", 5.5),
        ("1 June 2026 10:00 CEST", 2),
        ("Mon, 01 Jun 2026 10:00:00 GMT+0200", 2),
        ("2026-06-01T10:00:00-03:00", -3),
        ("2026-06-01 10:00", 0),
    ],
)
def test_times_are_in_the_zone_that_they_name(words, hours):
    moment = listed_moment(words)

    assert moment.replace(tzinfo=None) == datetime(2026, 6, 1, 10)  # noqa: DTZ001  # by its clock
    assert moment.utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize("words", [None, "", "yesterday", 7, "Mon, 99 Jun 2026 10:00:00 GMT"])
def test_what_is_no_time_is_none(words):
    assert listed_moment(words) is None


def test_a_news_sitemap_lists_the_newest_first_and_may_be_gzipped():
    urls = (
        "<url><loc>/old</loc><lastmod>2026-01-01</lastmod></url>"
        "<url><loc>/new</loc><news:news><news:publication><news:name>Gull</news:name>"
        "</news:publication><news:publication_date>2026-02-01</news:publication_date>"
        "<news:title>Toll</news:title></news:news></url>"
    )
    body = f'<?xml version="1.0"?><urlset {NEWS}>{urls}</urlset>'.encode()

    assert paths(body) == paths(gzip.compress(body)) == ["/new", "/old"]
    assert [entry.title for entry in read_listing(body, GULL).entries] == ["Toll", None]


def test_a_sitemap_of_sitemaps_leads_on_to_the_newest():
    each = "<sitemap><loc>/{0}.xml</loc><lastmod>2026-01-{0:02}</lastmod></sitemap>"
    body = f"<sitemapindex>{''.join(each.format(n) for n in range(1, 31))}</sitemapindex>"
    found = read_listing(body.encode(), GULL)

    assert found.entries == ()
    assert found.lists == tuple(f"https://gull.example/{n}.xml" for n in range(30, 20, -1))


def test_a_section_page_lists_what_has_the_pattern_of_its_headlines():
    links = {
        "/news/2026/harbour-toll-rises-again": "The harbour toll rises once again",
        "/news/2026/fishers-ask-for-a-year": "Fishers ask for another year",
        "/news/2026/quay-to-be-mended-soon": "The old quay is to be mended",
        "/news/2026/a-short-one": "Short",
        "/about-us-and-what-we-do": "About us and what we do",
        "/terms": "Terms",
        "https://other.example/news/2026/not-of-this-site": "This one is of another site",
    }
    body = "".join(f'<a href="{a}">{words}</a>' for a, words in links.items())
    around = '<link rel="alternate" type="application/rss+xml" href="/rss">'
    found = read_listing(f"<html><head>{around}</head><body>{body}</body></html>".encode(), GULL)

    assert [e.address.removeprefix("https://gull.example") for e in found.entries] == [*links][:4]
    assert found.feeds == ("https://gull.example/rss",)


def test_addresses_are_alike_by_numbers_and_slugs():
    one, other = (f"https://gull.example/news/{n}/the-toll-of-{n}.html" for n in (123456, 7890123))

    assert pattern_of(one) == pattern_of(other) != ()
    assert pattern_of("https://gull.example/news/about") == ()


def test_no_list_is_longer_than_its_bound():
    assert len(paths(feed(*(f"/{n}" for n in range(2 * MOST_ENTRIES))))) == MOST_ENTRIES
