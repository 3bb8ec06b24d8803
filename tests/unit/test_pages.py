"""A page gives its article: characters, headline, authors, outlet, time, language, body."""

import json
from datetime import UTC, datetime

import pytest

from pipeline.errors import ArticleRefusedError
from pipeline.pages import PAGE_BYTES
from pipeline.pages.decoding import decoded_page
from pipeline.pages.page import Page, article_from_page, read_page

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SAID = "The council of the harbour voted on Monday to keep the toll, said Mara Venn, its chair. "
MORE = "Fishermen who had come from all over the bay called the vote a mistake and left early. "
BODY = f"<p>{SAID * 3}</p><p>{MORE * 3}</p>"
ADDRESS = "https://www.gull.example/2026/toll"


def page(head: str = "", body: str = f"<h1>Harbour keeps its toll</h1>{BODY}", html="") -> bytes:
    return f"<!doctype html><html {html}><head>{head}</head><body>{body}</body></html>".encode()


def linked(**said: object) -> str:
    about = {"@context": "https://schema.org", "@type": "NewsArticle", **said}
    return f'<script type="application/ld+json">{json.dumps(about)}</script>'


def read(body: bytes, address: str | None = ADDRESS, charset: str | None = None) -> Page:
    return read_page(body, address=address, charset=charset, now=NOW)


def test_a_page_gives_its_paragraphs_a_line_each():
    assert read(page()).text.split("\n") == [(SAID * 3).strip(), (MORE * 3).strip()]


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        pytest.param("Štork – “no”".encode(), None, id="utf-8"),
        pytest.param("Štork – “no”".encode(), "iso-8859-1", id="utf-8-whatever-the-server-says"),
        pytest.param("Štork – “no”".encode("utf-8-sig"), "ascii", id="byte-order-mark"),
        pytest.param("Štork – “no”".encode("utf-16"), "utf-8", id="utf-16-by-its-mark"),
        pytest.param("Štork – “no”".encode("cp1250"), "windows-1250", id="as-the-server-says"),
        pytest.param(
            b'<meta charset="windows-1250">' + "Štork – “no”".encode("cp1250"), None, id="meta"
        ),
        pytest.param(
            b"<meta charset='iso-8859-1'>" + "Štork – “no”".encode("cp1252"), None, id="latin-1"
        ),
        pytest.param(
            b'<meta charset="windows-1250">' + "Štork – “no”".encode("cp1250"),
            "nonsense",
            id="no-such-set",
        ),
    ],
)
def test_a_page_is_decoded_by_what_its_bytes_show_before_what_is_said_of_them(body, charset):
    assert decoded_page(body, charset).endswith("Štork – “no”")


def test_a_broken_character_in_a_page_costs_that_character_alone():
    assert decoded_page(("Štork – “no” " * 20).encode() + b"\xe2\x80") == "Štork – “no” " * 20 + "�"


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        pytest.param("", f"<h1>Harbour keeps toll</h1>{BODY}", "Harbour keeps toll", id="heading"),
        pytest.param("<title>Harbour keeps toll</title>", BODY, "Harbour keeps toll", id="title"),
        pytest.param(
            "<title>Harbour keeps its toll for now - The Gull</title>"
            '<meta property="og:site_name" content="The Gull">',
            BODY,
            "Harbour keeps its toll for now",
            id="outlet-cut-off",
        ),
        pytest.param(
            '<meta property="og:title" content="Toll kept: why the harbour did it">',
            f"<h1>The Gull</h1><h1>Why the harbour did it: toll kept</h1>{BODY}",
            "Why the harbour did it: toll kept",
            id="the-heading-that-agrees",
        ),
        pytest.param(
            "<title>The Gull » News » Harbour keeps its toll</title>",
            f"<h1>The Gull</h1><h2>Harbour keeps its toll</h2>{BODY}",
            "Harbour keeps its toll",
            id="a-part-of-the-title",
        ),
        pytest.param(
            '<meta property="og:title" content="Harbour keeps its toll">',
            f"<h1>Politics | Harbour keeps its toll</h1>{BODY}",
            "Harbour keeps its toll",
            id="section-cut-off",
        ),
        pytest.param(
            linked(headline="Harbour keeps its toll &amp; more"),
            BODY,
            "Harbour keeps its toll & more",
            id="linked-data",
        ),
    ],
)
def test_the_headline_is_the_heading_that_agrees_with_what_is_declared(head, body, title):
    assert read(page(head, body)).title == title


