"""Corrections: what a user has said of names, kept above what the rules tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


class CorrectionError(ValueError):
    """A correction that cannot hold; the message says why."""


@dataclass
class Corrections:
    """Which identity a form belongs to, what an identity is called, and what became of it."""

    _pinned: dict[str, str] = field(default_factory=dict)
    _listed: dict[str, tuple[str, ...]] = field(default_factory=dict)  # a user's list: ids to forms
    _names: dict[str, str] = field(default_factory=dict)
    _merged: dict[str, str] = field(default_factory=dict)

    def enlist(self, known: Mapping[str, tuple[str, Iterable[str]]]) -> set[str]:
        """Take in a user's list, the name and forms of each id; give the forms it speaks of.

        What an earlier list said of the same ids no longer holds.
        """
        spoken: set[str] = set()
        for id_, (name, forms) in known.items():
            for form in self._listed.pop(id_, ()):
                spoken.add(form)
                if self._pinned.get(form) == id_:
                    del self._pinned[form]
            self._listed[id_] = tuple(forms)
            self._names[id_] = name
        for id_ in known:
            self._pinned |= dict.fromkeys(self._listed[id_], id_)
            spoken |= set(self._listed[id_])
        return spoken

    def split(self, forms: Iterable[str], into: str) -> None:
        """Let forms be an identity of their own; names grouped with them stay where they are."""
        self._pinned |= dict.fromkeys(forms, into)

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

    def is_listed(self, id_: str) -> bool:
        """Tell whether a user's list has an identity."""
        return id_ in self._listed

    def followed(self, id_: str) -> str:
        """Give what an identity was merged into, itself where it was not."""
        while id_ in self._merged:
            id_ = self._merged[id_]
        return id_
