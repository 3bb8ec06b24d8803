"""Kinds: what each name in an article is the name of, said once for all its mentions."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.analysis.names.cuts import PLATFORMS
from pipeline.analysis.names.gazetteer import given_names, peoples, places
from pipeline.analysis.names.head_words import head_kind, opening_kind
from pipeline.analysis.names.letters import bare
from pipeline.analysis.names.name_contexts import witnesses_of
from pipeline.analysis.names.names import Name, words_of
from pipeline.analysis.names.titles import is_title

_SIDES = frozenset("North South East West Northern Southern Eastern Western Central".split())

# How much each witness weighs; set on worldwide_newswire dev, with the model's word as 1.
_MODEL = 1.5
_CROWD = 0.4  # many contexts together weigh as the root of their number
_HEAD_WORD = 3.0
_PLACE = 2.0
_PEOPLE = 4.0
_TITLE = 4.0
_PLATFORM = 6.0
_GIVEN_NAME = 2.0
_FAMILY = 2.0
_CITY_FAMILY = 3.0  # a surname that is also a city's: it must outweigh the city
_TITLED = 4.0
_ACRONYM = 6.0


def reconciled(
    doc: Doc, names: Sequence[Name], full_forms: Mapping[str, str], sure: Sequence[Name]
) -> list[Name]:
    """Give all mentions of one name the kind that most witnesses speak for.

    `full_forms` maps acronyms to what they stand for; `sure` are names whose kind is known.
    """
    words = [words_of(doc, name) for name in names]
    votes = _votes(doc, names, words)
    titled = {
        w for n, w in zip(names, words, strict=True) if n.start and is_title(doc[n.start - 1].text)
    }
    _hear_families(votes, titled)
    for acronym, full in full_forms.items():
        if acronym in votes and full in votes:
            votes[acronym][_winner(votes[full])] += _ACRONYM
    kinds = {word: _winner(count) for word, count in votes.items()}
    kinds |= {words_of(doc, name): name.label for name in sure}
    return [replace(name, label=kinds[word]) for name, word in zip(names, words, strict=True)]


def _votes(doc: Doc, names: Sequence[Name], words: Sequence[str]) -> dict[str, dict[str, float]]:
    """Weigh for each name what the model, its own words and all its contexts say."""
    mentions: dict[str, list[Name]] = defaultdict(list)
    for name, word in zip(names, words, strict=True):
        mentions[word].append(name)
    return {word: _heard(doc, word, those) for word, those in mentions.items()}


def _heard(doc: Doc, word: str, mentions: Sequence[Name]) -> dict[str, float]:
    votes: dict[str, float] = defaultdict(float)
    for name in mentions:
        votes[name.label] += _MODEL / len(mentions)
        for kind, weight in witnesses_of(doc, name):
            votes[kind] += weight / len(mentions) ** _CROWD
    for kind, weight in _by_itself(word):
        votes[kind] += weight
    return votes


def _by_itself(name: str) -> Iterator[tuple[str, float]]:
    """Yield what a name says about its kind without its context."""
    words = name.split()
    if name in peoples():
        yield "NORP", _PEOPLE
    if name in places() or name.title() in places():
        yield "GPE", _PLACE
    if name.casefold() in PLATFORMS:
        yield "ORG", _PLATFORM
    if len(words) > 1:
        head = head_kind(words[-1]) or opening_kind(words[0]) or _of_a_side(words)
        if head is not None:
            yield head, _HEAD_WORD
        elif words[0] in given_names() and len(words) <= 4 and all(_is_cased(w) for w in words):
            yield "PERSON", _GIVEN_NAME


def _of_a_side(words: Sequence[str]) -> str | None:
    """Tell that "northern" parts of places are places: "North Poland"."""
    return "GPE" if words[0] in _SIDES and " ".join(words[1:]) in places() else None


def _hear_families(votes: dict[str, dict[str, float]], titled: Collection[str]) -> None:
    """Let the full names of people speak for their surnames and given names alone.

    They speak the louder where the article gives the name alone an office: "President Venn".
    """
    parts: set[str] = set()
    surnames: set[str] = set()
    for name, count in votes.items():
        words = name.split()
        if len(words) > 1 and _winner(count) == "PERSON":
            parts |= {bare(words[0]), bare(" ".join(words[1:]))}
            surnames.add(bare(words[-1]))
    for name, count in votes.items():
        place = places().get(name)
        plain = bare(name)
        if place is None and (plain in parts or plain in surnames):
            count["PERSON"] += _FAMILY + (_TITLED if name in titled else 0.0)
        elif plain in surnames and place != "country":
            count["PERSON"] += _CITY_FAMILY


def _winner(votes: Mapping[str, float]) -> str:
    return max(votes, key=lambda kind: votes[kind])


def _is_cased(word: str) -> bool:
    return word[0].isupper() or word in (
        "al",
        "bin",
        "da",
        "de",
        "del",
        "der",
        "di",
        "el",
        "van",
        "von",
    )
