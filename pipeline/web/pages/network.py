"""Agreement and conflict: who stands with whom, as a picture with a list beside it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.queries.kept import answered
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import Asked, asking
from pipeline.web.charts.network import picture

FILTERS = (
    "holder",
    "target",
    "outlet",
    "words",
    "since",
    "until",
    "min_confidence",
    "raw",
    "with_wrong",
)
PAIRS = 100  # drawn at most: a picture of more is a knot

router = APIRouter()


@router.get("/network")
def network(request: Request, asked: Annotated[Asked, Depends(asking(*FILTERS))]) -> HTMLResponse:
    """Show over how many issues holders agree and differ, those with most in common first."""
    wanted = asked.filters(limit=min(asked.limit or PAIRS, PAIRS))
    found = answered(engine_of(request), queries.coalitions(wanted, asked.counted, asked.least))
    drawn = picture(found.rows)
    return page(request, "network.html", asked=asked, filters=FILTERS, found=found, picture=drawn)
