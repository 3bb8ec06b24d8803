"""Pages on a real database: numbers lead to rows, rows to words, and hostile texts stay texts."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from pipeline.queries import By, Filters, articles, ask, stances, tally
from pipeline.web.answers import address
from pipeline.web.server import reading_engine
from pipeline.web.site import site_of
from tests.resolved import resolve, stored, told
from tests.rows import count, rows
from tests.stack.plugin import new_database

pytestmark = pytest.mark.stack

SCRIPT = "<script>alert('it ran')</script>"
TURNED = "\u202eevil\u202c מִרְיָם"
LONG = "x" * 199
ODD_ID = "Gull/a b?c#d/../é\n100%"
NAME, ISSUE = f"Mara {SCRIPT} Venn", f"the {SCRIPT} toll"
PEOPLE = {NAME: [NAME], TURNED: [TURNED], "Ada Rusk": ["Ada Rusk"]}
ISSUES = {ISSUE: {ISSUE: False}, "north bridge": {"the bridge": False, "no bridge": True}}
OUTLET = f"Gull {SCRIPT}"
COPIES = ["c1", "c2"]


def gone_from_the_web(url, article_id):
    """Have a fetcher have found that the page of an article is gone."""
    for statement in (
        "INSERT INTO host (name) VALUES ('g')",
        "INSERT INTO source (address, host, least_seconds, most_seconds, every_seconds, added_at,"
        " next_at) VALUES ('s', 'g', 1, 1, 1, now(), now())",
        "INSERT INTO followed (name, source, host, address, found_at, article_id, gone_at)"
        " VALUES ('a', 's', 'g', 'a', now(), :gone, now())",
    ):
        rows(url, statement, gone=article_id)
    return url


def _unsure(article):
    stances = [stance.model_copy(update={"confidence": 0.3}) for stance in article.stances]
    return article.model_copy(update={"stances": tuple(stances)})


@pytest.fixture(scope="module")
def url(stack):
    """Hostile names, issues, outlets, titles, words, links and ids; a turn; copies; a revision."""
    hostile = {"outlet": OUTLET, "title": f"Title {SCRIPT}", "url": "javascript:alert(1)"}
    articles = [
        told(ODD_ID, (NAME, "for", ISSUE), said=[(NAME, f"It is {SCRIPT}")], **hostile),
        told("a2", (NAME, "against", ISSUE), days=9, more="Mended.\n\nAnother paragraph."),
        told("a3", (TURNED, "against", ISSUE), days=2, outlet=TURNED, title=TURNED),
        told("a4", ("Ada Rusk", "for", "the bridge"), url="https://gull.example/a?b"),
        told("a4", ("Ada Rusk", "against", "the bridge"), days=1, more="And more."),
        told("a5", ("Ada Rusk", "against", LONG), title=LONG, days=1),
        _unsure(told("a6", ("Ada Rusk", "for", ISSUE), days=1)),
        *(told(c, ("Ada Rusk", "for", "no bridge"), outlet=c, days=3) for c in COPIES),
    ]
    made = resolve(stored(new_database(stack), articles), PEOPLE, ISSUES, [COPIES])
    return gone_from_the_web(made, "a4")


@pytest.fixture(scope="module")
def engine(url):
    made = reading_engine(url)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def client(engine):
    return TestClient(site_of(engine), follow_redirects=False)


class Page(HTMLParser):
    """What a page is made of: its links, its ids, its elements, and the text of each kind."""

    def __init__(self, html):
        super().__init__()
        self.links, self.ids, self.tags, self.headings = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.tags.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if tag == "a" else []
        self.headings += [int(tag[1])] if re.fullmatch(r"h\d", tag) else []


def read(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return answer.text, Page(answer.text)


PATHS = [
    "/",
    "/search?q=script",
    f"/search?q={SCRIPT}",
    "/search",
    "/stances",
    "/quotations",
    "/names",
    "/names/i1",
    "/names/i2",
    "/names/i3",
    "/issues",
    "/issues/t1",
    "/issues/t2",
    "/issues/i1",
    "/articles",
    address("articles", ODD_ID),
    "/articles/a3",
    "/articles/a4",
    "/articles/a5",
    "/articles/c1",
    "/revisions/a4",
    address("revisions", ODD_ID),
    address("outlets", OUTLET),
    "/names/nobody",
    "/stances?holder=%3Cscript%3E",
]


@pytest.mark.parametrize("path", PATHS)
def test_hostile_texts_run_nothing_and_leave_their_place_nowhere(client, path):
    html = client.get(path).text
    page = Page(html)

    assert [a.get("src") for tag, a in page.tags if tag == "script"] == ["/static/htmx.min.js"]
    assert "<script>alert" not in html
    assert not [a for _, a in page.tags if any(n == "style" or n.startswith("on") for n in a)]
    for link in page.links:
        assert urlsplit(link).scheme in ("", "https")
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("path", PATHS)
def test_headings_stand_in_order_and_all_fields_have_labels(client, path):
    page = Page(client.get(path).text)

    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False))
    labelled = {a["for"] for tag, a in page.tags if tag == "label"}
    fields = [a for tag, a in page.tags if tag in ("input", "select") and a.get("type") != "hidden"]
    assert {field["id"] for field in fields} == labelled


@pytest.mark.parametrize("path", PATHS[:-2])
def test_every_link_within_these_pages_leads_somewhere(client, path):
    _, page = read(client, path)
    known = ("/names", "/issues", "/articles", "/stances", "/quotations", "/outlets", "/revisions")

    for link in {link for link in page.links if link.startswith(known)}:
        assert client.get(link).status_code == 200, link
    for link in {link for link in page.links if link.startswith("?")}:
        assert client.get(path.partition("?")[0] + link).status_code == 200, link
    for link in {link for link in page.links if link.startswith("#")}:
        assert link[1:] in page.ids, link


@pytest.mark.parametrize("path", ["/stances?min_confidence=0", "/quotations", "/issues/t1"])
def test_words_of_a_row_lead_to_where_they_stand_in_the_article(client, path):
    _, page = read(client, path)

    places = {link for link in page.links if link.startswith("/articles/") and "#c" in link}
    assert places
    for link in places:
        path, _, anchor = link.partition("#")
        assert anchor in Page(client.get(path).text).ids


def test_text_from_elsewhere_stands_apart_from_the_direction_of_ours(client):
    for path in ("/names/i2", "/issues/t1", "/articles", "/stances"):
        html, _ = read(client, path)
        body = html.partition("</head>")[2]
        shown = [m.start() for m in re.finditer(f">{TURNED}", body)]
        assert shown
        assert all(body[:at].endswith("<bdi") for at in shown)


def test_the_text_of_an_article_is_whole_and_stances_stand_beside_their_words(client, url):
    html, _ = read(client, "/articles/a2")

    (text,) = rows(url, "SELECT text FROM revision WHERE article_id = 'a2'")[0]
    marked = re.search(r'<div class="text">(.*)</div>\s*<section', html, re.DOTALL)[1]
    first, second = re.findall(r"<p>(.*?)</p>", marked, re.DOTALL)
    bare = [
        re.sub(r"<sup>.*?</sup>|<[^>]*>", "", part, flags=re.DOTALL) for part in (first, second)
    ]
    assert "".join(bare).replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'") == text
    assert '<mark class="against">' in first
    assert '<li id="n1">' in marked.partition("</p>")[2].partition("<p>")[0]


def test_a_link_leads_out_only_where_it_can_be_fetched(client):
    html, page = read(client, address("articles", ODD_ID))
    assert "the original" not in html

    _, page = read(client, "/revisions/a4")
    assert not [link for link in page.links if urlsplit(link).netloc]


@pytest.mark.parametrize("raw", ["", "raw=true"], ids=["once", "raw"])
@pytest.mark.parametrize(
    "path", ["/names/i3", "/issues/t2", "/issues", "/matrix", "/outlets/Tern", "/outlets/c2"]
)
def test_a_number_leads_to_exactly_its_rows(client, path, raw):
    html, _ = read(client, f"{path}?{raw}")

    numbers = re.findall(r'<a [^>]*?href="(/stances[?][^"]+)"[^>]*>[+−~]?(\d+)</a>', html)
    assert numbers
    for href, counted in numbers:
        listed = client.get(href.replace("&amp;", "&")).text.count('<article class="stance">')
        assert listed == int(counted), href


def test_an_identity_is_an_issue_too(client):
    html, page = read(client, "/issues/i3")

    assert "/names/i3" in page.links
    assert "Ada Rusk" in html


def test_an_old_id_leads_to_what_it_became(client, url):
    rows(
        url,
        "INSERT INTO identity (id, name, kind, source, redirect_to)"
        " VALUES ('i90', 'A. Rusk', 'person', 'auto', 'i3')",
    )
    try:
        for room in ("names", "issues"):
            answer = client.get(f"/{room}/i90?since=2026-01-01")
            assert answer.status_code == 307
            assert answer.headers["location"] == f"/{room}/i3?since=2026-01-01"
    finally:
        rows(url, "DELETE FROM identity WHERE id = 'i90'")


@pytest.mark.parametrize(
    "path",
    [
        "/names/nobody",
        "/names/t1",
        "/issues/nothing",
        "/articles/none",
        "/revisions/none",
        "/revisions/a4?later=none",
        "/outlets/nowhere",
        "/nothing",
    ],
)
def test_what_is_not_there_is_a_page_that_says_what_to_do(client, path):
    html, page = read(client, path, 404)

    assert "/" in page.links
    assert "<h1>" in html


@pytest.mark.parametrize(
    "path",
    [
        "/stances?kind=direct",
        "/names/i1?holder=x",
        "/articles/a2?outlet=x",
        "/quotations?polarity=for",
        "/issues?odd=1",
        "/stances?since=never",
        "/stances?limit=0",
        "/names?entity=%00x",
    ],
)
def test_a_filter_that_a_page_has_not_or_cannot_read_is_refused(client, path):
    read(client, path, 400)


@pytest.mark.parametrize("path", ["/", "/articles/a2", "/names/nobody", "/static/icon.svg"])
def test_head_answers_as_get_without_the_body(client, path):
    head, got = client.head(path), client.get(path)

    assert (head.status_code, head.content) == (got.status_code, b"")
    assert head.headers == got.headers


def test_revisions_show_what_was_changed(client):
    html, _ = read(client, "/revisions/a4")

    assert "<del>backs </del>" in html
    assert "<ins>opposes </ins>" in html
    assert "There is one revision only." not in html


def test_copies_name_each_other_and_count_once(client, engine):
    _, page = read(client, "/articles/c1")
    assert "/articles/c2" in page.links

    (bridge,) = ask(engine, tally(Filters(target="t2"), by=By.ISSUE))
    assert (bridge["for"], bridge["against"]) == (0, 2)  # for no bridge is against the bridge
    by_outlet = ask(engine, tally(Filters(target="t2"), by=By.OUTLET))
    assert {row["outlet"] for row in by_outlet} == {"Tern", "c1", "c2"}  # what each printed


def test_the_first_page_tells_of_the_days_up_to_the_newest_article(client, url):
    html, _ = read(client, "/")

    assert "What moved from 2026-03-05 to 2026-03-11" in html
    assert f"{count(url, 'unresolved')} wait to be resolved" in html


def test_an_empty_database_has_pages_too(database_url):
    engine = reading_engine(database_url)
    client = TestClient(site_of(engine))

    for path in ("/", "/search?q=x", "/stances", "/quotations", "/names", "/issues", "/articles"):
        assert client.get(path).status_code == 200
    engine.dispose()


def test_rows_of_a_page_that_is_gone_say_so(client, engine):
    shown, _ = read(client, "/articles/a4")
    others, _ = read(client, "/articles/a2")
    listed, _ = read(client, "/stances?holder=Ada+Rusk&target=north+bridge&raw=true")
    told = client.get("/api/v1/articles/a4").json()

    assert ("Its page is gone since" in shown, "is gone" in others) == (True, False)
    assert listed.count("its page is gone") == 1
    assert told["gone_at"] is not None
    for question in (stances, articles):
        found = {row["article_id"] for row in ask(engine, question(Filters())) if row["gone_at"]}
        assert found == {"a4"}
