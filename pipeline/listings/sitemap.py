"""Sitemaps: those of news, the plain ones, and those that list others."""

from collections.abc import Iterator
from datetime import UTC, datetime

from pipeline.listings.entry import (
    MOST_LISTS,
    Entry,
    Listing,
    NoListingError,
    address_of,
    listing_of,
    words_of,
)
from pipeline.listings.moments import listed_moment
from schemas.vocabulary import SourceKind

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def sitemap_of(body: bytes, address: str) -> Listing:
    """Read a sitemap, the newest pages first; NoListingError where it is none.

    What comes broken is read as far as it can be. Entities are not resolved.
    """
    from lxml import etree  # noqa: PLC0415  # for processes that read

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        tree = etree.fromstring(body.lstrip(), parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoListingError(f"no sitemap: {error}") from error
    if tree is None:
        raise NoListingError("no sitemap: broken XML")
    found = list(_read(tree, address))
    found.sort(key=lambda entry: entry.published_at or _LONG_AGO, reverse=True)
    if _name(tree) == "sitemapindex":
        lists = tuple(dict.fromkeys(entry.address for entry in found))[:MOST_LISTS]
        return Listing(SourceKind.SITEMAP, (), lists=lists)
    return listing_of(SourceKind.SITEMAP, found)


def _read(tree: object, base: str) -> Iterator[Entry]:
    """Yield what each child of a sitemap says; of a page its publication, else its last change."""
    for child in tree:  # type: ignore[attr-defined]  # lxml comes without types
        told: dict[str, str] = {}
        for element in child.iter():
            if isinstance(element.tag, str) and element.text:
                told.setdefault(_name(element), element.text)
        if (found := address_of(base, told.get("loc"))) is not None:
            published = listed_moment(told.get("publication_date") or told.get("lastmod"))
            yield Entry(found, words_of(told.get("title")), published)


def _name(element: object) -> str:
    tag = element.tag  # type: ignore[attr-defined]  # as above
    return str(tag).rpartition("}")[2] if isinstance(tag, str) else ""