@pytest.mark.parametrize(
    ("head", "byline", "authors"),
    [
        pytest.param(linked(author={"name": "Ada Okoro"}), "", ["Ada Okoro"], id="linked-data"),
        pytest.param(
            linked(author=[{"name": "Ada Okoro"}, {"name": "Lev Brandt"}]),
            "",
            ["Ada Okoro", "Lev Brandt"],
            id="two",
        ),
        pytest.param(
            linked(author={"@type": "Organization", "name": "Gull Media"}), "", [], id="no-person"
        ),
        pytest.param('<meta name="author" content="Ada Okoro, Lev Brandt">', "",
                     ["Ada Okoro", "Lev Brandt"], id="declared"),
        pytest.param('<meta name="author" content="Admin">', "", [], id="administrator"),
        pytest.param('<meta name="author" content="The Gull">'
                     '<meta property="og:site_name" content="The Gull">', "", [], id="outlet"),
        pytest.param('<meta property="article:author" content="https://gull.example/ada">', "", [],
                     id="address"),
        pytest.param("", '<p class="byline">By Ada Okoro and Lev Brandt | May 3, 2026</p>',
                     ["Ada Okoro", "Lev Brandt"], id="byline"),
        pytest.param("", "<div>By Ada Okoro Thursday, May 3</div>", ["Ada Okoro"], id="spoken"),
        pytest.param("", '<a rel="author" href="/ada">Ada Okoro</a>', ["Ada Okoro"], id="rel"),
        pytest.param("", '<p class="byline">By Ada Okoro, PhD</p>', ["Ada Okoro"], id="degree"),
        pytest.param("", '<p class="byline">By Associated Press</p>', ["Associated Press"],
                     id="agency"),
        pytest.param("", '<aside><p class="author">Lev Brandt</p></aside>', [], id="aside"),
        pytest.param("", "<p>By the numbers</p>", [], id="no-name"),
    ],
)  # fmt: skip
def test_authors_are_the_people_that_a_page_names_as_such(head, byline, authors):
    found = read(page(head, f"<h1>Harbour keeps its toll</h1>{byline}{BODY}"))

    assert list(found.authors) == authors


@pytest.mark.parametrize(
    ("head", "below", "published"),
    [
        pytest.param(linked(datePublished="2026-05-03T09:30:00+02:00"), "",
                     "2026-05-03T09:30:00+02:00", id="linked-data-with-its-zone"),
        pytest.param(linked(datePublished="2026-05-03T09:30"), "", "2026-05-03T09:30:00+00:00",
                     id="utc-where-it-names-no-zone"),
        pytest.param('<meta property="article:published_time" content="2026-05-03T09:30:00Z">', "",
                     "2026-05-03T09:30:00+00:00", id="declared"),
        pytest.param("", '<time datetime="2026-05-03 09:30:00 +0100">then</time>',
                     "2026-05-03T09:30:00+01:00", id="time-element"),
        pytest.param("", "<div>May 3, 2026</div>", "2026-05-03T00:00:00+00:00", id="shown"),
        pytest.param("", "<div>3rd May 2026</div>", "2026-05-03T00:00:00+00:00", id="day-first"),
        pytest.param(linked(datePublished="2019-01-02T10:00:00Z"), "<div>Updated May 3, 2026</div>",
                     "2026-05-03T00:00:00+00:00", id="only-a-later-day-is-shown"),
        pytest.param(linked(datePublished="2026-05-03T10:00:00Z"),
                     "<div>May 3, 2026</div><div>Updated May 9, 2026</div>",
                     "2026-05-03T10:00:00+00:00", id="both-days-are-shown"),
        pytest.param(linked(datePublished="2036-05-03T10:00:00Z"), "<div>May 3, 2026</div>",
                     "2026-05-03T00:00:00+00:00", id="none-to-come"),
        pytest.param(linked(datePublished="soon"), "", None, id="none"),
    ],
)  # fmt: skip
def test_the_time_is_what_a_page_tells_machines_unless_it_shows_its_readers_a_later_day(
    head, below, published
):
    found = read(page(head, f"<h1>Harbour keeps its toll</h1>{below}{BODY}"), address=None)

    assert (found.published_at and found.published_at.isoformat()) == published


