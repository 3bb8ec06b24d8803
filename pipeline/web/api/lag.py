"""The API's path of lag: what `stancewire lag --json` prints, as the monitor saw it last."""

from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse

from pipeline.watch.fields import judged_fields
from pipeline.web.answers import seen_by
from pipeline.web.api.questions import PROBLEM

EXAMPLE = {
    "at": "2026-03-02T12:00:00+00:00",
    "groups": [
        {
            "group": "news-sink",
            "state": "Stable",
            "members": 1,
            "lag": 412,
            "seconds": 93.0,
            "judged": "stop",
            "reason": "the sink has not committed for 90 s while 412 answers wait",
            "in_per_second": 4.5,
            "out_per_second": 0.0,
            "catch_up_seconds": None,
            "partitions": [],
        }
    ],
    "resolver": {"waiting": 0, "seconds": 0.0, "running": True, "judged": "ok"},
}

router = APIRouter(prefix="/api/v1", tags=["operations"])


@router.get(
    "/lag",
    summary="How far analyser, sink and resolver are behind, and why.",
    operation_id="lag",
    responses={
        200: {
            "description": "Every group with its partitions.",
            "content": {"application/json": {"example": EXAMPLE}},
        },
        503: PROBLEM,
    },
)
def lag(request: Request) -> JSONResponse:
    """Answer what the monitor saw last."""
    seen = seen_by(request)
    if seen is None:
        raise HTTPException(
            503, "No broker is known here. Set STANCEWIRE_KAFKA, or start the local stack."
        )
    if seen.report is None:
        raise HTTPException(503, "The broker has not answered yet, or is away. Try again soon.")
    fields: dict[str, Any] = judged_fields(seen.report, seen.judgements)
    return JSONResponse(fields)
