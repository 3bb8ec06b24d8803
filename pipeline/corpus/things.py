"""Things: places, bodies and peoples of a corpus, and which of their forms are one."""

from collections import defaultdict
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

    _forms: set[str] = field(default_factory=set)
    _usage: Usage[str] = field(default_factory=Usage)
    _owners: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def learn(self, form: str, acronyms: Iterable[str]) -> None:
        """Take in a thing of one article, and the acronyms by which it is called there."""
        self._forms.add(form)
        for acronym in acronyms:
            if acronym != form:
                self._usage.add(acronym, form)
        if (owned := owner_and_rest(form)) is not None:
            self._owners[owned[1]].add(owned[0])

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
        alone = rest in self._forms and self._owners[rest] == {owner}
        return rest if alone and owner in _UNSAID else None
