"""Aliases: which of an article's names name the same person, place or organisation."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.analysis.entities.labels import Label, may_be_one
from pipeline.analysis.names.gazetteer import nicknames
from pipeline.analysis.names.head_words import head_kind, is_body_of
from pipeline.analysis.names.letters import bare

# Names that are the same thing wherever they stand, the usual one first.
_SAME = (
    ("United States", "United States of America", "U.S.", "US", "USA", "U.S.A.", "U.S"),
    ("United Kingdom", "U.K.", "UK", "Great Britain", "Britain"),
    ("United Nations", "U.N.", "UN", "U.N"),
    ("European Union", "E.U.", "EU"),
    ("United Arab Emirates", "U.A.E.", "UAE"),
    ("Russia", "Russian Federation"),
    ("China", "People's Republic of China"),
    ("South Korea", "Republic of Korea", "ROK"),
    ("Group of Seven", "G7", "G-7"),
    ("Group of Eight", "G8", "G-8"),
    ("Group of Twenty", "Group of 20", "G20", "G-20"),
    ("Los Angeles", "L.A.", "LA"),
    ("Federal Bureau of Investigation", "FBI", "F.B.I."),
    ("Central Intelligence Agency", "CIA", "C.I.A."),
    ("National Security Agency", "NSA", "N.S.A."),
    ("Environmental Protection Agency", "EPA", "E.P.A."),
    ("Department of Justice", "Justice Department", "DOJ", "D.O.J."),
    ("Department of Homeland Security", "Homeland Security Department", "DHS"),
    ("Department of State", "State Department"),
    ("House of Representatives", "U.S. House of Representatives", "U.S. House"),
    ("Affordable Care Act", "Obamacare", "ACA"),
    ("Washington, D.C.", "Washington DC", "Washington D.C.", "D.C.", "DC"),
)
_KNOWN = {
    re.sub(r"\W", "", n).casefold(): (rank, names)
    for names in _SAME
    for rank, n in enumerate(names)
}
_COMPANY = re.compile(
    r"(?:,? (?:inc|corp|co|ltd|llc|plc|llp|sa|ag|nv|gmbh|corporation|company|limited)\.?)+$",
    re.IGNORECASE,
)
# "WTO", and "ABM treaty" for the "Anti-Ballistic Missile Treaty".
_ACRONYM = re.compile(r"[A-Z]{2,10}(?: [a-z]+)?$")
_SUFFIX = re.compile(r",? (?:jr|sr|ii|iii|iv)\.?$", re.IGNORECASE)
_SMALL = frozenset("and at for from in of on the to".split())
_PERSON = "PERSON"
# So many people of one surname are told apart; keeps a list of ten thousand names linear.
_RIVALS = 8


def fullest(names: Sequence[Label], stated: Mapping[str, str]) -> dict[str, str]:
    """Map each name to the fullest name of the same thing, in time linear in the names.

    `stated` maps the short forms that the text itself explains to what they stand for.
    Where a short form could be two things, the one named most often is meant.
    """
    people = [name for name in names if name.kind == _PERSON]
    others = [name for name in names if name.kind != _PERSON]
    found = {**_fullest_people(people), **_fullest_others(others)}
    for short, full in stated.items():
        if short in found and full in found and found[short] == short:
            found[short] = found[full]
    return {name: _end_of(name, found) for name in found}


def usual(name: str) -> str:
    """Give the one name that rows use for what is known everywhere by several: "US", "FBI"."""
    known = _known(name)
    return name if known is None else known[1][0]


def _known(name: str) -> tuple[int, tuple[str, ...]] | None:
    """Give the names of a thing that is known everywhere, and which of them this one is."""
    return _KNOWN.get(re.sub(r"\W", "", name).casefold())


def _end_of(name: str, found: Mapping[str, str]) -> str:
    """Follow the chain from a name to the fullest one."""
    seen = {name}
    while found.get(name, name) not in seen:
        name = found[name]
        seen.add(name)
    return name


def _fullest_people(people: Sequence[Label]) -> dict[str, str]:
    """Join surnames, given names and names without their middle to the full names."""
    full = sorted(
        (name for name in people if " " in name.words),
        key=lambda n: (-n.words.count(" "), n.words.isupper(), -n.count),
    )
    by_ends: dict[tuple[str, str, str], str] = {}
    found: dict[str, str] = {}
    for name in full:
        key = _ends(name.words)
        found[name.words] = by_ends.setdefault(key, name.words)
    weights: dict[str, int] = defaultdict(int)
    for name in full:
        weights[found[name.words]] += name.count
    by_words = {name.words: name for name in full}
    owners = _owners((part, by_words[found[n.words]]) for n in full for part in _parts(n.words))
    cased = {bare(name.words): name for name in people if not name.words.isupper()}
    for name in people:
        if found.get(name.words, name.words) == name.words:
            fitting = [o for o in owners.get(bare(name.words), ()) if may_be_one(name, o)]
            alone = cased.get(bare(name.words), name) if name.words.isupper() else name
            owner = max(fitting, key=lambda owner: weights[owner.words], default=alone)
            if " " in name.words and name.count > owner.count:
                found[owner.words] = name.words  # "Crooked Mara Venn", said once
            else:
                found[name.words] = owner.words
    return found


def _ends(name: str) -> tuple[str, str, str]:
    """Give a full name's given name, surname and suffix, which tell two people apart."""
    suffix = _SUFFIX.search(name)
    words = bare(_SUFFIX.sub("", name)).split()
    given = words[0].strip(".")
    ending = suffix.group().strip(" ,.").casefold() if suffix else ""
    return nicknames().get(given, given), words[-1], ending


