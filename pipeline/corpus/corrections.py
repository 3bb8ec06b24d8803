"""Corrections: what a user has said of names, kept above what the rules tell."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from schemas.vocabulary import IdentityKind


class CorrectionError(ValueError):
    """A correction that cannot hold; the message says why."""


class Listed(Protocol):
    """One identity as a user's list has it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> IdentityKind: ...
    @property
    def spellings(self) -> dict[str, str]: ...


@dataclass
class Corrections:
    """Which identity a form belongs to, what an identity is called, and what became of it."""

    _pinned: dict[str, str] = field(default_factory=dict)
    _listed: dict[str, Listed] = field(default_factory=dict)
    _split: set[str] = field(default_factory=set)  # ids
    _spelt: dict[str, str] = field(default_factory=dict)  # forms as lists spell them
    _names: dict[str, str] = field(default_factory=dict)
    _merged: dict[str, str] = field(default_factory=dict)

    def enlist(self, names: Iterable[Listed]) -> set[str]:
        """Take in a user's list; give the forms it speaks of.

        What an earlier list said of the same ids no longer holds.
        """
        spoken: set[str] = set()
        for listed in names:
            earlier = self._listed.get(listed.id)
            for form in () if earlier is None else earlier.spellings:
                spoken.add(form)
                if self._pinned.get(form) == listed.id:
                    del self._pinned[form]
            self._listed[listed.id] = listed
            self._names[listed.id] = listed.name
            self._pinned |= dict.fromkeys(listed.spellings, listed.id)
            self._spelt |= listed.spellings
            spoken |= listed.spellings.keys()
        return spoken

    def split(self, forms: Iterable[str], into: str, name: str) -> None:
        """Let forms be an identity of their own; names grouped with them stay where they are."""
        self._pinned |= dict.fromkeys(forms, into)
        self._split.add(into)
        self._names[into] = name

    def merge(self, id_: str, into: str) -> None:
        """Let one identity be another from now on.

        Raises CorrectionError where they are one already.
        """
        kept, gone = self.followed(into), self.followed(id_)
        if kept == gone:
            raise CorrectionError(f"{id_} and {into} are one already")
        self._merged[gone] = kept

    def rename(self, id_: str, name: str) -> None:
        """Call an identity so from now on."""
        self._names[self.followed(id_)] = name

    def pinned(self, form: str) -> str | None:
        """Give the identity that a user has given a form."""
        return self._pinned.get(form)

    def attracting(self, forms: Iterable[str]) -> str | None:
        """Give the one listed identity among forms that the rules have for one; None of several."""
        found = {id_ for form in forms if (id_ := self._pinned.get(form)) in self._listed}
        return found.pop() if len(found) == 1 else None

    def name_of(self, id_: str) -> str | None:
        """Give what a user calls an identity."""
        return self._names.get(id_)

    def spelling(self, form: str) -> str | None:
        """Give a form as a user's list spells it."""
        return self._spelt.get(form)

    def kind_of(self, id_: str) -> IdentityKind | None:
        """Give what a user's list has an identity for."""
        listed = self._listed.get(id_)
        return None if listed is None else listed.kind

    def is_users(self, id_: str) -> bool:
        """Tell whether a user made an identity, by a list or by splitting one."""
        return id_ in self._listed or id_ in self._split

    def merged(self) -> dict[str, str]:
        """Give what each merged identity is now."""
        return {id_: self.followed(id_) for id_ in self._merged}

    def is_merged(self, id_: str) -> bool:
        """Tell whether a user merged an identity into another."""
        return id_ in self._merged

    def followed(self, id_: str) -> str:
        """Give what an identity was merged into, itself where it was not."""
        while id_ in self._merged:
            id_ = self._merged[id_]
        return id_