@pytest.mark.parametrize(
    ("declared", "published"),
    [
        pytest.param("2026-05-04T02:30:00Z", "2026-05-03T23:30:00-03:00", id="west-of-utc"),
        pytest.param("2026-05-03T02:30:00Z", "2026-05-03T02:30:00+00:00", id="that-day"),
        pytest.param("2026-05-04T02:30:00+02:00", "2026-05-04T02:30:00+02:00", id="zone-told"),
    ],
)
def test_a_moment_in_utc_is_told_by_a_clock_of_the_day_that_the_address_names(declared, published):
    found = read(page(linked(datePublished=declared)), "https://gull.example/2026/05/03/toll")

    assert found.published_at is not None
    assert found.published_at.isoformat() == published
    assert found.published_at == datetime.fromisoformat(declared)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        pytest.param("", ADDRESS, id="where-it-was-found"),
        pytest.param('<link rel="canonical" href="https://gull.example/toll">',
                     "https://gull.example/toll", id="its-own"),
        pytest.param('<link rel="canonical" href="/toll">', "https://www.gull.example/toll",
                     id="relative"),
        pytest.param('<link rel="canonical" href="https://gull.example/">', ADDRESS,
                     id="not-that-of-a-whole-site"),
        pytest.param('<meta property="og:url" content="https://gull.example/toll">',
                     "https://gull.example/toll", id="og-url"),
        pytest.param('<link rel="canonical" href="https://tern.example/toll">', ADDRESS,
                     id="not-that-of-another-site"),
        pytest.param('<link rel="canonical" href="javascript:x">', ADDRESS, id="no-address"),
        pytest.param('<link rel="canonical" href="https://[gull">', ADDRESS, id="broken"),
    ],
)  # fmt: skip
def test_a_page_has_its_own_address_else_the_one_it_was_found_at(head, url):
    assert read(page(head)).url == url


@pytest.mark.parametrize(
    ("head", "given", "outlet"),
    [
        pytest.param('<meta property="og:site_name" content="The Gull">', "Tern", "The Gull",
                     id="its-own"),
        pytest.param(linked(publisher={"@type": "Organization", "name": "The Gull"}), None,
                     "The Gull", id="publisher"),
        pytest.param("", "Tern", "Tern", id="as-given"),
        pytest.param("", None, "gull.example", id="its-host"),
    ],
)  # fmt: skip
def test_the_outlet_is_the_page_s_own_else_the_given_one_else_its_host(head, given, outlet):
    article = article_from_page(
        page(head), address=ADDRESS, charset=None, outlet=given, fetched_at=NOW
    )

    assert article.outlet == outlet
    assert article.article_id.startswith("gull.example-")


CC_BY = "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("head", "body", "licence"),
    [
        pytest.param(f'<link rel="license" href="{CC_BY}">', BODY, CC_BY, id="head"),
        pytest.param("", f'{BODY}<a rel="x license" href="{CC_BY}">CC</a>', CC_BY, id="foot"),
        pytest.param('<link rel="license" href="/terms">', BODY, "https://www.gull.example/terms",
                     id="relative"),
        pytest.param(linked(license=CC_BY), BODY, CC_BY, id="linked"),
        pytest.param(linked(license={"@type": "CreativeWork", "name": "Ours"}), BODY, "Ours",
                     id="by-name"),
        pytest.param("", f'{BODY}<figure><a rel="license" href="{CC_BY}">CC</a></figure>', None,
                     id="not-a-picture-s"),
        pytest.param(f'<link rel="license" href="/{"x" * 2_000}">', BODY, None, id="too-long"),
        pytest.param("", BODY, None, id="none"),
    ],
)  # fmt: skip
def test_the_licence_is_the_one_that_the_page_declares(head, body, licence):
    assert read(page(head, body)).licence == licence


