"""How values are shown on pages: filters of the templates; pure."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from pipeline.web.charts.shares import shares

FETCHABLE = ("http", "https")


def day(moment: date | datetime | None) -> str:
    """Show a time as its day in UTC."""
    if isinstance(moment, datetime):
        moment = moment.astimezone(UTC)
    return "" if moment is None else f"{moment:%Y-%m-%d}"


def minute(moment: datetime | None) -> str:
    """Show a time to the minute in UTC."""
    return "" if moment is None else f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}"


def number(count: float) -> str:
    """Group the digits of a count."""
    return f"{count:,}"


def safe_url(url: object) -> str | None:
    """Give an address that a link may lead to; None for `javascript:`, `data:` and the like."""
    if not isinstance(url, str):
        return None
    try:
        return url if urlsplit(url).scheme.lower() in FETCHABLE else None
    except ValueError:
        return None


FILTERS: Mapping[str, Callable[..., object]] = {
    "day": day,
    "minute": minute,
    "number": number,
    "safe_url": safe_url,
    "shares": shares,
}
