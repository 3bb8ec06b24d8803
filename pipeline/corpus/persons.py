"""Persons: the full names of a corpus, which of them are one, and whom a surname alone means."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from pipeline.corpus.person_names import PersonName, may_be_one
from pipeline.corpus.usage import Usage

# A surname alone means who has four in five of those whom articles call so. Whoever they only name
# in full counts a fifth: Michelle Obama is seldom "Obama". He must be known from three articles, or
# from one that shares three in twenty of its names. Of 400 full names of seesaw dev and aida cut to
# the surname, three in four of the known owners were found, 130 right and 3 wrong; of unknown ones
# 5 % were wrongly joined.
_SHARE, _UNCALLED = 0.8, 0.2
_ARTICLES, _COMPANY = 3, 0.15
# So many articles of one name are kept to compare their names.
_KEPT = 20
# A full name that fits several people is the one with three in four of their articles.
_MOSTLY = 0.75
# One article may miss that two names are one; two that keep them apart are believed.
_APART = 2


class Person(NamedTuple):
    """Somebody by the name that was learnt first, which stays, and the most frequent one."""

    first: PersonName
    usual: PersonName
    names: frozenset[PersonName]


@dataclass
class Persons:
    """What articles have told of persons so far."""

    _articles: dict[str, Counter[PersonName]] = field(default_factory=lambda: defaultdict(Counter))
    # Names that may be one, by their parts or because an article has them for one.
    _linked: dict[PersonName, set[PersonName]] = field(default_factory=lambda: defaultdict(set))
    _order: dict[PersonName, int] = field(default_factory=dict)  # in which they were learnt
    _apart: Counter[frozenset[PersonName]] = field(default_factory=Counter)
    _usage: Usage[PersonName] = field(default_factory=Usage)
    _companies: dict[PersonName, deque[frozenset[str]]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=_KEPT))
    )
    _known: dict[PersonName, Person] = field(default_factory=dict)

    def learn(
        self, persons: Iterable[tuple[list[PersonName], set[str]]], company: frozenset[str]
    ) -> None:
        """Count one article's persons: the full names and the short forms that each has there.

        The company are the forms of all that the article names.
        """
        main = []
        for names, shorts in persons:
            main.append(names[0])
            for name in dict.fromkeys(names):
                self._count(name, company)
                self._link(name, names[0])
            for short in names[0].short_forms:
                self._usage.add(short, names[0], 1 if short in shorts else _UNCALLED)
        for name, other in _apart(main):
            self._apart[frozenset((name, other))] += 1
            self._forget(name)

    def _count(self, name: PersonName, company: frozenset[str]) -> None:
        """Count an article for a name; who bears it is told anew when the count doubled."""
        articles = self._articles[name.surname]
        if name not in articles:
            for other in articles:
                if may_be_one(name, other):
                    self._link(name, other)
            self._order[name] = len(self._order)
        articles[name] += 1
        self._companies[name].append(company)
        if articles[name].bit_count() == 1:
            self._forget(name)

    def _link(self, name: PersonName, other: PersonName) -> None:
        if name != other and name.surname == other.surname and other not in self._linked[name]:
            self._linked[name].add(other)
            self._linked[other].add(name)
            self._forget(name)

    def _forget(self, name: PersonName) -> None:
        """Let who bears a name, and those linked with it, be told anew."""
        for one in self._reached_from(name):
            self._known.pop(one, None)

    def _reached_from(self, name: PersonName) -> set[PersonName]:
        """Give a name and all that links lead to."""
        reached, left = {name}, [name]
        while left:
            more = self._linked.get(left.pop(), set()) - reached
            reached |= more
            left += more
        return reached

    def person(self, name: PersonName) -> Person:
        """Give who bears a full name."""
        if name not in self._known:
            self._known |= self._people_called(self._reached_from(name))
        return self._known[name]

    def owner(self, short: str, company: frozenset[str]) -> Person | None:
        """Give whom a surname alone means in such company, None where that is not plain."""
        found = self._usage.owner(short, self.person, share=_SHARE)
        if found is None:
            return None
        owner, called = found
        articles = sum(map(self._count_of, owner.names))
        if called >= 1 and articles >= _ARTICLES:
            return owner
        kept = self._companies[owner.usual]
        return owner if any(_shared(company, those) >= _COMPANY for those in kept) else None

    def _people_called(self, names: Iterable[PersonName]) -> dict[PersonName, Person]:
        """Map names to who bears them, grouping the frequent ones first.

        A name that fits several people is the one who is named far more often than the others.
        """
        groups: list[list[PersonName]] = []
        for name in sorted(names, key=lambda n: (-self._count_of(n), str(n))):
            fitting = [group for group in groups if all(self._are_one(name, n) for n in group)]
            weights = [sum(map(self._count_of, group)) for group in fitting]
            if fitting and max(weights) >= _MOSTLY * sum(weights):
                fitting[weights.index(max(weights))].append(name)
            else:
                groups.append([name])
        return {name: self._person(group) for group in groups for name in group}

    def _person(self, group: list[PersonName]) -> Person:
        return Person(
            min(group, key=lambda name: self._order.get(name, 0)), group[0], frozenset(group)
        )

    def _are_one(self, name: PersonName, other: PersonName) -> bool:
        linked = other in self._linked.get(name, ())
        return linked and self._apart[frozenset((name, other))] < _APART

    def _count_of(self, name: PersonName) -> int:
        return self._articles[name.surname][name]


def _shared(names: frozenset[str], others: frozenset[str]) -> float:
    return len(names & others) / (len(names | others) or 1)


def _apart(names: Iterable[PersonName]) -> Iterator[tuple[PersonName, PersonName]]:
    """Yield the names that one article keeps apart though they might be one.

    A numeral tells nobody apart: "Robert S. Mueller III", and below him "Robert Mueller".
    """
    by_surname: dict[str, set[PersonName]] = defaultdict(set)
    for name in names:
        by_surname[name.surname].add(name)
    for those in by_surname.values():
        for name, other in combinations(those, 2):
            if name.suffix == other.suffix and may_be_one(name, other):
                yield name, other
