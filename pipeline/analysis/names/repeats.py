"""Repeats: where a name that was found once stands again, unmarked by the model."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Doc

from pipeline.analysis.names.gazetteer import places
from pipeline.analysis.names.head_words import is_body_of
from pipeline.analysis.names.names import Name, in_order, tokens_of


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
        if texts == words and (len(words) > 1 or doc[i].pos_ == "PROPN"):
            return Name(i, end, kind)
        if all(t.isupper() for t in texts) and [t.casefold() for t in texts] == [
            w.casefold() for w in words
        ]:
            return Name(i, end, kind)
    return None
