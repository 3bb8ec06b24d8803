"""Names: who articles speak of, and a page for each person or body."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline import queries
from pipeline.queries import By
from pipeline.queries.kept import answered
from pipeline.queries.known import known
from pipeline.queries.names import forms
from pipeline.web.answers import address, engine_of, page
from pipeline.web.asked import Asked, asking
from pipeline.web.pages.over_time import over_time

FILTERS = ("entity", "type", "outlet", "words", "since", "until", "raw")
FILTERS_OF_ONE = ("outlet", "words", "since", "until", "min_confidence", "raw", "with_wrong")
FORMS = 20
POSITIONS = 15
OUTLETS = 15
QUOTATIONS = 8
COALITIONS = 10

router = APIRouter()


@router.get("/names")
def names(request: Request, asked: Annotated[Asked, Depends(asking(*FILTERS))]) -> HTMLResponse:
    """Show who and what articles speak of, those of most articles first."""
    found = answered(engine_of(request), queries.entities(asked.filters(), counted=asked.counted))
    return page(request, "names.html", asked=asked, filters=FILTERS, rows=found.rows, found=found)


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
    holding = asked.filters(holder=id_, limit=POSITIONS)
    holds = queries.ask(engine, queries.positions(holding, asked.counted))
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
        faces=queries.ask(
            engine, queries.positions(asked.filters(target=id_, limit=POSITIONS), asked.counted)
        ),
        chart=over_time(engine, asked, holds, holder=id_),
        outlets=queries.ask(engine, queries.tally(of_holder, asked.counted, by=By.OUTLET)),
        quotations=queries.ask(engine, queries.quotations(said, asked.counted)),
        coalitions=queries.ask(
            engine, queries.coalitions(asked.filters(holder=id_, limit=COALITIONS), asked.counted)
        ),
    )
