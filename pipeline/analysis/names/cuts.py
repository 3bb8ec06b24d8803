"""Cuts: where what the model takes for one name is two, or more than a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline.analysis.names.dates import is_short_date
from pipeline.analysis.names.gazetteer import given_names, places
from pipeline.analysis.names.head_words import head_kind
from pipeline.analysis.names.names import Name
from pipeline.analysis.names.titles import ARTICLES, HONORIFICS, is_title

_BREAKS = frozenset("( ) [ ] ; : / | • · = + > < } { \\".split())
_ENDINGS = frozenset("inc ltd llc plc corp co jr sr ii iii d.c".split())
_DASHES = frozenset("- – — -- ―".split())
_QUOTES = frozenset("\" “ ” ‘ ’ ' `` '' « » „".split())
_OWNER = frozenset(("'s", "’s"))
_TAIL = frozenset("'s ’s s' . , ! ? & and of the for in at to".split())
_SCORE = re.compile(r"\d+(?:[-–./:]\d+)*$")
# Where people say things; what these say is said by somebody else.
PLATFORMS = frozenset(
    """twitter facebook instagram youtube tiktok snapchat reddit whatsapp linkedin telegram tumblr
    pinterest bluesky""".split()
)
# Before a surname these make a person of whatever it is taken for; not so "General" or "King".
_PERSONAL = HONORIFICS | frozenset(
    """capt cllr col congressman congresswoman gov judge justice lt prof professor rep rev sen
    senator sgt""".split()
)
_LONGEST_LIST = 6  # words behind the first comma
_LONGEST_TITLED = 4  # words of "Ms Mara de Venn"
_CHAMBERS = frozenset(("House", "Senate"))
# Small words that are part of names: "Simone de Beauvoir", "Mohammed bin Salman".
_PARTICLES = frozenset(
    "abu al bin da das de del della den der di do dos du e el ibn la le van von y ten ter".split()
)


def cut(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Cut names where no name goes on, and trim each piece to the name itself."""
    return [piece for name in names for piece in _pieces(doc, name)]


def _pieces(doc: Doc, name: Name) -> Iterator[Name]:
    start = name.start
    for i in range(name.start, name.end + 1):
        if i == name.end or _breaks(doc, i, start, name.end):
            piece = _trimmed(doc, _person_if_titled(doc, Name(start, i, name.label)))
            if piece is not None:
                yield piece
            start = i + 1


def _person_if_titled(doc: Doc, name: Name) -> Name:
    """Make a person of a name that opens with a title: "Ms Venn", but not the film "Ms Venn"."""
    words = doc[name.start : name.end]
    if not 1 < len(words) <= _LONGEST_TITLED or words[0].lower_.rstrip(".") not in _PERSONAL:
        return name
    quoted = name.start > 0 and doc[name.start - 1].text in _QUOTES
    named = all(t.is_alpha and t.is_title for t in words[1:]) and not head_kind(words[-1].text)
    return replace(name, label="PERSON") if named and not quoted else name


def _breaks(doc: Doc, i: int, start: int, end: int) -> bool:
    text = doc[i].text
    if text in _DASHES:
        return i > 0 and bool(doc[i - 1].whitespace_) and bool(doc[i].whitespace_)
    if text == "," and _is_listed(doc, i, end):
        return False
    if text == ",":
        return i + 1 == end or doc[i + 1].lower_.rstrip(".") not in _ENDINGS
    if text in _OWNER:
        return i + 1 < end and doc[start:i].text in places()
    return text in _BREAKS or "\n" in text or "\r" in text


def _is_listed(doc: Doc, i: int, end: int) -> bool:
    """Tell whether a comma is within a body's name: "Educational, Scientific and Cultural …"."""
    if end - i > _LONGEST_LIST or head_kind(doc[end - 1].text) != "ORG":
        return False
    return any(doc[place].lower_ == "and" for place in range(i, end))


def _trimmed(doc: Doc, name: Name) -> Name | None:
    """Take articles, titles, marks and scores off the ends of a name; None if nothing is left."""
    start, end = name.start, name.end
    while start < end and _is_lead(doc[start], name.label, alone=start + 1 == end):
        start += 1
    while start < end and _is_tail(doc[end - 1], name.label):
        end -= 1
    return None if start == end else Name(start, end, name.label)


def _is_lead(token: Token, label: str, *, alone: bool) -> bool:
    word = token.text
    if word in _QUOTES or token.lower_ in ARTICLES or not any(c.isalnum() for c in word):
        return True
    if alone:
        return False
    if is_short_date(word):
        return True
    if token.is_lower and token.pos_ in ("ADJ", "ADP", "VERB") and word not in _PARTICLES:
        return True
    platform = token.lower_ in PLATFORMS and token.i > 0 and token.nbor(-1).lower_ in ("on", "via")
    return (label == "PERSON" and is_title(word)) or platform or _is_of_an_office(token)


def _is_of_an_office(token: Token) -> bool:
    """Tell whether "House" belongs to the office before: "the Speaker of the House Mara Venn"."""
    chamber = token.text in _CHAMBERS and token.i > 1 and token.i + 2 < len(token.doc)
    return chamber and token.nbor(-2).lower_ == "of" and token.nbor().text in given_names()


def _is_tail(token: Token, label: str) -> bool:
    word = token.text
    if word in _QUOTES or token.lower_ in _TAIL or token.is_space:
        return True
    if _SCORE.match(word):
        return label in ("PERSON", "NORP", "GPE", "LOC") or not word.isdigit()
    if token.is_lower and token.pos_ in ("ADP", "ADV", "CCONJ", "VERB"):
        return True
    return not any(c.isalnum() for c in word)
