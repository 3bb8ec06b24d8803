"""Forms: a name as it is compared with others, whatever its case, accents, stops and ending."""

import re
from functools import cache, lru_cache

from pipeline.analysis.names.gazetteer import countries
from pipeline.analysis.names.letters import bare
from pipeline.analysis.names.political_parties import CROWDS, MEMBERS, PARTISAN

_ENDING = re.compile(
    r"(?: (?:inc|corp|co|ltd|llc|plc|llp|corporation|company|limited|news agency))+$"
)
_POSSESSIVE = re.compile(r"['’]s?$")
_BRITISH = re.compile(r"(?<=\w)is(?=ations?\b)")
_DEPARTMENT = re.compile(r"((?:us |united states )?)(.+) department$")
UNITED_STATES, UNITED_NATIONS = "united states", "united nations"
_ACRONYM = re.compile(r"[A-Z]{2,10}")
# Names whose forms are kept: most of those of ten thousand articles.
_REMEMBERED = 100_000


@lru_cache(_REMEMBERED)
def folded(name: str) -> str:
    """Give a name without case, accents, stops and a leading "the": "the U.S." is "us"."""
    plain = bare(name).replace(".", "")
    plain = _POSSESSIVE.sub("", plain.replace("&", " and ").strip())
    words = re.sub(r"[^\w'’]+", " ", plain).strip()
    return words.removeprefix("the ") or plain or name


@lru_cache(_REMEMBERED)
def thing_form(name: str) -> str:
    """Give the form of a place or body, one for its spellings.

    A people has its country's form, and the members of a party have the party's.
    """
    form = folded(name)
    if (whole := _wholes()[0].get(form)) is not None:
        return whole
    form = _BRITISH.sub("iz", _ENDING.sub("", form))
    return _DEPARTMENT.sub(r"\1department of \2", form)


def owner_and_rest(form: str) -> tuple[str, str] | None:
    """Split what a country or the United Nations owns: "indian senate" into "india", "senate"."""
    words, (wholes, names) = form.split(), _wholes()
    for i in (2, 1):
        owner = " ".join(words[:i])
        owner = wholes.get(owner, owner)
        if i < len(words) and owner in names:
            return owner, " ".join(words[i:])
    return None


def known_name(form: str) -> str | None:
    """Give the usual name of the country or party that a form stands for."""
    return _wholes()[1].get(form)


def is_acronym(words: str) -> bool:
    """Tell whether words are an acronym: "WTO", "F.B.I."."""
    return _ACRONYM.fullmatch(words.replace(".", "")) is not None


@cache
def _wholes() -> tuple[dict[str, str], dict[str, str]]:
    """Map forms of countries, peoples and parties to the whole's, and that to its name."""
    whole = {"UN": "United Nations", **countries(), **CROWDS, **PARTISAN, **MEMBERS}
    names = {folded(name): name for name in whole.values()}
    return {folded(word): folded(name) for word, name in whole.items()}, names
