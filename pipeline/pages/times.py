"""When a page was published: its own words for machines first, then what its readers see."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from itertools import islice
from urllib.parse import urlsplit

from htmldate import find_date
from lxml.html import HtmlElement

from pipeline.pages.head import Head, words_of
from pipeline.pages.headline import letters_of

_DECLARED = (
    "article:published_time", "og:published_time", "og:article:published_time",
    "itemprop:datepublished", "parsely-pub-date", "sailthru.date", "datepublished",
    "date_published", "pubdate", "pub_date", "publishdate", "publish-date", "publish_date",
    "publication_date", "publicationdate", "article.published", "cxenseparse:recs:publishtime",
    "bt:pubdate", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created",
    "prism.publicationdate", "citation_publication_date", "citation_online_date",
    "article_date_original", "og:pubdate", "release_date", "dc.date", "dcterms.date", "date",
)  # fmt: skip
_PUBLISHED = re.compile(r"publish|entry-date|posted|pubdate|dateline|created", re.I)
_DAY_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-])",
    re.I,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DAY_SHOWN = re.compile(
    rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b"
    rf"|\b(?P<day2>\d\d?)(?:st|nd|rd|th)?\s+(?P<month2>{_MONTH})\.?,?\s+(?P<year2>(?:19|20)\d\d)\b"
    r"|\b(?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)\b",
    re.I,
)
_NEAR = 14  # texts after the headline, up to the first paragraph
_PARAGRAPH = 250
_DATELINE = 80
_NO_TEXT = ("script", "style", "noscript", "template")
_ISO = re.compile(
    r"((?:19|20)\d\d-\d\d?-\d\d?)(?:[T\s]+(\d\d?:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|[+-]\d\d:?\d\d)?)?",
    re.I,
)
_JAVASCRIPT = re.compile(r"\w{3} (\w{3} \d\d? \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
_AHEAD = timedelta(days=2)


def published_at(  # noqa: PLR0913  # each is another place that may tell
    tree: HtmlElement,
    head: Head,
    linked: str | None,
    address: str | None,
    headline: str | None,
    *,
    now: datetime,
) -> datetime | None:
    """Give the time of publication in the zone that the page tells it in, UTC where in none.

    Linked data count first, then declarations, `time` elements, the address, the day beside the
    headline, and last what htmldate finds. A page that shows its readers only a later day, as
    "Updated May 6, 2026" does, is of that day. None is later than `now`.
    """
    day = _day_in(address)
    shown = [x for x in _days_shown(tree, headline) if _EARLIEST < x < now + _AHEAD]
    for words in (linked, *_metas(head), *_elements(tree)):
        found = moment_in(words or "")
        if found is not None and _EARLIEST < found < now + _AHEAD:
            if shown and min(shown) > found + _AHEAD:
                return shown[0]
            return _on_its_day(found, day)
    for found in (day, *shown[:1]):
        if found is not None and found < now + _AHEAD:
            return found
    found = moment_in(_searched(tree, now) or "")
    return found if found is not None and _EARLIEST < found < now + _AHEAD else None


def moment_in(words: str) -> datetime | None:
    """Read a time as ISO 8601, an e-mail or a script writes it; UTC where it names no zone."""
    if (iso := _ISO.search(words)) is not None:
        day, time, zone = iso.groups()
        return _moment(f"{day} {time or '00:00'}", zone)
    if (script := _JAVASCRIPT.search(words)) is not None:
        return _parsed(f"{script[1]} {script[2]}", "%b %d %Y %H:%M:%S %z")
    try:
        found = parsedate_to_datetime(words)
    except (ValueError, IndexError, TypeError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _moment(words: str, zone: str | None) -> datetime | None:
    pattern = "%Y-%m-%d %H:%M:%S" if words.count(":") == 2 else "%Y-%m-%d %H:%M"
    utc = zone is None or zone.upper() == "Z"
    return _parsed(f"{words} {'+0000' if utc else zone}", f"{pattern} %z")


def _parsed(words: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(words, pattern)  # noqa: DTZ007  # every pattern has its zone
    except (ValueError, OverflowError):
        return None


def _metas(head: Head) -> Iterator[str]:
    for name in _DECLARED:
        yield from head.every(name)[:1]


def _elements(tree: HtmlElement) -> Iterator[str]:
    marked = [x for x in tree.iter("time") if x.get("datetime")]
    first = [x for x in marked if _says_published(x)] or marked[:1]
    yield from (x.get("datetime") for x in first[:1])
    for element in tree.iter("span", "abbr", "div", "p"):
        if (element.get("itemprop") or "").lower() == "datepublished":
            yield (
                element.get("content")
                or element.get("datetime")
                or element.get("title")
                or element.text_content()
            )
            return


def _says_published(time: HtmlElement) -> bool:
    marks = (time.get("itemprop"), time.get("class"), time.get("pubdate") and "pubdate")
    return any(_PUBLISHED.search(mark) for mark in marks if mark)


def _days_shown(tree: HtmlElement, headline: str | None) -> Iterator[datetime]:
    """Yield the days that stand by themselves next to the headline."""
    sought = letters_of(headline)
    heading = next(
        (x for x in tree.iter("h1", "h2", "h3") if letters_of("".join(x.itertext())) == sought),
        None,
    )
    if heading is None or not sought:
        return
    for words in islice(_words_after(heading), _NEAR):
        if len(words) > _PARAGRAPH:
            return
        if len(words) <= _DATELINE:
            yield from _days_in(words)


def _words_after(element: HtmlElement) -> Iterator[str]:
    """Yield the texts that follow an element, in order, each in one line."""
    while element is not None:
        if element.tail and (words := words_of(element.tail)):
            yield words
        after = element.getnext()
        if after is None:
            element = element.getparent()
            continue
        element = after
        if after.tag not in _NO_TEXT:
            yield from (
                words for text in after.itertext(with_tail=False) if (words := words_of(text))
            )


def _days_in(words: str) -> Iterator[datetime]:
    for found in _DAY_SHOWN.finditer(words):
        year, month, day = (
            found["year"] or found["year2"] or found["year3"],
            found["month"] or found["month2"] or found["month3"],
            found["day"] or found["day2"] or found["day3"],
        )
        number = month if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
        if (moment := moment_in(f"{year}-{number}-{day}")) is not None:
            yield moment


def _day_in(address: str | None) -> datetime | None:
    found = _DAY_IN_PATH.search(urlsplit(address).path) if address else None
    if found is None:
        return None
    year, month, day = found.groups()
    number = month if month.isdigit() else f"{_MONTHS.index(month.lower()) + 1}"
    return moment_in(f"{year}-{number}-{day}")


def _on_its_day(found: datetime, day: datetime | None) -> datetime:
    """Tell a time that is given in UTC by a clock on which it is the day that the address names.

    The moment stays; the whole hours off UTC are the fewest that do it, the outlet's own unknown.
    """
    if day is None or found.utcoffset() or found.date() == day.date():
        return found
    for hours in range(1, 15):
        for shift in (-hours, hours):
            local = found.astimezone(timezone(timedelta(hours=shift)))
            if shift >= -12 and local.date() == day.date():
                return local
    return found


def _searched(tree: HtmlElement, now: datetime) -> str | None:
    try:
        found = find_date(
            tree,
            original_date=True,
            extensive_search=True,
            outputformat="%Y-%m-%dT%H:%M:%S%z",
            max_date=now.strftime("%Y-%m-%d"),
        )
    except Exception:  # noqa: BLE001  # whatever a page does to it, the page is read without a time
        return None
    return str(found) if found else None
