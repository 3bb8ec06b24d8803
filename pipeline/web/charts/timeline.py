"""For and against over time: bars upwards and downwards, a column a period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from pipeline.queries import Period
from pipeline.web.charts.shares import SIDES

HALF = 50.0  # height above the line, and below it
GAP = 0.15  # of a column's width
LEAST_COLUMNS = 12  # fewer would be as wide as bars are long
MOST_COLUMNS = 120
# The longest time that is shown by days, by weeks; what is longer is shown by months.
LONGEST = {Period.DAY: timedelta(days=45), Period.WEEK: timedelta(days=400)}

Row = Mapping[str, object]


@dataclass(frozen=True)
class Bar:
    """How often one side was taken in a period; what it measures is in columns and HALF."""

    side: str
    count: int
    x: float
    y: float
    width: float
    height: float
    period: str


@dataclass(frozen=True)
class Column:
    """One period with its first and last day; a row of the table behind the chart."""

    name: str
    first: date
    last: date
    counts: Mapping[str, int]


@dataclass(frozen=True)
class Timeline:
    """A chart of so many columns, and what stands beside it; the tallest bar counts `most`."""

    width: int
    bars: Sequence[Bar]
    columns: Sequence[Column]
    most: int

    @property
    def ends(self) -> tuple[str, str]:
        """Name the first and the last period."""
        return self.columns[0].name, self.columns[-1].name

    @property
    def said(self) -> str:
        """Say what is to be seen, to who cannot see it."""
        total = {side: sum(column.counts[side] for column in self.columns) for side in SIDES}
        counted = ", ".join(f"{count} {side}" for side, count in total.items())
        return f"From {self.ends[0]} to {self.ends[1]}: {counted}; at most {self.most} at once."


def period_for(first: date, last: date) -> Period:
    """Choose by what a time from a day to another is shown."""
    long = last - first
    return next((period for period, most in LONGEST.items() if long <= most), Period.MONTH)


def timeline(rows: Sequence[Row], period: Period) -> Timeline | None:
    """Draw rows of the query of this name; None where no side is taken. Empty periods are shown.

    Of more than MOST_COLUMNS periods the last ones are shown; before fewer than LEAST_COLUMNS
    stand empty ones.
    """
    counted = {_day(row): {side: int(str(row[side])) for side in SIDES} for row in rows}
    if not any(counts["for"] or counts["against"] for counts in counted.values()):
        return None
    last = max(counted)
    starts = _starts(min(*counted, _least(last, period)), last, period)
    columns = [
        Column(_name(first, period), first, after - timedelta(days=1), counted.get(first, _NONE))
        for first, after in pairwise(starts)
    ][-MOST_COLUMNS:]
    most = max(max(c.counts["for"], c.counts["against"]) for c in columns)
    bars = [bar for x, column in enumerate(columns) for bar in _bars(x, column, most)]
    return Timeline(len(columns), bars, columns, most)


_NONE: Mapping[str, int] = dict.fromkeys(SIDES, 0)


def _day(row: Row) -> date:
    day = row["period"]
    assert isinstance(day, date)  # noqa: S101  # the query's own type
    return day


def _bars(x: int, column: Column, most: int) -> Iterator[Bar]:
    for side in ("for", "against"):
        if count := column.counts[side]:
            height = round(HALF * count / most, 2)
            y = HALF - height if side == "for" else HALF
            yield Bar(side, count, x + GAP / 2, y, 1 - GAP, height, column.name)


def _starts(first: date, last: date, period: Period) -> Iterator[date]:
    """Yield the first day of each period from one to another, and of the next."""
    yield first
    day = first
    while day <= last and day < date.max:
        day = _next(day, period)
        yield day


def _least(last: date, period: Period) -> date:
    """Give the first day of so many periods as are shown at least."""
    earlier = LEAST_COLUMNS - 1
    try:
        if period is Period.MONTH:
            year, month = divmod(last.year * 12 + last.month - 1 - earlier, 12)
            return date(year, month + 1, 1)
        return last - timedelta(days=earlier * (7 if period is Period.WEEK else 1))
    except (OverflowError, ValueError):  # before all time
        return last


def _next(day: date, period: Period) -> date:
    try:
        if period is Period.MONTH:
            return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        return day + timedelta(days=7 if period is Period.WEEK else 1)
    except OverflowError:  # the last there is
        return date.max


def _name(first: date, period: Period) -> str:
    return f"{first:%Y-%m}" if period is Period.MONTH else f"{first:%Y-%m-%d}"
