"""Names: who articles speak of, and a page for each person or body."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline import queries
from pipeline.queries import By
from pipeline.queries.known import known
from pipeline.queries.names import forms
from pipeline.web.answers import address, engine_of, page
from pipeline.web.asked import Asked, asking
from pipeline.web.pages.over_time import over_time

FILTERS = ("entity", "type", "outlet", "words", "since", "until", "raw")
FILTERS_OF_ONE = ("outlet", "words", "since", "until", "min_confidence", "raw")
FORMS = 20
POSITIONS = 15
OUTLETS = 15
QUOTATIONS = 8
COALITIONS = 10

router = APIRouter()


@router.get("/names")
def names(request: Request, asked: Annotated[Asked, Depends(asking(*FILTERS))]) -> HTMLResponse:
    """Show who and what articles speak of, those of most articles first."""
    rows = queries.entities(engine_of(request), asked.filters(), counted=asked.counted)
    return page(request, "names.html", asked=asked, filters=FILTERS, rows=rows)


@router.get("/names/{id_}")
def name(
    request: Request, id_: str, asked: Annotated[Asked, Depends(asking(*FILTERS_OF_ONE))]
) -> Response:
    """Show where somebody stands, who stands where towards him, and what he said."""
    engine = engine_of(request)
    found = known(engine, id_)
    if found is None or found["kind"] is None:
        raise HTTPException(
            404, f"Nobody has the id {id_!r} here. Look the name up with the search above."
        )
    if found["id"] != id_:  # one of two that became one
        return RedirectResponse(address("names", found["id"], **asked.parameters()))
    holds = queries.positions(engine, asked.filters(holder=id_, limit=POSITIONS), asked.counted)
    of_holder = asked.filters(holder=id_, limit=OUTLETS)
    said = asked.filters(speaker=id_, limit=QUOTATIONS)
    return page(
        request,
        "name.html",
        asked=asked,
        filters=FILTERS_OF_ONE,
        known=found,
        forms=forms(engine, id_)[:FORMS],
        holds=holds,
        faces=queries.positions(engine, asked.filters(target=id_, limit=POSITIONS), asked.counted),
        chart=over_time(engine, asked, holds, holder=id_),
        outlets=queries.tally(engine, of_holder, asked.counted, by=By.OUTLET),
        quotations=queries.quotations(engine, said, asked.counted),
        coalitions=queries.coalitions(
            engine, asked.filters(holder=id_, limit=COALITIONS), asked.counted
        ),
    )
