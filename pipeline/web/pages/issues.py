"""Issues: what sides are taken on, and a page for each, be it a person, a body or a phrase."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline import queries
from pipeline.database import Row
from pipeline.queries import By
from pipeline.queries.kept import answered
from pipeline.queries.known import known, phrases
from pipeline.web.answers import address, engine_of, page
from pipeline.web.asked import Asked, asking
from pipeline.web.pages.over_time import over_time
from schemas.vocabulary import Polarity

FILTERS = (
    "holder",
    "target",
    "outlet",
    "words",
    "since",
    "until",
    "min_confidence",
    "raw",
    "with_wrong",
)
FILTERS_OF_ONE = ("outlet", "words", "since", "until", "min_confidence", "raw", "with_wrong")
PHRASES = 20
HOLDERS = 100  # of both sides
PROOFS = 8  # of each side
CHANGES = 10
SIDES = (Polarity.FOR, Polarity.AGAINST)

router = APIRouter()


@router.get("/issues")
def issues(request: Request, asked: Annotated[Asked, Depends(asking(*FILTERS))]) -> HTMLResponse:
    """Show what sides are taken on, that of most stances first."""
    question = queries.tally(asked.filters(), asked.counted, by=By.ISSUE)
    found = answered(engine_of(request), question)
    return page(request, "issues.html", asked=asked, filters=FILTERS, rows=found.rows, found=found)


@router.get("/issues/{id_}")
def issue(
    request: Request, id_: str, asked: Annotated[Asked, Depends(asking(*FILTERS_OF_ONE))]
) -> Response:
    """Show both sides with their proofs, who turned, and who agrees."""
    engine = engine_of(request)
    found = known(engine, id_)
    if found is None:
        raise HTTPException(
            404, f"No issue has the id {id_!r} here. Look its words up with the search above."
        )
    if found["id"] != id_:  # one of two that became one
        return RedirectResponse(address("issues", found["id"], **asked.parameters()))
    of_all = asked.filters(target=id_, limit=HOLDERS)
    positions = queries.ask(engine, queries.positions(of_all, asked.counted))
    return page(
        request,
        "issue.html",
        asked=asked,
        filters=FILTERS_OF_ONE,
        known=found,
        phrases=[] if found["kind"] else phrases(engine, id_, limit=PHRASES),
        camps=_camps(positions),
        proofs={
            side.value: queries.ask(
                engine,
                queries.stances(
                    asked.filters(target=id_, polarity=side, limit=PROOFS), asked.counted
                ),
            )
            for side in SIDES
        },
        chart=over_time(engine, asked, positions, target=id_),
        changes=queries.ask(
            engine, queries.changes(asked.filters(target=id_, limit=CHANGES), asked.counted)
        ),
    )


def _camps(positions: Sequence[Row]) -> dict[str, list[Row]]:
    """Tell apart who is mostly for it, mostly against it, and neither."""
    camps: dict[str, list[Row]] = {"for": [], "against": [], "neither": []}
    for row in positions:
        net = int(str(row["net"]))
        camps["for" if net > 0 else "against" if net < 0 else "neither"].append(row)
    return camps
