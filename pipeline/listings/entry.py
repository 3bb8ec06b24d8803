"""What a list of articles comes to, in whatever form a site keeps it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from pipeline.errors import StancewireError
from schemas.addresses import canonical_url
from schemas.topics import MIB
from schemas.vocabulary import SourceKind

LISTING_BYTES = 2 * MIB  # 11 MB took feedparser 19 s
MOST_ENTRIES = 500  # of one list; a news site's usual one has 10 to 100
MOST_LISTS = 10  # that a list of lists leads on to: the newest of a site's sitemaps
LONGEST_TITLE = 500
LONGEST_ADDRESS = 2_000  # of an article's, as contracts hold it


class NoListingError(StancewireError):
    """What was fetched lists no articles, and why."""


@dataclass(frozen=True)
class Entry:
    """An article as it is listed."""

    address: str
    title: str | None = None
    published_at: datetime | None = None

    @property
    def name(self) -> str:
        """Give what all addresses of this page come to."""
        return canonical_url(self.address)


@dataclass(frozen=True)
class Listing:
    """The articles that something lists, in its order, each once."""

    kind: SourceKind
    entries: tuple[Entry, ...]
    title: str | None = None
    lists: tuple[str, ...] = ()  # other lists that it leads on to: a sitemap's of sitemaps
    feeds: tuple[str, ...] = ()  # that a page offers beside itself


def listing_of(kind: SourceKind, entries: list[Entry], title: object = None) -> Listing:
    """Make a list of what was found; of two entries with one page the first counts."""
    by_name: dict[str, Entry] = {}
    for entry in entries:
        by_name.setdefault(entry.name, entry)
    return Listing(kind, tuple(by_name.values())[:MOST_ENTRIES], words_of(title))


def address_of(base: str, link: object) -> str | None:
    """Give an http(s) address made whole by where it stood; None where it is none."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        address = urljoin(base, link.strip())
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and parts.hostname
        canonical_url(address)
    except ValueError:
        return None
    plain = address.isprintable() and len(address) <= LONGEST_ADDRESS
    return parts._replace(fragment="").geturl() if known and plain else None


def words_of(text: object) -> str | None:
    """Give a text in one line; None where there is none."""
    if not isinstance(text, str):
        return None
    return " ".join(text.replace("\0", "").split())[:LONGEST_TITLE] or None
