"""One page: its bytes, and the address they came from, become an article."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from pipeline.analysis.layout.language import language_of_words
from pipeline.article import article_from_text
from pipeline.errors import ArticleRefusedError
from pipeline.pages import PAGE_BYTES
from pipeline.pages.authors import authors_of
from pipeline.pages.body import body_of
from pipeline.pages.decoding import decoded_page
from pipeline.pages.head import Head, head_of, joined
from pipeline.pages.headline import headline_of
from pipeline.pages.linked_data import LinkedArticle, linked_article
from pipeline.pages.times import published_at
from pipeline.pages.tree import tree_of
from schemas.addresses import canonical_url
from schemas.contracts import FetchedArticle
from schemas.topics import MIB

LONGEST_LICENCE = 2_000  # as contracts hold it


@dataclass(frozen=True)
class Page:
    """What a page says of its article; what it does not say is absent."""

    text: str  # paragraphs, a line each
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published_at: datetime | None = None  # in the zone that the page tells it in
    language: str | None = None
    licence: str | None = None


def article_from_page(
    body: bytes,
    *,
    address: str | None,
    charset: str | None,
    outlet: str | None,
    fetched_at: datetime,
) -> FetchedArticle:
    """Make an article of a page as `read_page` reads it; ArticleRefusedError where it is none.

    `outlet` serves where the page names none; after that the host of its address does.
    """
    page = read_page(body, address=address, charset=charset, now=fetched_at)
    return article_from_text(
        page.text,
        url=page.url,
        title=page.title,
        authors=page.authors,
        outlet=page.outlet or outlet or _host(page.url),
        published_at=page.published_at,
        language=page.language,
        licence=page.licence,
        fetched_at=fetched_at,
    )


def read_page(body: bytes, *, address: str | None, charset: str | None, now: datetime) -> Page:
    """Read a page; `charset` is what a server said of it, `address` where it was found.

    Raises ArticleRefusedError saying why no article can be read. May take long, and much memory,
    over a page made to that end: called in a process that can be ended.
    """
    if len(body) > PAGE_BYTES:
        raise ArticleRefusedError(f"the page has over {PAGE_BYTES // MIB} MiB")
    tree = tree_of(decoded_page(body, charset))
    head, linked = head_of(tree), linked_article(tree)
    url = _address(head, linked, address)
    outlet = _outlet(head, linked)
    declared = (linked.headline, head.first("og:title"), head.first("twitter:title"), head.title)
    title = headline_of(tree, [title for title in declared if title], outlet)
    authors = authors_of(tree, head, linked.authors, outlet)
    published = published_at(tree, head, linked.published, url, title, now=now)
    language = _declared_language(tree, head)
    text = body_of(tree, title, linked.text)
    if text is None:
        raise ArticleRefusedError("the page holds no article")
    return Page(
        text=text,
        url=url,
        title=title,
        authors=authors,
        outlet=outlet,
        published_at=published,
        language=language_of_words(text) or language,
        licence=_licence(head, linked, address),
    )


def _address(head: Head, linked: LinkedArticle, address: str | None) -> str | None:
    """Give the address that a page says is its own, else the one it was found at.

    One of a whole site is none, for it would make all its pages one; nor is one of another site
    than it was found at, for no site speaks for another's articles.
    """
    base = joined(address, head.base)
    for said in (head.canonical, head.first("og:url"), linked.url):
        found = joined(base, said) if said else None
        if found and _names_a_page(found) and (address is None or _same_site(found, address)):
            return found
    return address


def _licence(head: Head, linked: LinkedArticle, address: str | None) -> str | None:
    """Give the licence that a page declares, by address or name; one that is none is absent."""
    link = joined(joined(address, head.base), head.licence) if head.licence else None
    said = linked.licence or link
    return said if said and len(said) <= LONGEST_LICENCE else None


def _same_site(one: str, other: str) -> bool:
    """Say whether two addresses are of one host, in whatever form for a screen or as AMP."""
    try:
        first, second = (urlsplit(canonical_url(each)).netloc for each in (one, other))
    except ValueError:
        return False
    return first == second


def _names_a_page(address: str) -> bool:
    parts = urlsplit(address)
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and parts.path.strip("/") + parts.query != ""
    )


def _outlet(head: Head, linked: LinkedArticle) -> str | None:
    return head.first("og:site_name") or linked.publisher or head.first("application-name")


def _host(url: str | None) -> str | None:
    host = urlsplit(url).hostname if url else None
    return host.removeprefix("www.") if host else None


def _declared_language(tree: HtmlElement, head: Head) -> str | None:
    said = tree.get("lang") or head.first("og:locale", "content-language") or ""
    language = said.replace("_", "-").partition("-")[0].strip().lower()
    return language if language.isalpha() and 2 <= len(language) <= 3 else None
