"""Agreement and conflict: who stands with whom, as a picture with a list beside it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import Asked
from pipeline.web.charts.network import picture

PAIRS = 100  # drawn at most: a picture of more is a knot

router = APIRouter()


@router.get("/network")
def network(request: Request, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show over how many issues holders agree and differ, those with most in common first."""
    asking = asked.filters(limit=min(asked.limit or PAIRS, PAIRS))
    pairs = queries.ask(engine_of(request), queries.coalitions(asking, asked.counted, asked.least))
    return page(request, "network.html", asked=asked, pairs=pairs, picture=picture(pairs))
