"""Persons: the full names of a corpus, which of them are one, and whom a surname alone means."""

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import NamedTuple

from pipeline.analysis.names.gendered import gender_of_given
from pipeline.corpus.namesakes import Namesakes
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
# An article that names more people of one surname is a list, and says nothing of who is apart.
_MOST_NAMESAKES = 20


class Person(NamedTuple):
    """Somebody, by the most frequent of his names, and all of them as they were learnt."""

    usual: PersonName
    names: tuple[PersonName, ...]


class Appearance(NamedTuple):
    """A person of one article: the full names and the short forms that it has, and the gender."""

    names: list[PersonName]
    shorts: set[str]
    gender: str | None


@dataclass
class Persons:
    """What articles have told of persons so far."""

    changed: set[PersonName] = field(default_factory=set)  # who may be somebody else now
    _articles: Counter[PersonName] = field(default_factory=Counter)
    # Names that may be one, by their parts or because an article had them for one.
    _linked: dict[PersonName, set[PersonName]] = field(default_factory=lambda: defaultdict(set))
    _told_one: Counter[frozenset[PersonName]] = field(default_factory=Counter)
    _told_apart: Counter[frozenset[PersonName]] = field(default_factory=Counter)
    _order: dict[PersonName, int] = field(default_factory=dict)  # in which they were learnt
    _namesakes: Namesakes = field(default_factory=Namesakes)
    _usage: Usage[PersonName] = field(default_factory=Usage)
    _companies: dict[PersonName, deque[frozenset[str]]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=_KEPT))
    )
    _genders: dict[PersonName, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _known: dict[PersonName, Person] = field(default_factory=dict)

    def learn(
        self,
        persons: Iterable[Appearance],
        company: frozenset[str],
        *,
        times: int = 1,
    ) -> None:
        """Count one article's persons.

        The company are the forms of all that the article names. Taken in -1 times, an article is
        forgotten.
        """
        main = []
        for names, shorts, gender in persons:
            main.append(names[0])
            for name in dict.fromkeys(names):
                self._count(name, company, times)
                if name != names[0] and name.surname == names[0].surname:
                    self._tell(self._told_one, name, names[0], times)
            for short in names[0].short_forms:
                weight = 1 if short in shorts else _UNCALLED
                self._usage.add(short, names[0], times * weight)
            if gender is not None:
                self._genders[names[0]][gender] += times
        for name, other in _apart(main):
            self._tell(self._told_apart, name, other, times)

    def remember(self, name: PersonName) -> None:
        """Take in a name that is known from before, behind those that are known already."""
        if name not in self._order:
            self._order[name] = len(self._order)
            for other in self._namesakes.joined_by(name):
                self._link(name, other)

    def _count(self, name: PersonName, company: frozenset[str], times: int) -> None:
        """Count an article for a name; who bears it is told anew when the count doubled."""
        self.remember(name)
        self._articles[name] += times
        if times > 0:
            self._companies[name].append(company)
        elif company in self._companies[name]:
            self._companies[name].remove(company)
        if times < 0 or self._articles[name].bit_count() == 1:
            self._forget(name)

    def _tell(
        self,
        told: Counter[frozenset[PersonName]],
        name: PersonName,
        other: PersonName,
        times: int,
    ) -> None:
        """Count an article that has two names for one, or for two."""
        pair = frozenset((name, other))
        told[pair] += times
        self._link(name, other)
        if told[pair] <= _APART:  # one more or less may decide
            self._forget(name)

    def _link(self, name: PersonName, other: PersonName) -> None:
        if other not in self._linked[name]:
            self._linked[name].add(other)
            self._linked[other].add(name)
            self._forget(name)

    def _forget(self, name: PersonName) -> None:
        """Let who bears a name, and those linked with it, be told anew."""
        reached = self._reached_from(name)
        self.changed |= reached
        for one in reached:
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

    def owner(
        self, short: str, company: frozenset[str], gender: str | None = None
    ) -> Person | None:
        """Give whom a surname alone means in such company, None where that is not plain.

        It is nobody of the other gender, where the article's pronouns tell one.
        """
        found = self._usage.owner(short, self.person, share=_SHARE)
        if found is None:
            return None
        owner, called = found
        if gender is not None and not self._may_be(owner, gender):
            return None
        if self._is_famous(owner, called):
            return owner
        kept = self._companies.get(owner.usual, ())
        return owner if any(_shared(company, those) >= _COMPANY for those in kept) else None

    def known_by(self, short: str) -> PersonName | None:
        """Give the usual name of whom a surname alone means in any company."""
        found = self._usage.owner(short, self.person, share=_SHARE)
        return found[0].usual if found is not None and self._is_famous(*found) else None

    def _may_be(self, person: Person, gender: str) -> bool:
        """Tell whether a person may be of a gender, by the given name, else by most articles."""
        told = gender_of_given(person.usual.given.title())
        if told is not None:
            return told == gender
        counts = sum((self._genders.get(name, Counter()) for name in person.names), Counter[str]())
        return not counts or counts[gender] >= (1 - _MOSTLY) * counts.total()

    def _is_famous(self, owner: Person, called: float) -> bool:
        return called >= 1 and sum(map(self._count_of, owner.names)) >= _ARTICLES

    def _people_called(self, names: Iterable[PersonName]) -> dict[PersonName, Person]:
        """Map names to who bears them, grouping the frequent ones first, of those the plain ones.

        A name that fits several people is the one who is named far more often than the others.
        """
        groups: list[list[PersonName]] = []
        for name in sorted(names, key=self._rank):
            fitting = [group for group in groups if all(self._are_one(name, n) for n in group)]
            weights = [sum(map(self._count_of, group)) for group in fitting]
            if fitting and max(weights) >= _MOSTLY * sum(weights):
                fitting[weights.index(max(weights))].append(name)
            else:
                groups.append([name])
        return {name: self._person(group) for group in groups for name in group}

    def _rank(self, name: PersonName) -> tuple[int, bool, int, str]:
        is_initial = len(name.given) == 1
        return -self._count_of(name), is_initial, len(name.middles), str(name)

    def _person(self, group: list[PersonName]) -> Person:
        return Person(group[0], tuple(sorted(group, key=lambda name: self._order.get(name, 0))))

    def _are_one(self, name: PersonName, other: PersonName) -> bool:
        pair = frozenset((name, other))
        linked = other in self._linked.get(name, ())
        return (
            linked
            and self._told_apart[pair] < _APART
            and (self._told_one[pair] > 0 or may_be_one(name, other))
        )

    def _count_of(self, name: PersonName) -> int:
        return self._articles[name]


def _shared(names: frozenset[str], others: frozenset[str]) -> float:
    return len(names & others) / (len(names | others) or 1)


def _apart(names: Iterable[PersonName]) -> Iterator[tuple[PersonName, PersonName]]:
    """Yield the names that one article keeps apart though they might be one.

    A numeral tells nobody apart: "Robert S. Mueller III", and below him "Robert Mueller".
    """
    by_surname: dict[str, dict[PersonName, None]] = defaultdict(dict)
    for name in names:
        by_surname[name.surname][name] = None
    for those in by_surname.values():
        for name, other in combinations(islice(those, _MOST_NAMESAKES), 2):
            if name.suffix == other.suffix and may_be_one(name, other):
                yield name, other
