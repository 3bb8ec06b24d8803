"""How many stances went which way, period by period."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from pipeline.database import Row
from pipeline.exports import source
from pipeline.exports.days import day_of
from pipeline.exports.export import Watched
from pipeline.exports.files import write_pieces
from pipeline.exports.source import Selection
from pipeline.queries import Period
from schemas.vocabulary import Polarity

HEADING = ("period", *Polarity, "net", "rows", "articles", "outlets", "holders")


@dataclass(frozen=True)
class TimelineExport:
    """A CSV with a line for each period from the first that has rows to the last."""

    period: Period
    kind = "timeline"

    def options(self) -> Row:
        return {"by": self.period}

    def write(
        self, connection: Connection, selection: Selection, path: Path, watched: Watched
    ) -> Row:
        rows = watched(source.stances(connection, selection))
        write_pieces(path, pieces(rows, self.period))
        return {}


def pieces(rows: Iterable[Row], period: Period) -> Iterator[bytes]:
    """Yield CSV for rows that come by date, a period at a time; one without rows has zeros."""
    yield _line(HEADING)
    following: date | None = None
    for first, found in groupby(rows, key=lambda row: first_day(day_of(row), period)):
        while following is not None and following < first:
            yield _line(_told(following, ()))
            following = day_after(following, period)
        yield _line(_told(first, found))
        following = day_after(first, period)


def first_day(day: date, period: Period) -> date:
    """Give the day on which the period of a day begins."""
    if period is Period.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if period is Period.MONTH else day


def day_after(first: date, period: Period) -> date:
    """Give the first day of the period that follows; the last there is follows itself."""
    days = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31}[period]
    if (date.max - first).days < days:
        return date.max
    return first_day(first + timedelta(days=days), period)


def _told(first: date, found: Iterable[Row]) -> tuple[object, ...]:
    ways: Counter[str] = Counter()
    told: dict[str, set[object]] = {"article": set(), "outlet": set(), "holder": set()}
    for row in found:
        ways[cast(str, row["side"])] += 1
        told["article"].add(row["article"])
        told["outlet"].add(row["outlet"])
        told["holder"].add(row["holder_identity"] or row["holder_name"])
    net = ways[Polarity.FOR] - ways[Polarity.AGAINST]
    each = (len(values - {None}) for values in told.values())
    return (first, *(ways[way] for way in Polarity), net, ways.total(), *each)


def _line(values: Iterable[object]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue().encode()
