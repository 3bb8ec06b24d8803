"""RSS, Atom, RDF and JSON Feed, broken ones too: feedparser reads what no XML parser would."""

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from pipeline.listings.entry import Entry, Listing, NoListingError, address_of, listing_of, words_of
from pipeline.listings.moments import listed_moment
from schemas.vocabulary import SourceKind

_TAG = re.compile(r"<[^>]{0,200}>")


def feed_of(body: bytes, address: str, content_type: str = "") -> Listing:
    """Read an XML feed; NoListingError where it is none."""
    import feedparser  # noqa: PLC0415  # 0.1 s that only who reads feeds spends

    # Never of a text: one that looks like a path or an address would be opened.
    told = {"content-location": address} | ({"content-type": content_type} if content_type else {})
    feed = feedparser.parse(
        BytesIO(body), response_headers=told, sanitize_html=False, resolve_relative_uris=False
    )
    if not feed.version and not feed.entries:
        raise NoListingError("no feed: it holds no entry")
    entries = [e for each in feed.entries if (e := _entry(each, address)) is not None]
    return listing_of(SourceKind.FEED, entries, _plain(feed.feed.get("title")))


def json_feed_of(body: bytes, address: str) -> Listing:
    """Read a JSON Feed, of any version; NoListingError where it is none."""
    try:
        feed = json.loads(body.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise NoListingError(f"no feed: broken JSON: {error}") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise NoListingError('no feed: JSON without a list of "items"')
    entries = list(_json_entries(feed["items"], address))
    return listing_of(SourceKind.FEED, entries, feed.get("title"))


def _entry(entry: Mapping[str, Any], base: str) -> Entry | None:
    """Read one entry; its guid serves as an address where it has no link and this is one."""
    home = entry.get("base") or base
    found = address_of(home, entry.get("link")) or address_of("", entry.get("id"))
    if found is None:
        return None
    told = (entry.get(name) for name in ("published", "updated", "created"))
    published = next((m for words in told if (m := listed_moment(words)) is not None), None)
    return Entry(found, _plain(entry.get("title")), published)


def _json_entries(items: list[object], base: str) -> Iterator[Entry]:
    for item in items:
        if not isinstance(item, dict):
            continue
        links = (item.get("url"), item.get("external_url"))
        found = next((a for link in links if (a := address_of(base, link))), None)
        found = found or address_of("", item.get("id"))
        if found is not None:
            published = listed_moment(item.get("date_published") or item.get("date_modified"))
            yield Entry(found, words_of(item.get("title")), published)


def _plain(title: object) -> str | None:
    return words_of(_TAG.sub("", title)) if isinstance(title, str) else None
