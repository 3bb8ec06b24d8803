"""Identities: who is who across articles, from what was learnt of all, or of those so far."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.corpus.forms import folded, is_acronym, known_name, thing_form
from pipeline.corpus.person_names import PersonName, person_name
from pipeline.corpus.persons import Persons
from pipeline.corpus.things import Things


@dataclass(frozen=True)
class Sighting:
    """An entity of one article: its name there, and how the article spells it."""

    name: str
    spellings: tuple[str, ...]
    is_person: bool  # as that article has it


@dataclass(frozen=True)
class Identity:
    """One person, body or place across articles; the id is minted and says nothing of it."""

    id: str
    name: str


class _Kind(StrEnum):
    PERSON = "person"
    SHORT = "short"  # a person's single name whose owner is not plain
    THING = "thing"


_Key = tuple[_Kind, PersonName | str]


@dataclass
class Identities:
    """Learns from articles, one after the other, and tells who each sighting is by then.

    In batch all are learnt before the first is told; in time order each is learnt, then told.
    Once minted an id stays with the name that was learnt first among those of one identity.
    """

    mint: Callable[[], str]
    _persons: Persons = field(default_factory=Persons)
    _things: Things = field(default_factory=Things)
    _ids: dict[_Key, str] = field(default_factory=dict)
    _spelt: dict[_Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _balance: Counter[str] = field(default_factory=Counter)  # persons less things, by form

    def learn(self, article: Sequence[Sighting]) -> None:
        """Take in what one article says."""
        for sighting in article:
            self._balance[folded(sighting.name)] += 1 if sighting.is_person else -1
        people = [sighting for sighting in article if self._is_person(sighting)]
        self._learn_people(people, _company(article))
        for sighting in article:
            if not self._is_person(sighting):
                self._learn_thing(sighting)

    def told(self, article: Sequence[Sighting]) -> list[Identity]:
        """Tell who or what each entity of an article is, as far as what was learnt tells it."""
        company = _company(article)
        return [self._identity(sighting, company) for sighting in article]

    def _identity(self, sighting: Sighting, company: frozenset[str]) -> Identity:
        first, usual = self._keys(sighting, company)
        if first not in self._ids:
            self._ids[first] = self.mint()
        return Identity(self._ids[first], self._name(usual) or sighting.name)

    def _learn_people(self, people: Iterable[Sighting], company: frozenset[str]) -> None:
        learnt = []
        for person in people:
            full = [person_name(s) for s in (person.name, *person.spellings)]
            names = [name for name in full if name is not None]
            if full[0] is not None:
                learnt.append((names, {folded(s) for s in person.spellings}))
                self._spelt[_Kind.PERSON, full[0]][person.name] += 1
            else:
                self._spelt[_Kind.SHORT, folded(person.name)][person.name] += 1
        self._persons.learn(learnt, company)

    def _learn_thing(self, thing: Sighting) -> None:
        form = thing_form(thing.name)
        self._things.learn(form, {thing_form(s) for s in thing.spellings if is_acronym(s)})
        self._spelt[_Kind.THING, form][thing.name] += 1

    def _keys(self, sighting: Sighting, company: frozenset[str]) -> tuple[_Key, _Key]:
        """Give the form to which an entity's id belongs, and the one that lends it a name."""
        if not self._is_person(sighting):
            key = (_Kind.THING, self._things.leader(thing_form(sighting.name)))
            return key, key
        name, short = person_name(sighting.name), folded(sighting.name)
        people = self._persons
        person = people.owner(short, company) if name is None else people.person(name)
        if person is None:
            return (_Kind.SHORT, short), (_Kind.SHORT, short)
        return (_Kind.PERSON, person.first), (_Kind.PERSON, person.usual)

    def _name(self, key: _Key) -> str | None:
        """Give the usual name of a form, else its most frequent spelling, capitals last."""
        if key[0] is _Kind.THING and (known := known_name(str(key[1]))) is not None:
            return known
        spelt = self._spelt[key]
        return min(spelt, key=lambda name: (name.isupper(), -spelt[name], name), default=None)

    def _is_person(self, sighting: Sighting) -> bool:
        """Tell whether a name is a person's, as at least half of its articles have it."""
        return self._balance[folded(sighting.name)] >= 0


def _company(article: Sequence[Sighting]) -> frozenset[str]:
    return frozenset(folded(sighting.name) for sighting in article)
