"""The timeline of a page: the period that suits what is shown, drawn."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine

from pipeline import queries
from pipeline.database import Row
from pipeline.web.asked import Asked
from pipeline.web.charts.timeline import MOST_COLUMNS, Timeline, period_for, timeline


def over_time(engine: Engine, asked: Asked, positions: Sequence[Row], **of: str) -> Timeline | None:
    """Draw what was asked for, and of whom; positions tell how long a time is to be shown.

    None where nothing was taken a side on.
    """
    times = [t for row in positions for t in (row["first"], row["last"]) if isinstance(t, datetime)]
    if not times:
        return None
    period = period_for(min(times).date(), max(times).date())
    filters = asked.filters(limit=MOST_COLUMNS, **of)
    return timeline(queries.ask(engine, queries.timeline(filters, asked.counted, period)), period)
