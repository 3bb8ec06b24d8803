"""The application: every page and the API, on one engine that can only read."""

import difflib
import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from starlette.exceptions import HTTPException

from consumers.monitor.exposition import Seen
from pipeline.errors import ArticleRefusedError, UnavailableError
from pipeline.web.answers import STATIC, problem
from pipeline.web.api import documented, found, lag, questions
from pipeline.web.api import network as network_data
from pipeline.web.asked import Asked
from pipeline.web.head import HeadLikeGet
from pipeline.web.live import Live
from pipeline.web.pages import (
    articles,
    issues,
    live,
    matrix,
    names,
    network,
    operations,
    outlets,
    quotations,
    review,
    search,
    stances,
    start,
    turns,
)
from pipeline.web.security import Guarded

PAGES = (
    start,
    search,
    stances,
    quotations,
    names,
    issues,
    articles,
    outlets,
    matrix,
    turns,
    network,
    live,
    operations,
    review,
    documented,
)
API = (questions, network_data, found, lag)
ABOUT = """Who said what, about whom, and are they for or against it: all that `stancewire query`
answers, with the same filters. Names are matched in any form, or by the id of an identity or issue.
What several articles print alike counts once, unless `raw` says otherwise. Errors are
`application/problem+json` and say what to do."""

NOT_THERE = "There is nothing at this address. /api/v1/docs tells what the API has."

logger = logging.getLogger(__name__)


def site_of(
    engine: Engine,
    watch: Callable[[], Seen] | None = None,
    reviewer: Engine | None = None,
) -> FastAPI:
    """Make the application; it asks the database when it is asked, not here.

    `watch` gives what a monitor saw last; None: no broker is known. `reviewer` is the engine that
    stores verdicts; None: readers give none.
    """
    site = FastAPI(
        title="stancewire",
        version="1",
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    site.state.engine = engine
    site.state.watch = watch
    site.state.reviewer = reviewer
    site.state.live = Live(engine)
    site.add_middleware(HeadLikeGet)
    site.add_middleware(Guarded)
    site.mount("/static", StaticFiles(directory=STATIC))
    for room in PAGES:
        site.include_router(room.router, include_in_schema=False)
    for room in API:
        site.include_router(room.router)
    site.add_exception_handler(RequestValidationError, _bad_request)
    site.add_exception_handler(ArticleRefusedError, _refused)
    site.add_exception_handler(HTTPException, _http_error)
    site.add_exception_handler(UnavailableError, _unavailable)
    return site


def _bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # for the types
    faults = [_fault(fault) for fault in error.errors()]
    return problem(request, 400, "This address asks for what cannot be", "; ".join(faults))


def _fault(found: Mapping[str, Any]) -> str:
    """Say which parameter is wrong, and how."""
    name = found["loc"][-1]
    if found["type"] == "extra_forbidden":
        close = difflib.get_close_matches(str(name), Asked.model_fields, n=1)
        return f"{name}: no such parameter here" + (f"; did you mean {close[0]}?" if close else "")
    return f"{name}: {found['msg'].removeprefix('Value error, ')}"


def _refused(request: Request, error: Exception) -> Response:
    return problem(request, 400, "PostgreSQL refused the question", str(error))


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # for the types
    title = HTTPStatus(error.status_code).phrase
    detail = NOT_THERE if error.detail == HTTPStatus.NOT_FOUND.phrase else str(error.detail)
    return problem(request, error.status_code, title, detail)


def _unavailable(request: Request, error: Exception) -> Response:
    logger.warning("The database did not answer", extra={"reason": str(error)})
    detail = "The database is away or took too long. Ask for less, or try again in a moment."
    answer = problem(request, 503, "No answer in time", detail)
    answer.headers["Retry-After"] = "5"
    return answer
