"""Who turned, and who is told to be on both sides at once; each with both proofs."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import Asked

router = APIRouter()


@router.get("/changes")
def changes(request: Request, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show who turned on what, from which words to which."""
    question = queries.changes(asked.filters(), asked.counted)
    rows = queries.ask(engine_of(request), question)
    return page(request, "changes.html", asked=asked, rows=rows)


@router.get("/contradictions")
def contradictions(request: Request, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """Show who is on both sides of what within a week."""
    question = queries.contradictions(asked.filters(), asked.counted)
    rows = queries.ask(engine_of(request), question)
    return page(request, "contradictions.html", asked=asked, rows=rows)
