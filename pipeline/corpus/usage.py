"""Usage: what a short form means, by how many articles call whom or what by it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Form = TypeVar("Form")
Owner = TypeVar("Owner")
# Less than any article counts for: what rounding leaves of weights taken back.
_NOTHING = 1e-6


@dataclass
class Usage(Generic[Form]):
    """By how many articles each full form is called by each short form."""

    _weights: dict[str, dict[Form, float]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(float))
    )

    def add(self, short: str, form: Form, weight: float = 1) -> None:
        """Count one article that has both for one, or a part of one that only might.

        A negative weight takes back what was counted.
        """
        weights = self._weights[short]
        weights[form] += weight
        if weights[form] < _NOTHING:
            del weights[form]

    def owner(
        self, short: str, of: Callable[[Form], Owner], *, share: float
    ) -> tuple[Owner, float] | None:
        """Give whom a short form means, by the owner of each form, and how many call him so.

        It is the one with that share of all who are called so; None where nobody has it.
        """
        weights: dict[Owner, float] = defaultdict(float)
        for form, weight in self._weights.get(short, {}).items():
            weights[of(form)] += weight
        if not weights:
            return None
        owner = max(weights, key=weights.__getitem__)
        return (owner, weights[owner]) if weights[owner] >= share * sum(weights.values()) else None
