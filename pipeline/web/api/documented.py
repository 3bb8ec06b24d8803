"""The API's own description: OpenAPI 3.1, and a page of it that loads nothing from elsewhere."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from pipeline.web.answers import page

router = APIRouter()


@router.get("/api/v1/docs")
def docs(request: Request) -> HTMLResponse:
    """Show every path with its parameters and an example."""
    described = request.app.openapi()
    return page(request, "api.html", described=described)
