"""Days on which something holds, as closed spells."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple


class Spell(NamedTuple):
    """From the first day to the last, both included."""

    first: date
    last: date


class Held(NamedTuple):
    """A side and how long it holds: 1 is for, -1 against."""

    spell: Spell
    side: int


def day_of(row: Mapping[str, object]) -> date:
    """Give the day of a row in the zone in which it was read, which is UTC."""
    dated = row["dated"]
    assert isinstance(dated, datetime)  # noqa: S101  # the view's own column
    return dated.date()


def sides_held(votes: Sequence[tuple[date, int]], last: date, window: int | None) -> list[Held]:
    """Tell which side votes of 1 and -1, by day, add up to, and when.

    With a window, on each day what most votes of the last `window` days say, that day included;
    without one what most of all say, from the first vote to the last day of all.
    """
    if not votes:
        return []
    if window is None:
        net = sum(vote for _, vote in votes)
        return [Held(Spell(votes[0][0], last), 1 if net > 0 else -1)] if net else []
    changes: dict[date, int] = {}
    for day, vote in votes:
        changes[day] = changes.get(day, 0) + vote
        if (ends := _later(day, window)) is not None:
            changes[ends] = changes.get(ends, 0) - vote
    return _sides(sorted(changes.items()))


def _sides(changes: Sequence[tuple[date, int]]) -> list[Held]:
    held = []
    net = 0
    for (day, change), following in zip(changes, [*(d for d, _ in changes[1:]), None], strict=True):
        net += change
        until = date.max if following is None else following - timedelta(days=1)
        if net:
            held.append(Held(Spell(day, until), 1 if net > 0 else -1))
    return [
        Held(spell, side)
        for side, spells in groupby(held, key=attrgetter("side"))
        for spell in merged(held_one.spell for held_one in spells)
    ]


def spells_of(days: Iterable[date], window: int) -> list[Spell]:
    """Give when there was a day within the last `window` days."""
    return merged(Spell(day, _last_of(day, window)) for day in days)


def merged(spells: Iterable[Spell]) -> list[Spell]:
    """Join spells that overlap or follow one another without a day between."""
    joined: list[Spell] = []
    for spell in sorted(spells):
        if joined and (spell.first - joined[-1].last).days <= 1:
            joined[-1] = Spell(joined[-1].first, max(joined[-1].last, spell.last))
        else:
            joined.append(spell)
    return joined


def common(one: Spell, other: Spell) -> Spell | None:
    """Give when both hold; None: never."""
    first, last = max(one.first, other.first), min(one.last, other.last)
    return Spell(first, last) if first <= last else None


def _later(day: date, days: int) -> date | None:
    return day + timedelta(days=days) if (date.max - day).days >= days else None


def _last_of(day: date, window: int) -> date:
    return _later(day, window - 1) or date.max
