"""Names: where the text names somebody or something, with the model's usual slips mended."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.attrs import IDX
from spacy.tokens import Doc

from schemas.contracts import Zone
from schemas.vocabulary import ZoneName

NAMED = frozenset("PERSON ORG GPE NORP LOC FAC EVENT LAW PRODUCT WORK_OF_ART".split())
# Nothing longer, in words or characters, names anybody.
LONGEST_WORDS, LONGEST_NAME = 40, 300
# Zones in which an article speaks of people and things; the rest is about the page.
_SPEAKING = frozenset((ZoneName.HEADLINE, ZoneName.BODY))


@dataclass(frozen=True)
class Name:
    """A name in the document: its first token, the one after its last, spaCy's kind of label."""

    start: int
    end: int
    label: str


def names_in(doc: Doc, zones: Sequence[Zone], said: Sequence[bool]) -> list[Name]:
    """Find the names in what the article says, the dateline's place before the model's names."""
    found = (e for e in doc.ents if e.label_ in NAMED and said[e.start])
    names = (Name(ent.start, ent.end, ent.label_) for ent in found)
    return [*_dateline_place(doc, zones), *names]


def in_order(names: Iterable[Name]) -> list[Name]:
    """Sort names by place; where two overlap the earlier in the given order stays.

    What is longer than any name is none.
    """
    taken: set[int] = set()
    kept = []
    for name in names:
        if name.end - name.start <= LONGEST_WORDS and taken.isdisjoint(range(name.start, name.end)):
            taken.update(range(name.start, name.end))
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def words_of(doc: Doc, name: Name) -> str:
    """Give the words of a name as the text has them, with single blanks."""
    return " ".join("".join(doc[i].text_with_ws for i in range(name.start, name.end)).split())


def tokens_of(names: Iterable[Name]) -> set[int]:
    """Give the places of all tokens of the names."""
    return {i for name in names for i in range(name.start, name.end)}


def spoken(doc: Doc, zones: Sequence[Zone]) -> list[bool]:
    """Tell of each token whether it stands where the article speaks."""
    said = [False] * len(doc)
    places = doc.to_array(IDX)
    for zone in zones:
        if zone.name in _SPEAKING:
            start, end = np.searchsorted(places, (zone.start, zone.end)).tolist()
            said[start:end] = [True] * (end - start)
    return said


def _dateline_place(doc: Doc, zones: Sequence[Zone]) -> Iterator[Name]:
    """Take the place of the dateline for a name, without state, date and agency."""
    for zone in zones:
        if zone.name is not ZoneName.DATELINE:
            continue
        words = re.match(r"[^\d,(–—-]+(?:-[^\W\d]+)*", zone.text)
        if words is None:
            continue
        place = zone.text[: words.end()].rstrip(" -–—")
        span = doc.char_span(zone.start, zone.start + len(place), alignment_mode="expand")
        if place and span is not None:
            yield Name(span.start, span.end, "GPE")
