"""Charts as numbers: bars are as long as their counts, and no period is left out."""

from datetime import date

import pytest

from pipeline.queries import Period
from pipeline.web.charts.hours import hours
from pipeline.web.charts.shares import WHOLE, shares
from pipeline.web.charts.timeline import HALF, LEAST_COLUMNS, MOST_COLUMNS, period_for, timeline


def row(period, **counts):
    return {"period": period, "for": 0, "against": 0, "neutral": 0} | counts


@pytest.mark.parametrize(
    ("counts", "parts"),
    [
        pytest.param((0, 0, 0), [], id="nothing"),
        pytest.param((3, 0, 0), [("for", 0, 100)], id="one-side"),
        pytest.param(
            (1, 1, 2), [("for", 0, 25), ("neutral", 25, 50), ("against", 75, 25)], id="all"
        ),
    ],
)
def test_a_bar_is_parted_as_the_sides_are(counts, parts):
    given = dict(zip(("for", "against", "neutral"), counts, strict=True))

    found = shares(given)

    assert [(p.side, p.x, p.width) for p in found] == parts
    assert sum(p.width for p in found) in (0, WHOLE)


def test_bars_rise_and_fall_by_their_counts():
    chart = timeline([row(date(2026, 3, 1), **{"for": 4, "against": 1})], Period.MONTH)

    assert [(b.side, b.y, b.height) for b in chart.bars] == [
        ("for", 0, HALF),
        ("against", HALF, HALF / 4),
    ]
    assert chart.most == 4
    assert chart.said == "From 2025-04 to 2026-03: 4 for, 0 neutral, 1 against; at most 4 at once."


@pytest.mark.parametrize(
    ("period", "first", "last", "names"),
    [
        pytest.param(
            Period.MONTH,
            date(2025, 12, 1),
            date(2026, 2, 1),
            "2025-12 2026-01 2026-02",
            id="months",
        ),
        pytest.param(
            Period.WEEK,
            date(2025, 12, 22),
            date(2026, 1, 5),
            "2025-12-22 2025-12-29 2026-01-05",
            id="weeks",
        ),
        pytest.param(
            Period.DAY,
            date(2026, 2, 27),
            date(2026, 3, 1),
            "2026-02-27 2026-02-28 2026-03-01",
            id="days",
        ),
    ],
)
def test_periods_without_rows_have_their_column(period, first, last, names):
    chart = timeline([row(first, against=1), row(last, **{"for": 1})], period)

    assert [column.name for column in chart.columns[-3:]] == names.split()
    assert len(chart.columns) == LEAST_COLUMNS
    assert all(a.last < b.first for a, b in zip(chart.columns, chart.columns[1:], strict=False))
    assert [bar.x // 1 for bar in chart.bars] == [chart.width - 3, chart.width - 1]


def test_neither_nothing_nor_neutral_alone_breaks_a_chart():
    assert timeline([], Period.DAY) is None
    assert timeline([row(date(2026, 3, 1), neutral=2)], Period.DAY) is None


@pytest.mark.parametrize("period", Period)
def test_a_chart_of_all_time_ends_and_shows_the_last_periods(period):
    last = date(9999, 12, 1)
    chart = timeline([row(date.min, **{"for": 1}), row(last, against=1)], period)

    assert len(chart.columns) == MOST_COLUMNS
    assert chart.columns[-1].first == last
    assert [bar.side for bar in chart.bars] == ["against"]


@pytest.mark.parametrize("period", Period)
def test_a_chart_reaches_to_both_ends_of_time(period):
    last = date(9999, 12, 1) if period is Period.MONTH else date.max
    for day in (date.min, last):
        chart = timeline([row(day, **{"for": 1})], period)

        assert chart.columns[-1].first == day
    assert chart.columns[-1].last == date.max


@pytest.mark.parametrize(
    ("days", "period"), [(0, Period.DAY), (45, Period.DAY), (46, Period.WEEK), (800, Period.MONTH)]
)
def test_the_longer_the_time_the_longer_its_periods(days, period):
    first = date(2026, 1, 1)

    assert period_for(first, date.fromordinal(first.toordinal() + days)) is period


def test_an_hour_is_a_bar_as_high_as_its_share_of_the_fullest():
    assert [(round(bar.x), bar.height, bar.y) for bar in hours([4, 0, 1])] == [
        (0, 100, 0),
        (2, 25, 75),
    ]
    assert hours([0, 0]) == []
