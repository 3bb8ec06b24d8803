"""Names: where the text names somebody or something, with the model's usual slips mended."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from spacy.attrs import IDX
from spacy.tokens import Doc

from pipeline.analysis.gazetteer import places
from pipeline.analysis.head_words import head_kind
from pipeline.analysis.titles import ARTICLES, is_title
from schemas.contracts import Zone, ZoneName

NAMED = frozenset("PERSON ORG GPE NORP LOC FAC EVENT LAW PRODUCT WORK_OF_ART".split())
# Zones in which an article speaks of people and things; the rest is about the page.
_SPEAKING = frozenset((ZoneName.HEADLINE, ZoneName.BODY))

_BREAKS = frozenset("( ) [ ] ; : / | • · = + > < } { \\".split())
_ENDINGS = frozenset("inc ltd llc plc corp co jr sr ii iii d.c".split())
_DASHES = frozenset("- – — -- ―".split())
_QUOTES = frozenset("\" “ ” ‘ ’ ' `` '' « » „".split())
_TAIL = frozenset("'s ’s s' . , ! ? & and of the for in at to".split())
_SCORE = re.compile(r"\d+(?:[-–./:]\d+)*$")


@dataclass(frozen=True)
class Name:
    """A name in the document: its first token, the one after its last, spaCy's kind of label."""

    start: int
    end: int
    label: str


def names_in(doc: Doc, zones: Sequence[Zone]) -> list[Name]:
    """Find the names in what the article says, in order, none overlapping another."""
    said = spoken(doc, zones)
    found = [
        piece
        for ent in doc.ents
        if ent.label_ in NAMED and said[ent.start]
        for piece in _pieces(doc, Name(ent.start, ent.end, ent.label_))
    ]
    return in_order((*_dateline_place(doc, zones), *found))


def in_order(names: Iterable[Name]) -> list[Name]:
    """Sort names by place; where two overlap the earlier in the given order stays."""
    taken: set[int] = set()
    kept = []
    for name in names:
        if taken.isdisjoint(range(name.start, name.end)):
            taken.update(range(name.start, name.end))
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def words_of(doc: Doc, name: Name) -> str:
    """Give the words of a name as the text has them, with single blanks."""
    return " ".join(doc[name.start : name.end].text.split())


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


def _pieces(doc: Doc, name: Name) -> Iterator[Name]:
    """Cut a name where no name goes on, and trim each piece to the name itself."""
    start = name.start
    for i in range(name.start, name.end + 1):
        if i == name.end or _breaks(doc, i, start, name.end):
            piece = trimmed(doc, _after_titles(doc, Name(start, i, name.label)))
            if piece is not None:
                yield piece
            start = i + 1


def _breaks(doc: Doc, i: int, start: int, end: int) -> bool:
    text = doc[i].text
    if text in _DASHES:
        return i > 0 and bool(doc[i - 1].whitespace_) and bool(doc[i].whitespace_)
    if text == ",":
        return i + 1 == end or doc[i + 1].lower_.rstrip(".") not in _ENDINGS
    if text in ("'s", "’s"):
        return i + 1 < end and doc[start:i].text in places()
    return text in _BREAKS or "\n" in text or "\r" in text


def _after_titles(doc: Doc, name: Name) -> Name:
    """Begin a name after the last title within it: "Venn Corp President Mara Venn" is a person."""
    for i in range(name.end - 2, name.start - 1, -1):
        if is_title(doc[i].text) and doc[i].is_title:
            rest = [token for token in doc[i + 1 : name.end] if token.is_alpha]
            if rest and all(t.is_title for t in rest) and head_kind(doc[name.end - 1].text) is None:
                return Name(i + 1, name.end, "PERSON")
    return name


def trimmed(doc: Doc, name: Name) -> Name | None:
    """Take articles, titles, marks and scores off the ends of a name; None when nothing is left."""
    start, end = name.start, name.end
    while start < end and _is_lead(doc, start, end, name.label):
        start += 1
    while start < end and _is_tail(doc, end - 1, name.label):
        end -= 1
    if start == end or not any(c.isalnum() for c in doc[start:end].text):
        return None
    return replace(name, start=start, end=end)


def _is_lead(doc: Doc, i: int, end: int, label: str) -> bool:
    word = doc[i].text
    if word in _QUOTES or word.casefold() in ARTICLES or not any(c.isalnum() for c in word):
        return True
    if label == "PERSON":
        return is_title(word) and i + 1 < end
    return False


def _is_tail(doc: Doc, i: int, label: str) -> bool:
    word = doc[i].text
    if word in _QUOTES or word.casefold() in _TAIL or doc[i].is_space:
        return True
    if _SCORE.match(word):
        return label in ("PERSON", "NORP", "GPE", "LOC") or not word.isdigit()
    return not any(c.isalnum() for c in word)


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
