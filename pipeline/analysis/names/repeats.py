"""Repeats: where a name that was found once stands again, unmarked by the model."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc, Token

from pipeline.analysis.names.gazetteer import places
from pipeline.analysis.names.head_words import is_body_of
from pipeline.analysis.names.names import Name, in_order, tokens_of

# Where a surname stands that the model takes for a common noun: "Trump said".
_PLACES_OF_NAMES = frozenset("nsubj nsubjpass poss dobj pobj".split())


def repeated(doc: Doc, names: Sequence[Name], said: Sequence[bool]) -> list[Name]:
    """Find the names again where they stand unmarked, and in lines that are all capitals."""
    known = _by_first_word(doc, names)
    taken = tokens_of(names)
    found = [*names]
    i = 0
    while i < len(doc):
        name = None if i in taken or not said[i] else _known_at(doc, i, known, taken)
        if name is None:
            i += 1
            continue
        found.append(name)
        i = name.end
    return in_order(found)


def _by_first_word(doc: Doc, names: Sequence[Name]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Index the names, and the surnames of people, by their first word in small letters."""
    known: dict[str, dict[tuple[str, ...], str]] = {}
    for name in names:
        words = tuple(doc[i].text for i in range(name.start, name.end))
        if not words[0][0].isupper():
            continue
        known.setdefault(words[0].casefold(), {}).setdefault(words, name.label)
        if name.label == "PERSON" and len(words) > 1:
            known.setdefault(words[-1].casefold(), {}).setdefault(words[-1:], "PERSON")
        if name.label == "ORG" and is_body_of(words) and words[-1] not in places():
            known.setdefault(words[-1].casefold(), {}).setdefault(words[-1:], "ORG")
    return {
        first: sorted(those.items(), key=lambda entry: -len(entry[0]))[:20]
        for first, those in known.items()
    }


def _known_at(
    doc: Doc,
    i: int,
    known: Mapping[str, Sequence[tuple[tuple[str, ...], str]]],
    taken: set[int],
) -> Name | None:
    for words, kind in known.get(doc[i].lower_, ()):
        end = i + len(words)
        if end > len(doc) or not taken.isdisjoint(range(i, end)):
            continue
        texts = tuple(doc[place].text for place in range(i, end))
        if texts == words and (len(words) > 1 or _is_a_name(doc[i], kind)):
            return Name(i, end, kind)
        if all(t.isupper() for t in texts) and [t.casefold() for t in texts] == [
            w.casefold() for w in words
        ]:
            return Name(i, end, kind)
    return None


def _is_a_name(token: Token, kind: str) -> bool:
    """Tell whether a known name's one word is that name here, and no common word."""
    if token.pos_ == "PROPN":
        return True
    stands = token.pos_ == "NOUN" and token.is_title and token.dep_ in _PLACES_OF_NAMES
    return kind == "PERSON" and stands and not any(c.dep_ == "det" for c in token.children)
