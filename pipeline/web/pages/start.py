"""The first page: what there is to look at."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import Asked

NEWEST = 10

router = APIRouter()


@router.get("/")
def start(request: Request) -> HTMLResponse:
    """Show the newest stances."""
    newest = queries.ask(engine_of(request), queries.stances(Asked().filters(limit=NEWEST)))
    return page(request, "start.html", newest=newest)
