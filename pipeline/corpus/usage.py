"""Usage: what a short form means, by how many articles call whom or what by it."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Form = TypeVar("Form")
Owner = TypeVar("Owner")


@dataclass
class Usage(Generic[Form]):
    """How many articles call each full form by each short form."""

    _articles: dict[str, Counter[Form]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, short: str, form: Form) -> None:
        """Count one article that has both for one."""
        self._articles[short][form] += 1

    def owner(
        self, short: str, of: Callable[[Form], Owner], *, share: float, articles: int
    ) -> Owner | None:
        """Give whom a short form means, by the owner of each form; None where nobody stands out.

        The owner has that share of the articles that use the form, and at least so many of them.
        """
        weights: Counter[Owner] = Counter()
        for form, count in self._articles.get(short, {}).items():
            weights[of(form)] += count
        if not weights:
            return None
        owner, most = weights.most_common(1)[0]
        return owner if most >= max(articles, share * weights.total()) else None
