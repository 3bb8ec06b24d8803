"""Things: places, bodies and peoples of a corpus, and which of their forms are one."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.corpus.forms import UNITED_NATIONS, UNITED_STATES, owner_and_rest
from pipeline.corpus.usage import Usage

# An acronym means what an article says it does, unless others say otherwise.
_SHARE = 0.75
# Whose bodies the news names without saying whose: "the Senate", "the Security Council".
_UNSAID = frozenset({UNITED_STATES, UNITED_NATIONS})


@dataclass
class Things:
    """What articles have told of places and bodies so far."""

    changed: set[str] = field(default_factory=set)  # forms that may have another leader now
    _forms: Counter[str] = field(default_factory=Counter)
    _usage: Usage[str] = field(default_factory=Usage)
    _owned: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def learn(self, form: str, acronyms: Iterable[str], *, times: int = 1) -> None:
        """Take in a thing of one article, and the acronyms by which it is called there.

        Taken in -1 times, an article is forgotten.
        """
        owner, rest = owner_and_rest(form) or ("", form)
        if self._count(self._forms, form, times):
            self.changed |= {form, *self._owned.get(form, ())}
        for acronym in acronyms:
            if acronym != form:
                self._usage.add(acronym, form, times)
                self.changed.add(acronym)
        if owner and self._count(self._owned[rest], form, times):
            self.changed |= {rest, *self._owned[rest]}

    def leader(self, form: str) -> str:
        """Give the form that leads those of one thing."""
        owner = self._usage.owner(form, str, share=_SHARE)
        full = form if owner is None else owner[0]
        return self._without_owner(full) or full

    def _without_owner(self, form: str) -> str | None:
        """Give the form without "U.S." where that stands alone too, and no other country has one.

        The supreme courts of two countries are two, and "the Supreme Court" is neither for sure.
        """
        owner, rest = owner_and_rest(form) or ("", form)
        if owner not in _UNSAID or rest not in self._forms:
            return None
        owners = {owned[0] for f in self._owned.get(rest, ()) if (owned := owner_and_rest(f))}
        return rest if owners == {owner} else None

    @staticmethod
    def _count(counts: Counter[str], form: str, times: int) -> bool:
        """Count a form so many times; tell whether it is new or gone by that."""
        before = counts[form]
        counts[form] = max(0, before + times)
        if not counts[form]:
            del counts[form]
        return bool(before) != (form in counts)
