"""For and against over time: bars upwards and downwards, a column a period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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
    first = max(min(counted), _earlier(last, period, MOST_COLUMNS - 1))
    first = min(first, _earlier(last, period, LEAST_COLUMNS - 1))
    columns = [
        Column(_name(start, period), start, _last(start, period), counted.get(start, _NONE))
        for start in _starts(first, last, period)
    ]
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
    """Yield the first day of each period from one to another."""
    day: date | None = first
    while day is not None and day <= last:
        yield day
        day = _next(day, period)


def _last(first: date, period: Period) -> date:
    after = _next(first, period)
    return date.max if after is None else after - timedelta(days=1)


def _earlier(day: date, period: Period, count: int) -> date:
    """Give the first day of the period so many before that of a day; it, where there is none."""
    try:
        if period is Period.MONTH:
            year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
            return date(year, month + 1, 1)
        return day - timedelta(days=count * (7 if period is Period.WEEK else 1))
    except (OverflowError, ValueError):  # before all time
        return day


def _next(day: date, period: Period) -> date | None:
    """Give the first day of the period after that of a day; None after all time."""
    try:
        if period is Period.MONTH:
            return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        return day + timedelta(days=7 if period is Period.WEEK else 1)
    except OverflowError:
        return None


def _name(first: date, period: Period) -> str:
    return str(first)[: len("2026-03")] if period is Period.MONTH else str(first)