@pytest.mark.parametrize(
    ("html", "body", "language"),
    [
        pytest.param('lang="de"', BODY, "en", id="the-text-s-own"),
        pytest.param('lang="en-GB"', "<p>12 14 16 18 20 22 24 26 28</p>", "en", id="declared"),
    ],
)
def test_the_language_is_the_text_s_where_it_can_be_told_else_what_is_declared(
    html, body, language
):
    assert read(page("", body, html)).language == language


FURNITURE = [
    pytest.param('<div class="newsletter-box"><p>Every morning in your post</p></div>', id="class"),
    pytest.param("<ul><li><a href=/a>Toll raised again</a></li><li><a href=/b>Fish</a></li></ul>",
                 id="list-of-links"),
    pytest.param("<p>Read more: The bay in winter</p>", id="read-more"),
    pytest.param("<p>Sign up for our letter today</p>", id="sign-up"),
    pytest.param("<p>Follow us on Facebook</p>", id="follow"),
    pytest.param("<p>Advertisement</p>", id="advertisement"),
    pytest.param("<p>© 2026 The Gull</p>", id="copyright"),
    pytest.param("<select><option>January</option><option>May</option></select>", id="choices"),
    pytest.param("<ul>" + "<li><a href=/a><h4>Toll raised</h4></a> The bay had to wait</li>" * 3
                 + "</ul>", id="teasers"),
]  # fmt: skip


@pytest.mark.parametrize("furniture", FURNITURE)
def test_what_stands_between_paragraphs_and_is_no_article_is_left_out(furniture):
    body = f"<article><p>{SAID * 3}</p>{furniture}<p>{MORE * 3}</p></article>"

    assert read(page("", body)).text == f"{(SAID * 3).strip()}\n{(MORE * 3).strip()}"


def test_an_embedded_post_is_part_of_the_article():
    post = (
        '<div class="embed-box"><blockquote class="twitter-tweet"><p>The toll stays.</p>'
        "— Mara Venn (@venn) <a href=/x>May 3, 2026</a></blockquote></div>"
    )
    body = f"<article><p>{SAID * 3}</p>{post}<p>{MORE * 3}</p></article>"

    found = read(page("", body)).text

    assert "The toll stays. — Mara Venn (@venn) May 3, 2026" in found


def test_the_headline_is_not_said_once_more_in_the_text():
    title = "Harbour keeps its toll for another year"
    body = f"<article><div><p><b>{title}</b></p></div>{BODY}</article>"

    assert title not in read(page(f"<title>{title}</title>", body)).text


def test_a_page_that_shows_little_of_its_article_gives_the_text_of_its_linked_data():
    text = f"<p>{SAID * 3}</p><p>{MORE * 3}</p>"

    found = read(page(linked(articleBody=text), f"<p>{SAID}</p>")).text

    assert found.split("\n") == [(SAID * 3).strip(), (MORE * 3).strip()]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        pytest.param(b"", "the page is empty", id="empty"),
        pytest.param(b"\0" * 99, "the page is empty", id="nothing-but-nul"),
        pytest.param(page(body=""), "the page holds no article", id="no-text"),
        pytest.param(b"<p>x</p>" * 300_000, "the page has over 2 MiB", id="too-large"),
        pytest.param(b"<div>" * 5_000 + BODY.encode(), "the page is nested over", id="too-deep"),
    ],
)
def test_a_page_without_an_article_is_refused_with_its_reason(body, reason):
    with pytest.raises(ArticleRefusedError, match=reason):
        read(body)


def test_a_page_nested_a_thousand_deep_is_read():
    assert SAID in read(page(body="<div>" * 1_000 + BODY)).text


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 10_000,
        '{"@type": "NewsArticle", "author": 7, "datePublished": []}',
        "null",
        '"x"',
    ],
)
def test_broken_linked_data_cost_nothing_but_themselves(script):
    found = read(page(f'<script type="application/ld+json">{script}</script>'))

    assert found.title == "Harbour keeps its toll"
    assert found.authors == ()


def test_linked_data_with_a_comma_too_many_are_read():
    script = '{"@type": "NewsArticle", "author": {"name": "Ada Okoro"},}'

    found = read(page(f'<script type="application/ld+json">{script}</script>'))

    assert found.authors == ("Ada Okoro",)


def test_a_page_may_have_as_many_bytes_as_said():
    filled = page().ljust(PAGE_BYTES)

    assert SAID in read(filled).text
