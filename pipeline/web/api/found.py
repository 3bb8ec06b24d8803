"""The API's paths of one thing each: an article with all that was found in it, a name, an issue."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import Field

from pipeline.database import Row
from pipeline.queries import article as found_in
from pipeline.queries.known import known, phrases
from pipeline.queries.names import forms
from pipeline.web.answers import address, engine_of
from pipeline.web.api.asking import PLACE, TOLL, VENN
from pipeline.web.api.forms import as_json, unless_had
from pipeline.web.api.questions import PROBLEM
from pipeline.web.asked import Parameters
from schemas.confidence import SHOWN_FROM

PHRASES = 1_000


class Sure(Parameters):
    """How sure the stances are that an article is shown with."""

    min_confidence: float = Field(
        SHOWN_FROM, ge=0, le=1, description="Stances at least so sure; 0: all that are stored."
    )


router = APIRouter(prefix="/api/v1", tags=["one thing"])


def _described(example: Mapping[str, object]) -> dict[int | str, dict[str, Any]]:
    return {
        200: {"description": "All of it.", "content": {"application/json": {"example": example}}},
        304: {"description": "What you have (If-None-Match) is the same."},
        307: {"description": "It was merged into another; that is there."},
        "4XX": PROBLEM,
        503: PROBLEM,
    }


def _span(row: Row, text: str, of: str = "") -> dict[str, object]:
    start, end = int(str(row[f"{of}starts"])), int(str(row[f"{of}ends"]))
    return {"start": start, "end": end, "text": text[start:end]}


@router.get(
    "/articles/{article_id:anything}",
    summary="An article's text and all that was found in it; its retracted or last revision.",
    operation_id="article",
    response_class=Response,
    responses=_described(
        {"text": "Venn opposes the toll.", "current": True, "retracted_at": None, "gone_at": None}
        | PLACE
        | {"names": [], "quotations": [], "stances": [VENN | TOLL | {"side": "against"}]}
    ),
)
def article(request: Request, article_id: str, asked: Annotated[Sure, Query()]) -> Response:
    """Answer with the article; 404 where there is none."""
    engine = engine_of(request)
    shown = found_in.article(engine, article_id)
    if shown is None:
        raise HTTPException(404, f"No article has the id {article_id!r:.300} here.")
    place, text = shown["place"], str(shown["text"])
    told = {name: value for name, value in shown.items() if name not in ("place", "copies")}
    told["copies"] = found_in.copies(engine, place, shown["copies"])
    told["names"] = [
        {name: row[name] for name in ("identity", "known_as", "name", "type")} | _span(row, text)
        for row in found_in.mentions(engine, place)
    ]
    told["quotations"] = _quotations(found_in.quoted(engine, place), text)
    told["stances"] = [
        {name: value for name, value in row.items() if not name.startswith("evidence_")}
        | {"evidence": _span(row, text, "evidence_")}
        for row in found_in.taken(engine, place, asked.min_confidence)
    ]
    return unless_had(request, as_json(told))


def _quotations(quoted: Sequence[Row], text: str) -> list[Row]:
    """Give what was said, each with all its spans."""
    whole: dict[object, dict[str, Any]] = {}
    for row in quoted:
        said = {name: row[name] for name in ("kind", "speakers", "speaker_names")}
        one = whole.setdefault(row["number"], {**said, "spans": []})
        one["spans"].append(_span(row, text))
    return list(whole.values())


@router.get(
    "/names/{id_}",
    summary="A person, body, place or people by its id, and how articles name it.",
    operation_id="name",
    response_class=Response,
    responses=_described(
        {
            "id": "i12",
            "name": "Mara Venn",
            "kind": "person",
            "forms": [{"name": "Mara Venn", "articles": 4}],
        }
    ),
)
def name(request: Request, id_: str) -> Response:
    """Answer with who it is; 404 where nobody has the id."""
    engine = engine_of(request)
    found = known(engine, id_)
    if found is None or found["kind"] is None:
        raise HTTPException(404, f"Nobody has the id {id_!r:.300} here; /api/v1/entities has ids.")
    if found["id"] != id_:
        return RedirectResponse(address("api", "v1", "names", found["id"]))
    return unless_had(request, as_json({**found, "forms": forms(engine, id_)}))


@router.get(
    "/issues/{id_}",
    summary="An issue by its id, and how articles put it.",
    operation_id="issue",
    response_class=Response,
    responses=_described(
        {
            "id": "t3",
            "name": "bridge toll",
            "kind": None,
            "phrases": [{"name": "toll on the bridge", "reversed": False}],
        }
    ),
)
def issue(request: Request, id_: str) -> Response:
    """Answer with what it is; 404 where no issue has the id."""
    engine = engine_of(request)
    found = known(engine, id_)
    if found is None:
        raise HTTPException(404, f"No issue has the id {id_!r:.300}; /api/v1/positions has ids.")
    if found["id"] != id_:
        return RedirectResponse(address("api", "v1", "issues", found["id"]))
    told = {**found, "phrases": phrases(engine, id_, limit=PHRASES)}
    return unless_had(request, as_json(told))
