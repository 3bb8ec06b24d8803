"""The first page: what moved this week, the newest stances, and how fresh they are."""

from datetime import datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.queries import By
from pipeline.queries.wire import wire
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import Asked
from pipeline.web.shown import day

NEWEST = 10
MOVED = 8
TURNED = 5
WEEK = timedelta(days=6)  # and the last day

router = APIRouter()


@router.get("/")
def start(request: Request) -> HTMLResponse:
    """Show what there is to look at."""
    engine = engine_of(request)
    now = wire(engine)
    week = _week(now["dated"] or now["at"])
    moved = week.filters(limit=MOVED)
    return page(
        request,
        "start.html",
        wire=now,
        week=week,
        issues=queries.ask(engine, queries.tally(moved, by=By.ISSUE)),
        holders=queries.ask(engine, queries.tally(moved, by=By.HOLDER)),
        changes=queries.ask(engine, queries.changes(week.filters(limit=TURNED))),
        newest=queries.ask(engine, queries.stances(Asked().filters(limit=NEWEST))),
    )


def _week(last: object) -> Asked:
    """Ask for the seven days that end on a day."""
    assert isinstance(last, datetime)  # noqa: S101  # the query's own type
    return Asked(since=day(last - WEEK), until=day(last))
