"""Acronyms: short forms that the text itself explains, "World Trade Organization (WTO)"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from pipeline.analysis.names.names import Name, words_of

ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{0,9}[A-Z.]s?$")
_IN_BRACKETS = re.compile(r"\(\s?([A-Z][A-Za-z&.-]{0,9}[A-Z.]s?)\s?[)/;,]")
_SMALL = frozenset("and at for from in of on the to & de del la".split())
# An explained acronym stands for a body, whatever the model takes its full form for.
_NO_BODIES = frozenset("PERSON NORP PRODUCT WORK_OF_ART".split())


def acronyms(doc: Doc, text: str, names: Sequence[Name]) -> tuple[list[Name], dict[str, str]]:
    """Find the acronyms that brackets explain, and their full forms; map each to its full form."""
    ends = {name.end: name for name in names}
    starts = {name.start: name for name in names}
    found: list[Name] = []
    stated: dict[str, str] = {}
    for match in _IN_BRACKETS.finditer(text):
        span = doc.char_span(*match.span(1))
        if span is None or len(span) != 1:
            continue
        full = ends.get(span.start - 1) or _spelled_out(doc, span.start - 1, span.text)
        if full is None:
            continue
        # Foreign bodies keep their acronym in translation: "Federal Security Service (FSB)".
        named = full.label == "ORG" and span.text.isupper()
        if not _stands_for(span.text, words_of(doc, full), named=named):
            continue
        kind = "ORG" if full.label in _NO_BODIES else full.label
        short = starts.get(span.start) or Name(span.start, span.end, kind)
        found += [replace(full, label=kind), replace(short, label=kind)]
        stated[span.text] = words_of(doc, full)
    return found, stated


def _spelled_out(doc: Doc, bracket: int, short: str) -> Name | None:
    """Find the words before a bracket that an acronym's letters begin."""
    letters = [c for c in short if c.isupper()]
    i, left = bracket - 1, len(letters)
    while i >= 0 and left and bracket - i <= 12:
        word = doc[i].text
        if word[0].isupper():
            left -= 1
            if left == 0 and word[0] == letters[0]:
                return Name(i, bracket, "ORG")
        elif word.casefold() not in _SMALL and word not in "-'’s":
            return None
        i -= 1
    return None


def _stands_for(short: str, full: str, *, named: bool) -> bool:
    """Tell whether an acronym's letters run through its full form; of a named body, the first."""
    letters = iter(re.sub(r"[^a-z]", "", full.casefold()))
    wanted = re.sub(r"[^a-z]", "", short.casefold())
    if len(full) <= len(short) + 2 or wanted[:1] != full[:1].casefold():
        return False
    return named or all(letter in letters for letter in wanted)
