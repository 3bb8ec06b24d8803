"""Whatever a site keeps its list in: its first characters show what it is, not its headers."""

import codecs
import gzip
import re
import zlib
from io import BytesIO

from pipeline.listings.entry import LISTING_BYTES, Listing, NoListingError
from pipeline.listings.feed import feed_of, json_feed_of
from pipeline.listings.section import section_of
from pipeline.listings.sitemap import sitemap_of

_GZIPPED = b"\x1f\x8b"
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEAD_BYTES = 4_096
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b")
_FEED = re.compile(rb"<(?:rss|rdf:rdf|(?:\w+:)?feed|channel)\b", re.I)


def read_listing(body: bytes, address: str, content_type: str = "") -> Listing:
    """Read a list of articles; NoListingError saying why it is none."""
    body = _unpacked(body)
    if len(body) > LISTING_BYTES:
        raise NoListingError(f"over {LISTING_BYTES:,} bytes")
    if body.startswith(_WIDE_MARKS):  # which feedparser does not read
        body = body.decode("utf-16", "replace").encode()
        content_type = "application/xml; charset=utf-8"
    head = body[:_HEAD_BYTES]
    begins = head.lstrip(codecs.BOM_UTF8 + b" \t\r\n")[:1]
    if begins in (b"{", b"["):
        return json_feed_of(body, address)
    if _SITEMAP.search(head):
        return sitemap_of(body, address)
    if _FEED.search(head):
        return feed_of(body, address, content_type)
    if not body.strip():
        raise NoListingError("empty")
    return section_of(body, address)


def _unpacked(body: bytes) -> bytes:
    """Unpack a file that is gzipped in itself, as sitemaps are, no further than is read."""
    if not body.startswith(_GZIPPED):
        return body
    try:
        with gzip.open(BytesIO(body)) as stream:
            return stream.read(LISTING_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise NoListingError(f"broken gzip: {error}") from error
