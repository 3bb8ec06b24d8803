"""Whole names: what belongs to a name that the model cut short or took for two."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline.analysis.names.acronyms import ACRONYM
from pipeline.analysis.names.dates import APART_FROM_NAMES, is_short_date
from pipeline.analysis.names.gazetteer import given_names, peoples, places
from pipeline.analysis.names.head_words import head_kind
from pipeline.analysis.names.names import Name, tokens_of, words_of
from pipeline.analysis.names.titles import is_title

_PAIR = 2  # words of a name of which one alone may have been found
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_INITIAL = re.compile(r"[A-Z]\.$")
_LAWS = frozenset("accord act agreement bill convention pact protocol treaty".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten twenty".split())
_GROUNDS = frozenset(("GPE", "LOC"))
_BODIES = _GROUNDS | frozenset(("ORG", "PRODUCT"))


def whole(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Give the names with all that belongs to them."""
    taken = tokens_of(names)
    grown = [_grown(doc, _stretched(doc, name), taken) for name in names]
    return _completed(doc, _joined(doc, grown))


def _completed(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Give the single words of a name of two the other one, where it stands beside them."""
    single = {doc[name.start].text: name.label for name in names if name.end - name.start == 1}
    pairs = dict(_written_as_one(doc, single))
    pairs |= {words_of(doc, name): name.label for name in names if name.end - name.start == _PAIR}
    taken = tokens_of(names)
    return [_with_its_half(doc, name, pairs, taken) for name in names]


def _written_as_one(doc: Doc, single: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what stands before a single word of a name within a sentence, with a capital too.

    At a sentence's start a capital tells nothing: there "Venn Analytica" may be only "Analytica".
    """
    for token in doc[1:]:
        first = token.nbor(-1)
        label = single.get(token.text)
        if label is None or first.is_sent_start or is_title(first.text):
            continue
        if _is_half(first, token) and head_kind(token.text) is None:
            yield f"{first.text} {token.text}", label


def _with_its_half(doc: Doc, name: Name, pairs: Mapping[str, str], taken: set[int]) -> Name:
    if name.end - name.start > 1:
        return name
    for start, beside in ((name.start - 1, name.start - 1), (name.start, name.end)):
        if start >= 0 and start + _PAIR <= len(doc) and beside not in taken:
            both = Name(start, start + _PAIR, name.label)
            if (kind := pairs.get(words_of(doc, both))) is not None:
                return replace(both, label=kind)
    return name


def _grown(doc: Doc, name: Name, taken: set[int]) -> Name:
    """Take in the words with a capital beside a person's name, and the other half of a body's."""
    start, end = name.start, name.end
    while end < len(doc) and end not in taken and _goes_on(doc[end], name):
        end += 1
    if end - start == 1 and start and start - 1 not in taken:
        start -= _begins(doc[start - 1], name)
    if (start, end) == (name.start, name.end):
        return name
    return Name(start, end, _kind_of_grown(doc, name, start, end))


def _kind_of_grown(doc: Doc, name: Name, start: int, end: int) -> str:
    """Tell what a name is the name of with the words that were cut off it."""
    if end > name.end and (kind := head_kind(doc[end - 1].text)) is not None:
        return kind
    if start < name.start and doc[start].text in given_names():
        return "PERSON"
    return "ORG" if name.label in _GROUNDS else name.label


def _goes_on(token: Token, name: Name) -> bool:
    if not _is_name_word(token) or is_title(token.text) or token.lower_ in APART_FROM_NAMES:
        return False
    if name.label == "PERSON" or _INITIAL.match(token.doc[name.end - 1].text):
        return True
    if name.label in ("GPE", "ORG") and head_kind(token.text) == "ORG":
        return True
    return name.label in _GROUNDS and name.end - name.start == 1 and _is_half(token.nbor(-1), token)


def _begins(token: Token, name: Name) -> bool:
    """Tell whether a word belongs to the single word of a name behind it."""
    if not _is_name_word(token) or is_title(token.text) or token.lower_ in APART_FROM_NAMES:
        return False
    if name.label == "PERSON":
        return token.text in given_names() or not token.is_sent_start
    whole_body = head_kind(token.nbor().text) is not None
    return name.label in _BODIES and not whole_body and _is_half(token, token.nbor())


def _is_half(first: Token, second: Token) -> bool:
    """Tell whether two words are one name that nothing but the grammar joins: "Venn Analytica"."""
    if first.dep_ != "compound" or first.head != second or second.text in peoples():
        return False
    if not (first.is_title and second.is_title) or is_short_date(first.text):
        return False  # "NASA Administrator"
    return second.tag_ == "NNP" and first.text not in peoples() and second.text not in places()


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
    """Join two names that are one: a given name and its surname, the two words of a body."""
    joined: list[Name] = []
    for name in names:
        last = joined[-1] if joined else None
        beside = last is not None and last.end == name.start
        if last is not None and beside and (kind := _kind_of_both(doc, last, name)):
            joined[-1] = Name(last.start, name.end, kind)
        else:
            joined.append(name)
    return joined


def _kind_of_both(doc: Doc, first: Name, second: Name) -> str | None:
    """Tell what two names side by side are the name of, if they are one."""
    if _are_one_person(doc, first, second):
        return "PERSON"
    single = first.end - first.start == second.end - second.start == 1
    one = single and first.label in _BODIES and _is_half(doc[first.start], doc[second.start])
    return "ORG" if one else None


def _are_one_person(doc: Doc, first: Name, second: Name) -> bool:
    if first.label == second.label == "PERSON":
        return True
    if first.end - first.start > 1 or second.end - second.start > 1:
        return False
    given = doc[first.start].text
    is_person = first.label == "PERSON" or (given in given_names() and given not in places())
    return is_person and second.label in ("GPE", "ORG")
