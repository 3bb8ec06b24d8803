"""Holders by issues: who is for and against what, in one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.database import Row
from pipeline.queries.kept import answered
from pipeline.queries.matrix import CELLS
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import Asked, asking

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

router = APIRouter()


@dataclass(frozen=True)
class Line:
    """What a holder thinks of each issue; None of what he does not speak on."""

    holder: Row
    cells: Sequence[Row | None]


@router.get("/matrix")
def matrix(request: Request, asked: Annotated[Asked, Depends(asking(*FILTERS))]) -> HTMLResponse:
    """Show how often the busiest holders are for and against what most of them speak on."""
    question = queries.matrix(asked.filters(limit=CELLS), asked.counted)
    found = answered(engine_of(request), question)
    issues, lines = laid_out(found.rows)
    return page(
        request,
        "matrix.html",
        asked=asked,
        filters=FILTERS,
        found=found,
        issues=issues,
        lines=lines,
    )


def laid_out(rows: Sequence[Row]) -> tuple[list[Row], list[Line]]:
    """Give a row that names each issue, and a line for each holder, in their places."""
    issues = {row["issue_place"]: row for row in rows}
    holders = {row["holder_place"]: row for row in rows}
    cells = {(row["holder_place"], row["issue_place"]): row for row in rows}
    across = sorted(issues, key=_place)
    return (
        [issues[place] for place in across],
        [
            Line(holders[down], [cells.get((down, place)) for place in across])
            for down in sorted(holders, key=_place)
        ],
    )


def _place(place: object) -> int:
    return int(str(place))
