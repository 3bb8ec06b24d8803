"""Forms: a name as it is compared with others, whatever its case, accents, stops and company ending."""

import re
import unicodedata
from functools import cache, lru_cache

from pipeline.analysis.names.gazetteer import countries
from pipeline.analysis.names.political_parties import CROWDS, MEMBERS, PARTISAN

_ENDING = re.compile(
    r"(?: (?:inc|corp|co|ltd|llc|plc|llp|corporation|company|limited|news agency))+$"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_BRITISH = re.compile(r"(?<=\w)is(?=ations?\b)")
_DEPARTMENT = re.compile(r"((?:us |united states )?)(.+) department$")
UNITED_STATES, UNITED_NATIONS = "united states", "united nations"
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
    """Give the form of a place or body, one for its spellings.

    A people has its country's form, and the members of a party have the party's.
    """
    form = folded(name)
    if (whole := _peoples().get(form)) is not None:
        return whole
    form = _BRITISH.sub("iz", _ENDING.sub("", form))
    return _DEPARTMENT.sub(r"\1department of \2", form)


def owner_and_rest(form: str) -> tuple[str, str] | None:
    """Split what a country or the United Nations owns: "indian senate" into "india", "senate"."""
    words = form.split()
    for i in (2, 1):
        owner = " ".join(words[:i])
        owner = _peoples().get(owner, owner)
        if i < len(words) and (owner in country_names() or owner == UNITED_NATIONS):
            return owner, " ".join(words[i:])
    return None


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
def _peoples() -> dict[str, str]:
    """Map the forms of countries, their people and the members of parties to those of the whole."""
    whole = {"UN": "United Nations", **countries(), **CROWDS, **PARTISAN, **MEMBERS}
    return {folded(word): folded(name) for word, name in whole.items()}
