"""Stances, by every filter."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import Asked, asking

FILTERS = (
    "holder",
    "target",
    "entity",
    "speaker",
    "polarity",
    "outlet",
    "words",
    "since",
    "until",
    "min_confidence",
    "raw",
    "with_wrong",
)

router = APIRouter()


@router.get("/stances")
def stances(request: Request, asked: Annotated[Asked, Depends(asking(*FILTERS))]) -> HTMLResponse:
    """Show who is for or against what, each beside the words that prove it."""
    rows = queries.ask(engine_of(request), queries.stances(asked.filters(), asked.counted))
    return page(request, "stances.html", asked=asked, filters=FILTERS, rows=rows)
