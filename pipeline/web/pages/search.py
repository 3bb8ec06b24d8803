"""Search: names, issues and articles that go by some words."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from pipeline import queries
from pipeline.queries import Filters
from pipeline.queries.issues import issues
from pipeline.queries.names import identities
from pipeline.web.answers import engine_of, page
from pipeline.web.asked import LONGEST_NAME

FOUND = 10  # of each kind

router = APIRouter()


@router.get("/search")
def search(
    request: Request, q: Annotated[str, Query(max_length=LONGEST_NAME)] = ""
) -> HTMLResponse:
    """Show who and what is called so, and which articles have these words."""
    engine, typed = engine_of(request), q.strip()
    if not typed:
        return page(request, "search.html", q=typed)
    return page(
        request,
        "search.html",
        q=typed,
        names=identities(engine, name=typed, limit=FOUND),
        issues=issues(engine, name=typed, limit=FOUND),
        articles=queries.ask(engine, queries.articles(Filters(words=typed, limit=FOUND))),
    )
