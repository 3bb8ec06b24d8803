"""Forms: a name as it is compared with others, whatever its case, accents, stops and company ending."""

import re
import unicodedata
from functools import cache, lru_cache

from pipeline.analysis.names.gazetteer import countries

_COMPANY = re.compile(r"(?: (?:inc|corp|co|ltd|llc|plc|llp|corporation|company|limited))+$")
_POSSESSIVE = re.compile(r"['’]s?$")
_DEPARTMENT = re.compile(r"(.+) department$")
_OURS = re.compile(r"(?:us|united states) (?=\w)")
_ACRONYM = re.compile(r"[A-Z]{2,10}")
# What several names, long past the last article, still fit into memory.
_REMEMBERED = 100_000


@lru_cache(_REMEMBERED)
def folded(name: str) -> str:
    """Give a name without case, accents, stops and a leading "the": "the U.S." is "us"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c)).replace(".", "")
    plain = _POSSESSIVE.sub("", plain.replace("&", " and ").strip())
    words = re.sub(r"[^\w'’]+", " ", plain).strip()
    return words.removeprefix("the ") or plain or name


@lru_cache(_REMEMBERED)
def thing_form(name: str) -> str:
    """Give the form of a place or body, one for its spellings: a country's is its usual name."""
    form = folded(name)
    if (country := _countries().get(form)) is not None:
        return country
    form = _COMPANY.sub("", form)
    return _DEPARTMENT.sub(r"department of \1", form)


def without_country(form: str) -> str | None:
    """Give what a form says after "U.S.", or None where it does not begin so."""
    return _OURS.sub("", form, count=1) if _OURS.match(form) else None


def country_of(name: str) -> str | None:
    """Give the usual name of the country that a name, or a word for its people, means."""
    return country_names().get(thing_form(name))


def is_acronym(words: str) -> bool:
    """Tell whether words are an acronym: "WTO", "F.B.I."."""
    return _ACRONYM.fullmatch(words.replace(".", "")) is not None


@cache
def country_names() -> dict[str, str]:
    """Map the forms of countries to their usual names."""
    return {folded(name): name for name in countries().values()}


@cache
def _countries() -> dict[str, str]:
    return {folded(word): folded(country) for word, country in countries().items()}
