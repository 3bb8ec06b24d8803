"""Namesakes: names of one surname that may be one person's, found without comparing all."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.corpus.given_names import meant_by
from pipeline.corpus.person_names import PersonName, may_be_one


@dataclass
class Namesakes:
    """Names by their surname and what their given name may stand for."""

    _by_given: dict[tuple[str, str], list[PersonName]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def joined_by(self, name: PersonName) -> list[PersonName]:
        """Take in a name; give those taken in before that may be one with it."""
        wanted = dict.fromkeys(
            other
            for given in _sought(name.given)
            for other in self._by_given.get((name.surname, given), ())
        )
        for given in _kept(name.given):
            self._by_given[name.surname, given].append(name)
        return [other for other in wanted if may_be_one(name, other)]


def _kept(given: str) -> Iterator[str]:
    """Give the keys under which a given name is found: what it means, and its initial."""
    if len(given) > 1:
        yield from meant_by(given)
    yield f"{given[0]}." if len(given) > 1 else given


def _sought(given: str) -> Iterator[str]:
    """Give the keys under which what may be one with it is kept.

    An initial agrees with every name that it begins; a name with those it means, and its initial.
    """
    yield given[0]
    if len(given) == 1:
        yield f"{given}."
    else:
        yield from meant_by(given)
