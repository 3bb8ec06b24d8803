"""How the pipeline does: lag with its reason, throughput, freshness, dead letters, versions."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from consumers.watch.freshness import freshness, letters_waiting
from pipeline.queries.operations import disk, stored_by_hour, versions
from pipeline.queries.wire import wire
from pipeline.web.answers import engine_of, page, seen_by
from pipeline.web.charts.hours import hours

router = APIRouter()


@router.get("/operations")
def operations(request: Request) -> HTMLResponse:
    """Show who is behind and why, how much is stored how fast, and what was not."""
    engine = engine_of(request)
    seen = seen_by(request)
    stored = stored_by_hour(engine)
    watched = seen is not None and bool(seen.database)  # the monitor has just asked
    return page(
        request,
        "operations.html",
        watched=seen is not None,
        report=seen and seen.report,
        judged=[] if seen is None else [j for j in seen.judgements.values() if not j.place.topic],
        wire=wire(engine),
        stored=stored,
        bars=hours([int(str(row["articles"])) for row in stored]),
        freshness=seen.freshness if seen and watched else freshness(engine),
        letters=seen.letters if seen and watched else letters_waiting(engine),
        versions=versions(engine),
        disk=disk(engine),
    )
