"""Persons: the full names of a corpus, which of them are one, and whom a surname alone means."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import NamedTuple

from pipeline.corpus.person_names import PersonName, may_be_one
from pipeline.corpus.usage import Usage

# A surname alone means whom three articles and three in four of those that use it mean: 77 % of
# the known owners found, 98 % of them right, 5 % of the unknown ones wrongly joined.
_SHARE, _ARTICLES = 0.75, 3
# One article may miss that two names are one; two that keep them apart are believed.
_APART = 2

Pair = frozenset[PersonName]


class Person(NamedTuple):
    """Somebody by the name that was learnt first, which stays, and the most frequent one."""

    first: PersonName
    usual: PersonName


@dataclass
class Persons:
    """What articles have told of persons so far."""

    _articles: dict[str, Counter[PersonName]] = field(default_factory=lambda: defaultdict(Counter))
    _stated: set[Pair] = field(default_factory=set)
    _apart: Counter[Pair] = field(default_factory=Counter)
    _usage: Usage[PersonName] = field(default_factory=Usage)
    _known: dict[str, dict[PersonName, Person]] = field(default_factory=dict)

    def learn(self, persons: Iterable[tuple[list[PersonName], set[str]]]) -> None:
        """Count one article's persons: the full names and the short forms that each has there."""
        main = []
        for names, shorts in persons:
            main.append(names[0])
            for name in dict.fromkeys(names):
                self._articles[name.surname][name] += 1
                self._known.pop(name.surname, None)
                self._stated.add(frozenset((names[0], name)))
            for short in shorts & {s for name in names for s in name.short_forms}:
                self._usage.add(short, names[0])
        self._apart.update(_apart(main))

    def person(self, name: PersonName) -> Person:
        """Give who bears a full name that was learnt."""
        if name.surname not in self._known:
            self._known[name.surname] = self._people_called(name.surname)
        return self._known[name.surname][name]

    def owner(self, short: str) -> Person | None:
        """Give whom a surname alone means, None where that is not plain."""
        return self._usage.owner(short, self.person, share=_SHARE, articles=_ARTICLES)

    def _people_called(self, surname: str) -> dict[PersonName, Person]:
        """Map the names of one surname to who bears them, grouping the frequent ones first.

        A name that fits several people is the one who is named far more often than the others.
        """
        groups: list[list[PersonName]] = []
        articles = self._articles[surname]
        for name in sorted(articles, key=lambda n: (-articles[n], str(n))):
            fitting = [group for group in groups if all(self._are_one(name, n) for n in group)]
            weights = [sum(articles[n] for n in group) for group in fitting]
            if fitting and max(weights) >= _SHARE * sum(weights):
                fitting[weights.index(max(weights))].append(name)
            else:
                groups.append([name])
        learnt = {name: order for order, name in enumerate(articles)}
        return {
            name: Person(min(group, key=learnt.__getitem__), group[0])
            for group in groups
            for name in group
        }

    def _are_one(self, name: PersonName, other: PersonName) -> bool:
        pair = frozenset((name, other))
        return self._apart[pair] < _APART and (pair in self._stated or may_be_one(name, other))


def _apart(names: Iterable[PersonName]) -> Iterator[Pair]:
    """Yield the names that one article keeps apart though they might be one.

    A numeral tells nobody apart: "Robert S. Mueller III", and below him "Robert Mueller".
    """
    by_surname: dict[str, set[PersonName]] = defaultdict(set)
    for name in names:
        by_surname[name.surname].add(name)
    for those in by_surname.values():
        for name, other in combinations(those, 2):
            if name.suffix == other.suffix and may_be_one(name, other):
                yield frozenset((name, other))
