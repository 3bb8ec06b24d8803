"""Dates: the words for months and days, which are no names."""

_MONTHS = frozenset("january february march july september october november december".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_SHORT = frozenset(
    "feb apr jun jul aug sep sept oct nov dec tue tues wed thu thur thurs fri".split()
)
# Names too, so that these are dates beside a number alone: "Jan", "the Sun", "May".
MAYBE_DATES = frozenset("jan mar may june april august mon sat sun".split())
DATES = _MONTHS | _DAYS | _SHORT
# Never part of a name of several words, though one of them may be a name by itself.
APART_FROM_NAMES = _MONTHS | _DAYS | frozenset("may june april august".split())


def is_short_date(word: str) -> bool:
    """Tell whether a word is a month or day cut short: "Aug.", "Sept"."""
    return word.lower().rstrip(".") in _SHORT
