"""The paths of the API that ask what `stancewire query` asks."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import Response
from pydantic import Field

from pipeline.queries import ask
from pipeline.web.answers import engine_of
from pipeline.web.api.asking import ALL, Asking
from pipeline.web.api.feeds import feed_of
from pipeline.web.api.forms import MEDIA, STREAMED, Form, rows_in, unless_had
from pipeline.web.asked import EVERY_ROW, MOST_ROWS, Asked, Parameters, only

PROBLEM: dict[str, Any] = {
    "description": "What is wrong, and what to do.",
    "content": {
        "application/problem+json": {
            "schema": {"type": "object"},
            "example": {
                "type": "about:blank",
                "title": "This address asks for what cannot be",
                "status": 400,
                "detail": "holdr: no such parameter here; did you mean holder?",
            },
        }
    },
}
NEXT: dict[str, Any] = {
    "next": {
        "type": ["string", "null"],
        "format": "uri",
        "description": "Where the next rows are; null after the last.",
    }
}
AS_OF: dict[str, Any] = {
    "as_of": {
        "type": ["string", "null"],
        "format": "date-time",
        "description": "When rows about everything were counted; null: just now.",
    }
}

router = APIRouter(prefix="/api/v1", tags=["questions"])


def _endpoint(asking: Asking) -> Callable[..., Response]:
    """Make what answers the path of a question, which tells FastAPI its parameters."""
    says = "The form of the answer." + (" Atom: for feed readers." if asking.feed else "")
    taken = only(asking.takes, format=(Form, Field(Form.JSON, description=says)))

    def answer(request: Request, asked: Parameters) -> Response:
        given = asked.model_dump(exclude_unset=True)
        return _answer(request, asking, given.pop("format", Form.JSON), given)

    answer.__annotations__["asked"] = Annotated[taken, Query()]
    return answer


def _answer(request: Request, asking: Asking, form: Form, given: dict[str, Any]) -> Response:
    if form in STREAMED:
        given.setdefault("limit", EVERY_ROW)
    elif given.get("limit", 0) > MOST_ROWS:
        raise HTTPException(
            400, f"limit: at most {MOST_ROWS}; format=csv and format=jsonl have all rows"
        )
    question = asking.put(Asked(**given))
    if form is not Form.ATOM:
        return rows_in(request, question, form, asking.name)
    if not asking.feed:
        raise HTTPException(400, f"format: {asking.name} are no news to follow; ask for json")
    return unless_had(request, feed_of(request, asking.name, ask(engine_of(request), question)))


def _examples(asking: Asking) -> dict[int | str, dict[str, Any]]:
    """Describe the answers, each form with its media type."""
    content: dict[str, Any] = {
        MEDIA[form]: {"schema": {"type": "string"}}
        for form in Form
        if form is not Form.JSON and (asking.feed or form is not Form.ATOM)
    }
    told = NEXT if "after" in asking.takes else AS_OF
    row = {"type": "object", "examples": [asking.example]}
    rows = {"type": "object", "properties": {"rows": {"type": "array", "items": row}} | told}
    example = {"rows": [asking.example]} | dict.fromkeys(told)
    content[MEDIA[Form.JSON]] = {"schema": rows, "example": example}
    return {
        200: {"description": "The rows that match.", "content": content},
        304: {"description": "What you have (If-None-Match) is the same."},
        "4XX": PROBLEM,
        503: PROBLEM,
    }


for each in ALL:
    router.add_api_route(
        f"/{each.name}",
        _endpoint(each),
        methods=["GET"],
        summary=each.says,
        operation_id=each.name,
        response_class=Response,
        responses=_examples(each),
    )
