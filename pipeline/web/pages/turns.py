"""Who turned, and who is told to be on both sides at once; each with both proofs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.queries.kept import answered
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import Asked, asking

FILTERS = (
    "holder",
    "target",
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


@router.get("/changes")
def changes(request: Request, asked: Annotated[Asked, Depends(asking(*FILTERS))]) -> HTMLResponse:
    """Show who turned on what, from which words to which."""
    found = answered(engine_of(request), queries.changes(asked.filters(), asked.counted))
    return page(request, "changes.html", asked=asked, filters=FILTERS, found=found)


@router.get("/contradictions")
def contradictions(
    request: Request, asked: Annotated[Asked, Depends(asking(*FILTERS))]
) -> HTMLResponse:
    """Show who is on both sides of what within a week."""
    found = answered(engine_of(request), queries.contradictions(asked.filters(), asked.counted))
    return page(request, "contradictions.html", asked=asked, filters=FILTERS, found=found)
