"""More names: what the model leaves out, found by what the text itself makes plain."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline.analysis.gazetteer import given_names, places
from pipeline.analysis.head_words import head_kind
from pipeline.analysis.names import Name, in_order, words_of
from pipeline.analysis.titles import is_title

_ACRONYM = re.compile(r"[A-Z][A-Za-z&.-]{0,9}[A-Z.]s?$")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")
_LAWS = frozenset("accord act agreement bill convention pact protocol treaty".split())
_SMALL = frozenset("and at for from in of on the to & de del la".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten twenty".split())
# Words in capitals that are no names.
_NO_NAMES = frozenset(
    """ABOUT AIDS AM AND ARTICLE BBQ BY CEO CEOS CFO COO COVID DIY DNA EST FAQ FOR GDP GMT GPS HIV
    HR ID II III IV IPO IT IQ LED LGBT LGBTQ MBA MD ML MP MPS MVP NEWS NGO NGOS NOT OF OK PHD PM PR
    PT Q QR RNA SUV SUVS TB THE TO TV TVS UFO URL USD VAT VIP WIFI VS MEP MEPS GST MOU AI ICU PCR
    MLA KM KG FM LNG EV EVS PPE EDT ET PST UTC ESG ICT BA MA MSC STEM""".split()
)


def completed(doc: Doc, names: Sequence[Name], said: Sequence[bool]) -> list[Name]:
    """Add to the names those that a rule of writing makes plain, and stretch those cut short."""
    stretched = [_stretched(doc, name) for name in names]
    taken = _tokens(stretched)
    more = [*_introduced(doc, said, taken), *_people_with_titles(doc, said, taken)]
    return in_order((*stretched, *more))


def acronyms(doc: Doc, names: Sequence[Name]) -> tuple[list[Name], dict[str, str]]:
    """Find acronyms that brackets explain: "World Trade Organization (WTO)"; map them to it."""
    ends = {name.end: name for name in names}
    starts = {name.start: name for name in names}
    found: list[Name] = []
    stated: dict[str, str] = {}
    for i in range(1, len(doc) - 2):
        if (
            doc[i].text != "("
            or not _ACRONYM.match(doc[i + 1].text)
            or doc[i + 2].text not in ")/;,"
        ):
            continue
        short = doc[i + 1].text
        full = ends.get(i) or _spelled_out(doc, i, short)
        if full is None or not _stands_for(short, words_of(doc, full)):
            continue
        known = starts.get(i + 1)
        kind = "ORG" if full.label in ("PERSON", "NORP", "PRODUCT", "WORK_OF_ART") else full.label
        found += [replace(full, label=kind), replace(known or Name(i + 1, i + 2, kind), label=kind)]
        stated[short] = words_of(doc, full)
    return found, stated


def repeated(doc: Doc, names: Sequence[Name], said: Sequence[bool]) -> list[Name]:
    """Find the names again where they stand unmarked, and in lines that are all capitals."""
    known = _by_first_word(doc, names)
    taken = _tokens(names)
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


def _tokens(names: Sequence[Name]) -> set[int]:
    return {i for name in names for i in range(name.start, name.end)}


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
    if len(following) and following[0].text in _LAWS and _ACRONYM.match(last):
        return replace(name, end=end + 1, label="LAW")
    if name.label == "LAW" and start and _YEAR.match(doc[start - 1].text):
        return replace(name, start=start - 1)
    if name.label == "PERSON" and start and re.match(r"[A-Z]\.$", doc[start - 1].text):
        return replace(name, start=start - 1)
    return name


def _people_with_titles(doc: Doc, said: Sequence[bool], taken: set[int]) -> Iterator[Name]:
    """Find people named after a title: "Mr Venn", "Prime Minister Mara Venn"."""
    for token in doc[:-1]:
        i = token.i + 1
        if not said[i] or i in taken or not is_title(token.text) or not token.is_title:
            continue
        end = i
        while end < len(doc) and end - i < 4 and end not in taken and _is_name_word(doc[end]):
            end += 1
        if end > i and not is_title(doc[i].text) and head_kind(doc[end - 1].text) is None:
            yield Name(i, end, "PERSON")


def _introduced(doc: Doc, said: Sequence[bool], taken: set[int]) -> Iterator[Name]:
    """Find what is called by capitals alone: acronyms, countries, people by their given name."""
    for token in doc:
        if not said[token.i] or token.i in taken or token.pos_ != "PROPN":
            continue
        if token.text in places() and not _has_name_beside(doc, token):
            yield Name(token.i, token.i + 1, "GPE")
        elif _is_acronym(token) and not _in_capitals(doc, token):
            yield Name(token.i, token.i + 1, "ORG")
        elif (
            token.text in given_names()
            and token.i + 1 < len(doc)
            and token.i + 1 not in taken
            and _is_name_word(doc[token.i + 1])
            and token.is_title
            and head_kind(doc[token.i + 1].text) is None
        ):
            yield Name(token.i, token.i + 2, "PERSON")


def _is_name_word(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[0].isupper() and token.text.isalpha()


def _is_acronym(token: Token) -> bool:
    word = token.text
    return 2 <= len(word) <= 6 and word.isalpha() and word.isupper() and word not in _NO_NAMES


def _in_capitals(doc: Doc, token: Token) -> bool:
    """Tell whether a token stands among words that are all in capitals, as in headlines."""
    around = [t for t in doc[max(0, token.i - 2) : token.i + 3] if t.is_alpha and t.i != token.i]
    return any(t.is_upper and len(t.text) > 1 for t in around)


def _has_name_beside(doc: Doc, token: Token) -> bool:
    beside = doc[max(0, token.i - 1) : token.i + 2]
    return any(t.i != token.i and _is_name_word(t) for t in beside)


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


def _stands_for(short: str, full: str) -> bool:
    """Tell whether the letters of an acronym run through its full form in order."""
    letters = iter(re.sub(r"[^a-z]", "", full.casefold()))
    wanted = re.sub(r"[^a-z]", "", short.casefold())
    return (
        len(full) > len(short) + 2
        and wanted[:1] == full[:1].casefold()
        and all(c in letters for c in wanted)
    )


def _by_first_word(doc: Doc, names: Sequence[Name]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Index the names, and the surnames of people, by their first word in small letters."""
    known: dict[str, dict[tuple[str, ...], str]] = {}
    for name in names:
        words = tuple(token.text for token in doc[name.start : name.end])
        if not words[0][0].isupper():
            continue
        known.setdefault(words[0].casefold(), {}).setdefault(words, name.label)
        if name.label == "PERSON" and len(words) > 1:
            known.setdefault(words[-1].casefold(), {}).setdefault(words[-1:], "PERSON")
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
        texts = tuple(token.text for token in doc[i:end])
        if len(texts) < len(words) or not taken.isdisjoint(range(i, end)):
            continue
        if texts == words and (len(words) > 1 or doc[i].pos_ == "PROPN"):
            return Name(i, end, kind)
        if all(t.isupper() for t in texts) and [t.casefold() for t in texts] == [
            w.casefold() for w in words
        ]:
            return Name(i, end, kind)
    return None
