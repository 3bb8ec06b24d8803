"""The application: every page and the API, on one engine that can only read."""

import logging
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from starlette.exceptions import HTTPException

from pipeline.errors import ArticleRefusedError, UnavailableError
from pipeline.web.answers import STATIC, problem
from pipeline.web.head import HeadLikeGet
from pipeline.web.pages import articles, issues, names, outlets, quotations, search, stances, start
from pipeline.web.security import Guarded

PAGES = (start, search, stances, quotations, names, issues, articles, outlets)

logger = logging.getLogger(__name__)


def site_of(engine: Engine) -> FastAPI:
    """Make the application; it asks the database when it is asked, not here."""
    site = FastAPI(title="stancewire", docs_url=None, redoc_url=None, openapi_url=None)
    site.state.engine = engine
    site.add_middleware(HeadLikeGet)
    site.add_middleware(Guarded)
    site.mount("/static", StaticFiles(directory=STATIC))
    for room in PAGES:
        site.include_router(room.router, include_in_schema=False)
    site.add_exception_handler(RequestValidationError, _bad_request)
    site.add_exception_handler(ArticleRefusedError, _refused)
    site.add_exception_handler(HTTPException, _not_found)
    site.add_exception_handler(UnavailableError, _unavailable)
    return site


def _bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101  # for the types
    faults = [f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors()]
    return problem(
        request, 400, "This address asks for what cannot be", "; ".join(faults), faults=faults
    )


def _refused(request: Request, error: Exception) -> Response:
    return problem(request, 400, "PostgreSQL refused the question", str(error))


def _not_found(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  # for the types
    return problem(
        request, error.status_code, HTTPStatus(error.status_code).phrase, str(error.detail)
    )


def _unavailable(request: Request, error: Exception) -> Response:
    logger.warning("The database did not answer", extra={"reason": str(error)})
    detail = "The database is away or took too long. Ask for less, or try again in a moment."
    answer = problem(request, 503, "No answer in time", detail)
    answer.headers["Retry-After"] = "5"
    return answer
