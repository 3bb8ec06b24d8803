"""What names are names of: places, peoples, and the given names of men and women."""

from functools import cache
from pathlib import Path

_LISTS = Path(__file__).with_name("wordlists")


@cache
def places() -> dict[str, str]:
    """Map the names of countries, states and cities of 100,000 and more to which they are."""
    return _table("places.tsv")


@cache
def peoples() -> frozenset[str]:
    """Give the words for peoples, faiths and parties: "Canadian", "Kurds", "Republican"."""
    return frozenset((_LISTS / "peoples.txt").read_text(encoding="utf-8").splitlines())


@cache
def given_names() -> dict[str, str]:
    """Map given names to who bears them: "m", "f", or "mf" for both."""
    return _table("given_names.tsv")


@cache
def nicknames() -> dict[str, str]:
    """Map short forms of English given names to the name each is short for, without capitals."""
    return _table("nicknames.tsv")


@cache
def countries() -> dict[str, str]:
    """Map the names of countries and the words for their people to the country's usual name."""
    return _table("countries.tsv")


def _table(name: str) -> dict[str, str]:
    lines = (_LISTS / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("\t") for line in lines)
    return {word: kind for word, _, kind in pairs}
