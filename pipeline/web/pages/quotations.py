"""Quotations, by their filters."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import Asked, asking

FILTERS = ("speaker", "kind", "outlet", "words", "since", "until", "raw", "with_wrong")

router = APIRouter()


@router.get("/quotations")
def quotations(
    request: Request, asked: Annotated[Asked, Depends(asking(*FILTERS))]
) -> HTMLResponse:
    """Show who said what, in whose words."""
    rows = queries.ask(engine_of(request), queries.quotations(asked.filters(), asked.counted))
    return page(request, "quotations.html", asked=asked, filters=FILTERS, rows=rows)
