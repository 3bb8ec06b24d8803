"""Whole names: what belongs to a name that the model cut short or took for two."""

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline.analysis.names.acronyms import ACRONYM
from pipeline.analysis.names.gazetteer import given_names, places
from pipeline.analysis.names.head_words import head_kind
from pipeline.analysis.names.names import Name, tokens_of
from pipeline.analysis.names.titles import is_title

_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_INITIAL = re.compile(r"[A-Z]\.$")
_LAWS = frozenset("accord act agreement bill convention pact protocol treaty".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten twenty".split())
_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december""".split()
)


def whole(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Give the names with all that belongs to them."""
    taken = tokens_of(names)
    return _joined(doc, [_grown(doc, _stretched(doc, name), taken) for name in names])


def _grown(doc: Doc, name: Name, taken: set[int]) -> Name:
    """Take in the words with a capital beside a person's name, and a body's last word."""
    start, end = name.start, name.end
    while end < len(doc) and end not in taken and _goes_on(doc[end], name):
        end += 1
    if name.label == "PERSON" and end - start == 1 and start and start - 1 not in taken:
        start -= _begins_person(doc[start - 1])
    kind = head_kind(doc[end - 1].text) if end > name.end else None
    return Name(start, end, kind or name.label)


def _goes_on(token: Token, name: Name) -> bool:
    if not _is_name_word(token) or is_title(token.text) or token.lower_ in _DAYS:
        return False
    if name.label == "PERSON" or _INITIAL.match(token.doc[name.end - 1].text):
        return True
    return name.label in ("GPE", "ORG") and head_kind(token.text) == "ORG"


def _begins_person(token: Token) -> bool:
    if not _is_name_word(token) or is_title(token.text) or token.lower_ in _DAYS:
        return False
    return token.text in given_names() or not token.is_sent_start


def _is_name_word(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.is_title and token.is_alpha


def _stretched(doc: Doc, name: Name) -> Name:
    """Add what belongs to a name: "Group of Seven", "1972 … Treaty", "ABM treaty", "J. Venn"."""
    start, end = name.start, name.end
    following = doc[end : end + 2]
    last = doc[end - 1].text
    if (
        head_kind(last) == "ORG"
        and len(following) == 2
        and following[0].lower_ == "of"
        and following[1].lower_ in _NUMBERS
        and following[1].is_title
    ):
        return replace(name, end=end + 2, label="ORG")
    if len(following) and following[0].text in _LAWS and ACRONYM.match(last):
        return replace(name, end=end + 1, label="LAW")
    if name.label == "LAW" and start and _YEAR.match(doc[start - 1].text):
        return replace(name, start=start - 1)
    if name.label == "PERSON" and start and _INITIAL.match(doc[start - 1].text):
        return replace(name, start=start - 1)
    return name


def _joined(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Join a given name and the surname right behind it that the model takes for two names."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        if last is not None and last.end == name.start and _are_one_person(doc, last, name):
            joined[-1] = Name(last.start, name.end, "PERSON")
        else:
            joined.append(name)
    return joined


def _are_one_person(doc: Doc, first: Name, second: Name) -> bool:
    if first.label == second.label == "PERSON":
        return True
    if first.end - first.start > 1 or second.end - second.start > 1:
        return False
    given = doc[first.start].text
    is_person = first.label == "PERSON" or (given in given_names() and given not in places())
    return is_person and second.label in ("GPE", "ORG")
