"""Stories: which articles tell of the same events, by who appears in them and when they came."""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

# Of two articles' company, by how rare each is, this share in common makes them one story: of
# SEESAW's triplets 90 % are found within 4 days, and 88 % of what is found is right.
_SHARE = 0.05
# Without dates, where 0.05 would be right one time in twenty.
_UNDATED_SHARE = 0.15
_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True)
class Setting:
    """When an article came, and who appears in it."""

    date: date | None
    company: frozenset[str]

    @property
    def mark(self) -> str:
        """A name for it that tells it from others of the day."""
        company = "\0".join(sorted(self.company))
        return f"{self.date or 'undated'} {hashlib.sha256(company.encode()).hexdigest()[:8]}"


@dataclass
class Stories:
    """Forms that mean something in their story alone, and the articles that have them."""

    _frequency: Counter[str] = field(default_factory=Counter)  # articles, by who appears
    _articles: int = 0
    _told: dict[str, dict[date | None, list[tuple[Setting, str]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )

    def add_company(self, company: frozenset[str], *, times: int = 1) -> None:
        """Count who appears in an article."""
        self._articles += times
        self._frequency.update(dict.fromkeys(company, times))

    def add(self, key: str, setting: Setting, form: str) -> None:
        """Take in that an article has a key, by the form of its story."""
        self._told[key][setting.date].append((setting, form))

    def remove(self, key: str, setting: Setting) -> None:
        """Forget that an article has a key."""
        there = self._told[key][setting.date]
        there[:] = [told for told in there if told[0] != setting]

    def form(self, key: str, setting: Setting, *, days: int) -> str | None:
        """Give the form of a key in the story of an article; None where its story is new."""
        if key not in self._told:
            return None
        same_day = self._told[key].get(setting.date, ())
        if (own := next((form for other, form in same_day if other == setting), None)) is not None:
            return own
        best, found, weight = 0.0, None, self._weight(setting.company)
        for other, form in self._near(key, setting.date, days):
            dated = setting.date is not None and other.date is not None
            least = max(best, _SHARE if dated else _UNDATED_SHARE)
            both = self._weight(setting.company & other.company)
            if both <= least * weight:  # of both articles' company it is less still
                continue
            share = both / (weight + self._weight(other.company - setting.company))
            if share >= least and share > best:
                best, found = share, form
        return found

    def _near(self, key: str, day: date | None, days: int) -> Iterator[tuple[Setting, str]]:
        by_day = self._told[key]
        if day is None:
            for told in by_day.values():
                yield from told
            return
        yield from by_day.get(None, ())
        first, last = max(1, day.toordinal() - days), min(_LAST_DAY, day.toordinal() + days)
        for near in range(first, last + 1):
            yield from by_day.get(date.fromordinal(near), ())

    def _weight(self, company: frozenset[str]) -> float:
        """Weigh who appears in an article, the rarer the more."""
        articles = self._articles + 1
        return sum(math.log(articles / (self._frequency.get(one) or 1)) for one in company)
