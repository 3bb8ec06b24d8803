"""Headlines: names among words that all have capitals, told by the names of the body."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from spacy.attrs import IDX
from spacy.tokens import Doc

from pipeline.analysis.names.gazetteer import given_names
from pipeline.analysis.names.names import Name, words_of
from schemas.contracts import Zone
from schemas.vocabulary import ZoneName


def mended_headlines(doc: Doc, names: Sequence[Name], zones: Sequence[Zone]) -> list[Name]:
    """Cut what capitals added to a name: "Venn Says" is "Venn" where the body knows Venn."""
    end = headline_end(doc, zones)
    above = [name for name in names if name.start < end]
    below = names[len(above) :]
    known = {spelling for name in below for spelling in _spellings(doc, name)}
    return [*(_known_part(doc, name, known) for name in above), *below]


def headline_end(doc: Doc, zones: Sequence[Zone]) -> int:
    """Give the first token behind the headline, 0 where there is none."""
    ends = [zone.end for zone in zones if zone.name is ZoneName.HEADLINE]
    return int(np.searchsorted(doc.to_array(IDX), ends[-1])) if ends else 0


def _spellings(doc: Doc, name: Name) -> Iterator[str]:
    """Yield a name as it stands, and the surname of a person."""
    yield words_of(doc, name)
    if name.label == "PERSON":
        yield doc[name.end - 1].text


def _known_part(doc: Doc, name: Name, known: set[str]) -> Name:
    """Give the longest part of a headline's name that the body knows; else the name itself."""
    if doc[name.start].text in given_names():
        known = {words for words in known if words.startswith(doc[name.start].text)}
    for length in range(name.end - name.start, 0, -1):
        for start in range(name.start, name.end - length + 1):
            part = replace(name, start=start, end=start + length)
            if words_of(doc, part) in known:
                return part
    return name
