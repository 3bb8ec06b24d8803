"""New stances as they arrive: a page, and the events that it listens to."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from pipeline import queries
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import ROWS
from pipeline.web.live import Live

router = APIRouter()


def _live(request: Request) -> Live:
    found: Live = request.app.state.live
    if found.full:
        raise HTTPException(503, "As many watch as this server serves; try again in a moment.")
    return found


@router.get("/live")
def live(request: Request) -> HTMLResponse:
    """Show what was stored last; a browser with scripts adds what arrives."""
    engine = engine_of(request)
    question = queries.arrived(queries.last_revision(engine) - ROWS)
    return page(request, "live.html", rows=queries.ask(engine, question))


@router.get("/live/events", response_class=EventSourceResponse)
async def events(live: Annotated[Live, Depends(_live)]) -> AsyncIterator[ServerSentEvent]:
    """Send each batch of new stances as a piece of the page."""
    async with live.watched() as queue:
        while True:
            yield ServerSentEvent(raw_data=await queue.get())
