"""Identities: who is who across articles, from what was learnt of all, or of those so far."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from pipeline.corpus.corrections import Corrections
from pipeline.corpus.forms import folded, is_acronym, known_name, thing_form
from pipeline.corpus.person_names import PersonName, person_name
from pipeline.corpus.persons import Appearance, Persons
from pipeline.corpus.sightings import (
    KINDS,
    PERSON,
    SHORT,
    THING,
    Sighting,
    company_of,
    form_of,
    forms_of,
    person_of,
)
from pipeline.corpus.things import Things
from schemas.vocabulary import IdentityKind


class Named(NamedTuple):
    """How an entity is named: its form, or that of whom its surname alone means."""

    form: str
    short: str | None  # the surname alone, where that is all the article says


@dataclass(frozen=True)
class Identity:
    """One person, body or place across articles; a minted id says nothing of it."""

    id: str
    name: str
    kind: IdentityKind


@dataclass
class Identities:
    """Learns from articles, one after the other, and tells who each sighting is by then.

    In batch all are learnt before the first is told; in time order each is learnt, then told.
    Once minted an id stays with its form; of those of one identity the one minted first is given.
    """

    mint: Callable[[], str]
    corrections: Corrections = field(default_factory=Corrections)
    minted: dict[str, str] = field(default_factory=dict)  # ids by the forms that they stay with
    _homes: dict[str, str] = field(default_factory=dict)  # the forms with which ids stay
    _mints: Iterator[int] = field(default_factory=count)
    _minted_as: dict[str, int] = field(default_factory=dict)  # the how manieth, by form
    _persons: Persons = field(default_factory=Persons)
    _things: Things = field(default_factory=Things)
    _spelt: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _types: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    _balance: Counter[str] = field(default_factory=Counter)  # persons less things, by form
    _owners: dict[str, PersonName | None] = field(default_factory=dict)  # of surnames alone
    _shaken: set[str] = field(default_factory=set)  # surnames whose owner may have changed
    _turned: set[str] = field(default_factory=set)  # forms of what now is a person, or no longer

    def learn(self, article: Sequence[Sighting]) -> None:
        """Take in what one article says."""
        self._balance_out(article, 1)
        self._take_in(article, 1)

    def forget(self, article: Sequence[Sighting]) -> None:
        """Take back what an article said that no longer counts."""
        self._take_in(article, -1)
        self._balance_out(article, -1)

    def remember(self, form: str, minted: str | None) -> None:
        """Take in a form told before, and the id it was given, in the order of minting."""
        if minted is not None:
            self.minted[form] = minted
            self._homes[minted] = form
            self._minted_as.setdefault(form, next(self._mints))
        if form.startswith(PERSON):
            self._persons.remember(person_of(form))

    def told(self, article: Sequence[Sighting]) -> list[Named]:
        """Tell how each entity of an article is named, as far as what was learnt tells it."""
        company = company_of(article)
        return [self._named(sighting, company) for sighting in article]

    def identity_of(self, form: str) -> Identity:
        """Give the identity that a form belongs to."""
        usual, forms = self._group(form)
        corrections = self.corrections
        own = corrections.pinned(form) or corrections.attracting(forms) or self._own(forms)
        id_ = self._final(own)
        if id_ != own and id_ in self._homes:  # it is named as what it was merged into
            usual, _ = self._group(self._homes[id_])
        elif own == self.minted.get(self._leader(forms)) and corrections.pinned(usual) is not None:
            usual = self._leader(forms)
        name = corrections.name_of(id_) or self._name(usual) or self.name_of(form)
        return Identity(id_, name, corrections.kind_of(id_) or self._kind(usual))

    def current(self, id_: str) -> Identity | None:
        """Give what an identity is by now; None for an id that was given to nobody."""
        final = self._final(id_)
        if (home := self._homes.get(final)) is not None:
            return self.identity_of(home)
        name, kind = self.corrections.name_of(final), self.corrections.kind_of(final)
        return None if name is None else Identity(final, name, kind or IdentityKind.PERSON)

    def split(self, forms: Sequence[str], into: str, name: str) -> None:
        """Let forms be an identity of their own; the others of their group keep the id."""
        for form in forms:
            left = [other for other in self.forms_with(form) if other not in forms]
            if left and form in self.minted:
                id_ = self.minted.pop(form)
                self._minted_as[left[0]] = self._minted_as.pop(form)
                self.minted[left[0]] = id_
                self._homes[id_] = left[0]
        self.corrections.split(forms, into, name)

    def name_of(self, form: str) -> str:
        """Give a form as it is most often spelt."""
        plain = " ".join(form.partition(":")[2].replace("/", " ").split())
        return self._name(form) or self.corrections.spelling(form) or plain or form

    def forms_with(self, form: str) -> tuple[str, ...]:
        """Give the forms that rules have for one with a form, as they were learnt."""
        return self._group(form)[1]

    def leader(self, form: str) -> str:
        """Give the form with which the id of a form's identity stays, as far as rules tell."""
        return self._leader(self._group(form)[1])

    def changed_forms(self) -> set[str]:
        """Give the forms that may belong to another identity since this was asked last."""
        people = {form_of(name) for name in self._persons.changed}
        things = {THING + form for form in self._things.changed}
        self._persons.changed.clear()
        self._things.changed.clear()
        return people | things

    def changed_owners(self) -> set[str]:
        """Give the surnames that alone mean somebody else since this was asked last."""
        changed = set()
        for short in self._shaken:
            owner = self._persons.known_by(short)
            if owner != self._owners.get(short):
                changed.add(short)
                self._owners[short] = owner
        self._shaken.clear()
        return changed

    def turned_forms(self) -> set[str]:
        """Give the forms of names that became persons' or things' since this was asked last."""
        turned = self._turned.copy()
        self._turned.clear()
        return turned

    def _take_in(self, article: Sequence[Sighting], times: int) -> None:
        people = [sighting for sighting in article if self._is_person(sighting)]
        self._learn_people(people, company_of(article), times)
        for sighting in article:
            if not self._is_person(sighting):
                self._learn_thing(sighting, times)

    def _balance_out(self, article: Sequence[Sighting], times: int) -> None:
        for sighting in article:
            form = folded(sighting.name)
            was_person = self._balance[form] >= 0
            self._balance[form] += times if sighting.is_person else -times
            if was_person != self._is_person(sighting):
                self._turned |= set(forms_of(sighting.name))

    def _learn_people(
        self, people: Iterable[Sighting], company: frozenset[str], times: int
    ) -> None:
        learnt = []
        for person in people:
            full = [person_name(s) for s in (person.name, *person.spellings)]
            names = [name for name in full if name is not None]
            if full[0] is None:
                short = folded(person.name)
                self._shaken.add(short)
                self._count(SHORT + short, person, times)
                continue
            shorts = {folded(s) for s in person.spellings}
            learnt.append(Appearance(names, shorts, person.gender))
            self._shaken |= set(full[0].short_forms)
            self._count(form_of(full[0]), person, times)
        self._persons.learn(learnt, company, times=times)

    def _learn_thing(self, thing: Sighting, times: int) -> None:
        form = thing_form(thing.name)
        acronyms = {thing_form(s) for s in thing.spellings if is_acronym(s)}
        self._things.learn(form, acronyms, times=times)
        self._count(THING + form, thing, times)

    def _count(self, form: str, sighting: Sighting, times: int) -> None:
        for counts, what in ((self._spelt, sighting.name), (self._types, sighting.type)):
            counts[form][what] += times
            if counts[form][what] <= 0:
                del counts[form][what]

    def _named(self, sighting: Sighting, company: frozenset[str]) -> Named:
        if not self._is_person(sighting):
            return Named(THING + thing_form(sighting.name), None)
        if (name := person_name(sighting.name)) is not None:
            return Named(form_of(name), None)
        short = folded(sighting.name)
        pinned = self.corrections.pinned(SHORT + short) is not None
        owner = None if pinned else self._persons.owner(short, company, sighting.gender)
        return Named(SHORT + short if owner is None else form_of(owner.usual), short)

    def _group(self, form: str) -> tuple[str, tuple[str, ...]]:
        """Give the form that lends its identity a name, and all that rules have for one."""
        if form.startswith(PERSON):
            person = self._persons.person(person_of(form))
            return form_of(person.usual), tuple(map(form_of, person.names))
        if form.startswith(THING):
            leader = THING + self._things.leader(form.removeprefix(THING))
            return leader, (leader,) if leader == form else (leader, form)
        return form, (form,)

    def _final(self, id_: str) -> str:
        """Give what an identity is by now: what it was merged into, and what that was joined to."""
        seen: set[str] = set()
        while id_ not in seen:
            seen.add(id_)
            id_ = self.corrections.followed(id_)
            if (home := self._homes.get(id_)) is not None:
                id_ = self._own(self._group(home)[1])
        return id_

    def _own(self, forms: Sequence[str]) -> str:
        """Give the id of a group: one that a user merged into another, else its leader's."""
        minted = (self.minted[form] for form in forms if form in self.minted)
        if (merged := next(filter(self.corrections.is_merged, minted), None)) is not None:
            return merged
        leader = self._leader(forms)
        if leader not in self.minted:
            self.remember(leader, self.mint())
        return self.minted[leader]

    def _leader(self, forms: Sequence[str]) -> str:
        """Give the first of forms to be given an id, else to be learnt, that no user has pinned."""
        free = [form for form in forms if self.corrections.pinned(form) is None] or forms[:1]
        return min(free, key=lambda form: self._minted_as.get(form, len(self._minted_as)))

    def _name(self, form: str) -> str | None:
        """Give the usual name of a form, else its most frequent spelling, capitals last."""
        if form.startswith(THING) and (known := known_name(form.removeprefix(THING))) is not None:
            return known
        spelt = self._spelt.get(form, Counter())
        return min(spelt, key=lambda name: (name.isupper(), -spelt[name], name), default=None)

    def _kind(self, form: str) -> IdentityKind:
        """Give what a form names, as most of its articles have it."""
        if not form.startswith(THING):
            return IdentityKind.PERSON
        types = self._types.get(form, Counter())
        likely = min(types, key=lambda type_: (-types[type_], type_), default="")
        return KINDS.get(likely, IdentityKind.OTHER)

    def _is_person(self, sighting: Sighting) -> bool:
        """Tell whether a name is a person's, as at least half of its articles have it."""
        return self._balance[folded(sighting.name)] >= 0
