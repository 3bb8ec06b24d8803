"""Names of persons, in parts: when may two full names be one person's?"""

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.analysis.names.gazetteer import given_names
from pipeline.analysis.names.titles import is_title
from pipeline.corpus.forms import folded
from pipeline.corpus.given_names import may_be_one as given_may_be_one
from pipeline.corpus.given_names import meant_by

_NUMERALS = ("ii", "iii", "iv")
_SUFFIXES = ("jr", "sr", *_NUMERALS)
_PARTICLES = frozenset(
    "al bin da de del della den der di dos du el ibn la le mac ter van von".split()
)
_REMEMBERED = 100_000


@dataclass(frozen=True)
class PersonName:
    """A full name in its parts, folded; initials are single letters."""

    given: str
    middles: tuple[str, ...]
    surname: str
    suffix: str = ""

    @property
    def short_forms(self) -> tuple[str, ...]:
        """The surname, its last word and both its halves: "van hollen", "hollen", "hale venn"."""
        halves = [*(m for m in self.middles[-1:] if len(m) > 1), self.surname]
        return tuple(dict.fromkeys((self.surname, self.surname.split()[-1], " ".join(halves))))


@lru_cache(_REMEMBERED)
def person_name(name: str) -> PersonName | None:
    """Read a full name, its titles left off; None where it is a surname alone.

    One word is: "Hale-Venn", "al-Venn"; so is "van der Venn".
    """
    words = _without_titles(name.replace(",", " ").split())
    if all(map(_is_particle, words[:-1])):
        return None
    shouted = all(word.isupper() for word in words)
    read = (part for word in words for part in _parts(word, shouted=shouted))
    parts = [part for part in read if any(map(str.isalnum, part))]
    suffix = parts.pop() if len(parts) > 2 and parts[-1] in _SUFFIXES else ""
    if len(parts) < 2:
        return None
    start = next((i for i, part in enumerate(parts[1:-1], 1) if part in _PARTICLES), len(parts) - 1)
    return PersonName(parts[0], tuple(parts[1:start]), " ".join(parts[start:]), suffix)


def may_be_one(name: PersonName, other: PersonName) -> bool:
    """Tell whether two full names agree in every part that both have.

    A middle name in full is more than an initial: who has it is not called without it ("John Bel
    Edwards" is no "John Edwards") unless an article says so. A numeral may be left off, no junior.
    """
    return (
        name.surname == other.surname
        and given_may_be_one(name.given, other.given)
        and _middles_agree(name.middles, other.middles)
        and _suffixes_agree(name.suffix, other.suffix)
    )


def _suffixes_agree(suffix: str, other: str) -> bool:
    return suffix == other or (not (suffix and other) and suffix + other in _NUMERALS)


def _middles_agree(middles: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if middles and other:
        return all(_is_one(a, b) for a, b in zip(middles, other, strict=False))
    return all(len(middle) == 1 for middle in middles + other)


def _is_one(word: str, other: str) -> bool:
    return word == other or (1 in (len(word), len(other)) and word[0] == other[0])


def _without_titles(words: list[str]) -> list[str]:
    while len(words) > 1 and is_title(words[0]):
        if len(words) == 2 and words[0].title() in given_names():
            break  # "Dean Smith"
        words = words[1:]
    return words


def _is_particle(word: str) -> bool:
    """Tell whether a name's first word only leads to its last: "de", "Le"; "Al" is a man."""
    particle = word.casefold()
    is_given = particle.title() in given_names() or len(meant_by(particle)) > 1
    return particle in _PARTICLES and (word == particle or not is_given)


def _parts(word: str, *, shouted: bool) -> list[str]:
    """Give the parts that a word stands for: of "H.R." and "HR" two initials."""
    letters = word.replace(".", "")
    initials = re.fullmatch(r"(?:\w\.)+\w?\.?", word) or (
        len(word) == 2 and word.isupper() and not shouted
    )
    return list(letters.casefold()) if initials else folded(word).split()
