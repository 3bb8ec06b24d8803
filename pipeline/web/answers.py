"""How routes answer: a page from its template, or what is wrong and what to do, for both kinds."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from sqlalchemy import Engine

from consumers.monitor.exposition import Seen
from pipeline.web.shown import FILTERS, TYPES
from schemas.confidence import SHOWN_FROM

API = "/api/"
STATIC = Path(__file__).parent / "static"

templates = Environment(
    loader=PackageLoader("pipeline.web"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.filters.update(FILTERS)


def address(*parts: object, **parameters: object) -> str:
    """Give a path with a query; nothing in it can leave its place."""
    path = "/" + "/".join(quote(str(part), safe="") for part in parts)
    given = {name: value for name, value in parameters.items() if value is not None}
    return f"{path}?{urlencode(given)}" if given else path


def here_with(**parameters: object) -> str:
    """Give this very page with another query."""
    return f"?{urlencode(parameters)}"


templates.globals |= {
    "address": address,
    "here_with": here_with,
    "shown_from": SHOWN_FROM,
    "types": TYPES,
}


def page(request: Request, template: str, *, status: int = 200, **shown: object) -> HTMLResponse:
    """Answer with a template in templates/, filled."""
    return HTMLResponse(filled(template, here=request.url.path, **shown), status_code=status)


def filled(template: str, **shown: object) -> str:
    """Fill a template; whatever it is given is escaped."""
    return templates.get_template(template).render(**shown)


def engine_of(request: Request) -> Engine:
    """Give the engine that routes read with."""
    engine: Engine = request.app.state.engine
    return engine


def seen_by(request: Request) -> Seen | None:
    """Give what the monitor beside the pages saw last; None: no broker is known."""
    watch: Callable[[], Seen] | None = request.app.state.watch
    return None if watch is None else watch()


def problem(request: Request, status: int, title: str, detail: str, **more: object) -> Response:
    """Say what is wrong and what to do: to programs as RFC 9457 has it, to people as a page."""
    if request.url.path.startswith(API):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail} | more
        return JSONResponse(body, status, media_type="application/problem+json")
    return page(request, "problem.html", status=status, title=title, detail=detail)
