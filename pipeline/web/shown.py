"""How values are shown on pages: filters of the templates; pure."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from pipeline.ages import age
from pipeline.web.charts.shares import shares

TENTHS_UNTIL = 10  # seconds: of what is shorter, tenths are told
FETCHABLE = ("http", "https")
ISOLATES, END_OF_ISOLATE = re.compile("[\u2066-\u2069]"), "\u2069"
# What spaCy's labels mean, the frequent ones first.
TYPES = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country or city",
    "NORP": "people or party",
    "LOC": "place",
    "FAC": "building",
    "EVENT": "event",
    "LAW": "law",
    "PRODUCT": "product",
    "WORK_OF_ART": "work",
}


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


def lasting(seconds: float | None) -> str:
    """Say how long something takes; None is not known."""
    if seconds is None:
        return "–"
    return f"{seconds:.1f} s" if 0 < seconds < TENTHS_UNTIL else age(seconds)


def plural(noun: str, count: float) -> str:
    """Give a regular noun as it stands after a count."""
    return noun if count == 1 else f"{noun}s"


def type_word(label: str) -> str:
    """Say what an entity's type means; a type without a word of ours as it is."""
    return TYPES.get(label, label)


def safe_url(url: object) -> str | None:
    """Give an address that a link may lead to; None for `javascript:`, `data:` and the like."""
    if not isinstance(url, str):
        return None
    try:
        return url if urlsplit(url).scheme.lower() in FETCHABLE else None
    except ValueError:
        return None


def isolated(text: str) -> str:
    """Balance a text's directional isolates, or those around it would end elsewhere (UAX 9)."""
    opened = 0

    def kept(found: re.Match[str]) -> str:
        nonlocal opened
        if found[0] != END_OF_ISOLATE:
            opened += 1
        elif opened:
            opened -= 1
        else:
            return ""
        return found[0]

    return ISOLATES.sub(kept, text) + END_OF_ISOLATE * opened


FILTERS: Mapping[str, Callable[..., object]] = {
    "day": day,
    "isolated": isolated,
    "lasting": lasting,
    "minute": minute,
    "number": number,
    "plural": plural,
    "safe_url": safe_url,
    "shares": shares,
    "type_word": type_word,
}
