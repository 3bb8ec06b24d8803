"""Readers judge what an article is said to claim, where that is turned on."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse
from pydantic import ValidationError
from sqlalchemy import Engine

from pipeline.database import Row
from pipeline.errors import ArticleRefusedError, SetupError
from pipeline.queries.verdicts import agreement, claims_of, verdicts_of
from pipeline.reviews import judge
from pipeline.verdicts.agreement import Agreement
from pipeline.web.answers import address, engine_of
from pipeline.web.posted import Posted
from schemas.judgements import FAULTS, Judgement
from schemas.vocabulary import Fault, Judged

FAULT_WORDS = {
    Judged.STANCE: {
        Fault.WHO: "who holds it",
        Fault.TARGET: "what it is about",
        Fault.SIDE: "the side",
        Fault.WORDS: "the words do not say it",
        Fault.OTHER: "something else",
    },
    Judged.QUOTATION: {
        Fault.WHO: "who says it",
        Fault.WORDS: "the words",
        Fault.OTHER: "something else",
    },
}

router = APIRouter()


@dataclass(frozen=True)
class Reviews:
    """What readers may say of an article, and said."""

    claims: Mapping[str, Mapping[object, Row]]  # by kind and number
    verdicts: list[Row]
    agreed: list[Agreement]
    faults: Mapping[str, Mapping[Fault, str]]


def reviews(request: Request, article_id: str) -> Reviews | None:
    """Give what readers may say of an article and what they said; None where that is off."""
    if reviewer_of(request) is None:
        return None
    engine = engine_of(request)
    claims: dict[str, dict[object, Row]] = defaultdict(dict)
    for row in claims_of(engine, article_id):
        claims[str(row["kind"])][row["number"]] = row
    return Reviews(
        claims,
        verdicts_of(engine, article_id),
        [one for kind in Judged for one in agreement(engine, kind)[:1]],
        {kind.value: FAULT_WORDS[kind] for kind in FAULTS},
    )


def reviewer_of(request: Request) -> Engine | None:
    """Give the engine that stores verdicts; None where reviews are off."""
    engine: Engine | None = request.app.state.reviewer
    return engine


@router.post("/review")
def review(request: Request, posted: Posted) -> RedirectResponse:
    """Store what a reader says of a claim, and show the article again."""
    engine = reviewer_of(request)
    if engine is None:
        raise HTTPException(404, "Reviews are off. STANCEWIRE_REVIEW=true turns them on.")
    article_id, claim = posted.pop("article_id", ""), posted.pop("claim", "")
    try:
        judgement = Judgement.model_validate(
            {**posted, "fault": posted.get("fault") or None}, extra="forbid"
        )
    except ValidationError as error:
        raise HTTPException(400, "; ".join(_faults(error))) from error
    try:
        judge(engine, article_id, claim, judgement)
    except ArticleRefusedError as error:
        raise HTTPException(409, str(error)) from error
    except SetupError as error:
        raise HTTPException(503, str(error)) from error
    return RedirectResponse(f"{address('articles', article_id)}#reviews", 303)


def _faults(error: ValidationError) -> list[str]:
    """Say which field is wrong, and how."""
    return [
        ": ".join([*map(str, fault["loc"]), fault["msg"].removeprefix("Value error, ")])
        for fault in error.errors()
    ]
