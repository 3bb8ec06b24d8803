"""The words of a topic's phrase, each with what it is: a name, a place, a party, a person."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import zip_longest

from pipeline.analysis.names.gazetteer import places
from pipeline.analysis.names.letters import bare
from pipeline.analysis.names.political_parties import CONSERVATIVES, DEMOCRATS, REPUBLICANS
from pipeline.analysis.names.titles import is_title
from pipeline.corpus.forms import folded, known_name, thing_form
from pipeline.corpus.stems import stem

_WORD = re.compile(r"(\w(?:[\w.&]*[\w])?)\.?(['’]s\b|(?<=s)['’](?!\w))?")
_PARTIES = frozenset((DEMOCRATS, REPUBLICANS, CONSERVATIVES))
_LONGEST_NAME = 4


class Kind(StrEnum):
    """What a word is."""

    COMMON = "common"
    NAME = "name"
    PERSON = "person"
    PLACE = "place"
    PARTY = "party"


@dataclass(frozen=True)
class Word:
    """A word of a phrase, or a name of several, and where it stands there."""

    text: str
    stem: str
    kind: Kind
    start: int
    end: int
    is_owner: bool = False  # "Obama's"
    is_joined: bool = False  # by a hyphen, on either side: "same-sex"

    @cached_property
    def lower(self) -> str:
        """The word as it is compared with lists; empty for a name, which no list holds."""
        return bare(self.text) if self.kind is Kind.COMMON else ""


def words_of(phrase: str, people: frozenset[str]) -> list[Word]:
    """Give the words of a phrase; `people` are the names of persons in its article, folded."""
    parts = [_plain(match) for match in _WORD.finditer(phrase.replace("_", " "))]
    found: list[Word] = []
    i = 0
    while i < len(parts):
        word, taken = _name_at(parts[i : i + _LONGEST_NAME], people) or (parts[i], 1)
        found.append(word)
        i += taken
    return list(_without_titles(found))


def _plain(match: re.Match[str]) -> Word:
    text = match[1]
    kind = Kind.NAME if text[0].isupper() else Kind.COMMON
    start, end = match.span()
    joined = "-" in (match.string[end : end + 1], match.string[max(0, start - 1) : start])
    return Word(text, stem(folded(text)), kind, start, end, match[2] is not None, joined)


def _name_at(parts: Sequence[Word], people: frozenset[str]) -> tuple[Word, int] | None:
    """Give the person, place or party whose name begins a stretch, and its number of words."""
    for count in range(len(parts), 0, -1):
        words = parts[:count]
        if any(w.kind is not Kind.NAME for w in words) or any(w.is_owner for w in words[:-1]):
            continue
        text = " ".join(word.text for word in words)
        if (kind_and_stem := _known(text, people)) is not None:
            kind, name = kind_and_stem
            first, last = words[0], words[-1]
            return Word(text, name, kind, first.start, last.end, last.is_owner), count
    return None


def _known(text: str, people: frozenset[str]) -> tuple[Kind, str] | None:
    form = folded(text)
    if form in people:
        return Kind.PERSON, form.split()[-1]
    whole = thing_form(text)
    if (name := known_name(whole)) is not None:
        return (Kind.PARTY if name in _PARTIES else Kind.PLACE), whole.replace(" ", "_")
    return (Kind.PLACE, form.replace(" ", "_")) if text in places() else None


def _without_titles(words: Sequence[Word]) -> Iterator[Word]:
    """Leave titles off; whoever has one is a person: "President Venn's plan"."""
    titled = False
    for word, following in zip_longest(words, words[1:]):
        is_name = following is not None and following.kind in (Kind.NAME, Kind.PERSON)
        if word.kind is Kind.NAME and is_title(word.text) and is_name and not word.is_owner:
            titled = True
            continue
        if titled and word.kind is Kind.NAME:
            name = word.stem
            yield Word(word.text, name, Kind.PERSON, word.start, word.end, word.is_owner)
        else:
            yield word
        titled = False
