"""Section pages: which links lead to articles, by the pattern that most of them share."""

import re
from collections import Counter
from urllib.parse import parse_qsl, urlsplit

from lxml.html import HtmlElement

from pipeline.errors import ArticleRefusedError
from pipeline.listings.entry import Entry, Listing, NoListingError, address_of, listing_of, words_of
from pipeline.pages.decoding import decoded_page
from pipeline.pages.head import head_of, joined
from pipeline.pages.tree import tree_of
from schemas.vocabulary import SourceKind

HEADLINE_WORDS = 4  # fewer are a menu's: "More sport", "Terms and conditions"
FEWEST_OF_A_PATTERN = 3
_SLUG = re.compile(r"(?:[^-_]+[-_]){2,}[^-_]+")
_FEEDS = re.compile(r"application/(?:rss|atom|feed)\+(?:xml|json)", re.I)
_AROUND = ("nav", "footer", "aside")

Pattern = tuple[str, ...]


def section_of(body: bytes, address: str, charset: str | None = None) -> Listing:
    """Read which articles of its own site a page links to; NoListingError where none.

    A pattern is the shape of an address: at least three links that read as headlines have it,
    and every link that has it counts.
    """
    try:
        tree = tree_of(decoded_page(body, charset))
    except ArticleRefusedError as error:
        raise NoListingError(str(error)) from error
    head = head_of(tree)
    base = joined(address, head.base) or address
    links = _links(tree, base, address)
    headed = Counter(pattern_of(e.address) for e in links if _is_headline(e.title))
    patterns = {p for p, often in headed.items() if p and often >= FEWEST_OF_A_PATTERN}
    found = [entry for entry in links if pattern_of(entry.address) in patterns]
    feeds = _feeds(tree, base)
    if not found and not feeds:
        raise NoListingError("no list of articles: no three headlines with addresses alike")
    listing = listing_of(SourceKind.SECTION, found, head.title)
    return Listing(listing.kind, listing.entries, listing.title, feeds=feeds)


def pattern_of(address: str) -> Pattern:
    """Give the shape of an address: its numbers by their length, its slugs and words as such.

    () where it has nothing that would tell an article: neither slug nor number.
    """
    parts = urlsplit(address)
    shape = [_shape(segment) for segment in parts.path.split("/") if segment]
    shape += [f"{name}={_shape(value)}" for name, value in sorted(parse_qsl(parts.query))]
    telling = any(part.endswith(("slug", "9")) for part in shape)
    return tuple(shape) if telling else ()


def _shape(segment: str) -> str:
    stem, dot, suffix = segment.rpartition(".")
    if dot and suffix.isalpha():
        return f"{suffix}:{_shape(stem)}"
    if segment.isdigit():
        return ("9" * len(segment)) if len(segment) in (2, 4) else "9"
    if _SLUG.fullmatch(segment):
        return "slug"
    return "w9" if any(c.isdigit() for c in segment) else "w"


def _links(tree: HtmlElement, base: str, address: str) -> list[Entry]:
    """Give the links to other pages of the same site, each once with its longest words."""
    here, host = address_of(base, address), urlsplit(address).hostname
    by_name: dict[str, Entry] = {}
    for link in tree.iter("a"):
        found = address_of(base, link.get("href"))
        if found in (None, here) or urlsplit(found).hostname != host or _is_around(link):
            continue
        entry = Entry(found, words_of(link.text_content()))
        known = by_name.get(entry.name)
        if known is None or len(entry.title or "") > len(known.title or ""):
            by_name[entry.name] = entry
    return list(by_name.values())


def _is_headline(title: str | None) -> bool:
    return title is not None and len(title.split()) >= HEADLINE_WORDS


def _is_around(link: HtmlElement) -> bool:
    return next(link.iterancestors(*_AROUND), None) is not None


def _feeds(tree: HtmlElement, base: str) -> tuple[str, ...]:
    offered = (x for x in tree.iter("link") if _FEEDS.fullmatch(x.get("type") or ""))
    return tuple(dict.fromkeys(a for x in offered if (a := address_of(base, x.get("href")))))