def _parts(name: str) -> Iterator[str]:
    """Yield the shorter names by which somebody of that full name may be called."""
    words = bare(_SUFFIX.sub("", name)).split()
    yield from (" ".join(words[i:]) for i in range(1, len(words)))
    yield words[0]
    yield "".join(words)  # "MaraVenn": a lost blank


def _owners(parts: Iterable[tuple[str, Label]]) -> dict[str, list[Label]]:
    """List by each part the first few full names that have it."""
    owners: dict[str, list[Label]] = defaultdict(list)
    for part, owner in parts:
        if len(owners[part]) < _RIVALS and owner not in owners[part]:
            owners[part].append(owner)
    return owners


def _fullest_others(names: Sequence[Label]) -> dict[str, str]:
    """Join acronyms, known short forms and company names without their ending."""
    found = {name.words: name.words for name in names}
    by_key: dict[str, list[Label]] = defaultdict(list)
    for name in names:
        by_key[_key(name.words)].append(name)
    for same in by_key.values():
        longest = max(same, key=lambda name: (_rank(name.words), len(name.words), name.count))
        for name in same:
            found[name.words] = longest.words
    _join_short_forms(names, found)
    _join_acronyms(names, found)
    return found


def _join_short_forms(names: Sequence[Label], found: dict[str, str]) -> None:
    """Join "Venn" to "Venn Group", "Scientology" to "Church of Scientology"."""
    longer: dict[str, str] = {}
    for name in names:
        words = name.words.split()
        if name.kind == "ORG" and len(words) > 1 and head_kind(words[-1]) == "ORG":
            longer.setdefault(" ".join(words[:-1]), name.words)
        if name.kind == "ORG" and is_body_of(words):
            longer.setdefault(words[-1], name.words)
    for name in names:
        if name.kind == "ORG" and name.words in longer and found[name.words] == name.words:
            found[name.words] = longer[name.words]


def _join_acronyms(names: Sequence[Label], found: dict[str, str]) -> None:
    initials: dict[str, str] = {}
    for name in sorted(names, key=lambda name: -name.count):
        for short in _initials(name.words):
            initials.setdefault(short, name.words)
    for name in names:
        short = name.words.replace(".", "")
        if _ACRONYM.match(short) and short in initials and found[name.words] == name.words:
            found[name.words] = initials[short]


def _rank(name: str) -> int:
    """Order the spellings of a thing that is known everywhere, the usual one highest."""
    known = _known(name)
    return 0 if known is None else -known[0]


def _key(name: str) -> str:
    """Reduce a name to what its spellings share."""
    known = _known(name)
    if known is not None:
        return known[1][0]
    return "".join(re.findall(r"\w", bare(_COMPANY.sub("", name)))) or name


def _initials(name: str) -> Iterator[str]:
    """Yield the acronyms a name of several words may have, with and without its small words."""
    words = re.findall(r"[^\W\d_]+", name)
    capitals = [word[0] for word in words if word[0].isupper()]
    if len(capitals) > 1:
        yield "".join(capitals)
        yield "".join(word[0].upper() for word in words)
        yield "".join(word[0].upper() for word in words if word.casefold() not in _SMALL)
        yield "".join(capitals[:-1]) + " " + words[-1].casefold()
