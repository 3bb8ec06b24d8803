"""Outlets: what one prints, whom it quotes, and whom it reports for and against what."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import Asked, asking

FILTERS = ("words", "since", "until", "min_confidence", "raw", "with_wrong")
ARTICLES = 10
VOICES = 15
POSITIONS = 15

router = APIRouter()


@router.get("/outlets/{outlet:anything}")
def outlet(
    request: Request, outlet: str, asked: Annotated[Asked, Depends(asking(*FILTERS))]
) -> HTMLResponse:
    """Show what an outlet prints; one whose name has more words than asked for counts, too."""
    engine = engine_of(request)
    printed = queries.ask(engine, queries.articles(asked.filters(outlet=outlet, limit=ARTICLES)))
    if not printed:
        raise HTTPException(
            404, f"Nothing printed by {outlet!r} matches. Look it up among the articles."
        )
    return page(
        request,
        "outlet.html",
        asked=asked,
        filters=FILTERS,
        outlet=outlet,
        articles=printed,
        voices=queries.ask(
            engine, queries.voices(asked.filters(outlet=outlet, limit=VOICES), asked.counted)
        ),
        positions=queries.ask(
            engine, queries.positions(asked.filters(outlet=outlet, limit=POSITIONS), asked.counted)
        ),
    )
