"""The forms in which the API answers a question: JSON, CSV, JSON lines, Atom, or its SQL."""

import csv
import hashlib
import io
import json
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from enum import StrEnum

from fastapi import Request
from fastapi.responses import PlainTextResponse, Response
from sqlalchemy import Engine, text

from pipeline.database import Row, connection_to
from pipeline.queries import Question, as_sql, heading, stream
from pipeline.queries.kept import answered
from pipeline.web.answers import engine_of
from pipeline.web.streams import Streamed


class Form(StrEnum):
    """How rows are sent: CSV and JSON lines have all that match, the others have a top."""

    JSON = "json"
    CSV = "csv"
    JSONL = "jsonl"
    SQL = "sql"
    ATOM = "atom"


STREAMED = (Form.CSV, Form.JSONL)
MEDIA = {
    Form.JSON: "application/json",
    Form.CSV: "text/csv",
    Form.JSONL: "application/x-ndjson",
    Form.SQL: "text/plain",
    Form.ATOM: "application/atom+xml",
}
# Every transaction that writes moves it on: under the same one an answer is the same.
STATE = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text"


def rows_in(request: Request, question: Question, form: Form, name: str) -> Response:
    """Answer a question in a form; JSON at once, and what may be long as a file of this name."""
    engine = engine_of(request)
    if form is Form.SQL:
        return PlainTextResponse(as_sql(engine, question))
    if form is Form.JSON:
        return unless_had(request, _top(request, question))
    headers = {
        "ETag": _tag(f"{request.url} {_state(engine)}"),
        "Content-Disposition": f'attachment; filename="{name}.{form}"',
    }
    if _has(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    sent = _csv(engine, question) if form is Form.CSV else _lines(stream(engine, question))
    return Streamed(sent, headers=headers, media_type=MEDIA[form])


def _top(request: Request, question: Question) -> Response:
    """Give the first rows, where to ask for the next, and as of when they were counted."""
    found = answered(engine_of(request), question)
    rows = [{name: row[name] for name in row if name != "cursor"} for row in found.rows]
    body: dict[str, object] = {"rows": rows}
    headers: dict[str, str] = {}
    if question.paged:
        body["next"] = following = _next(request, question, found.rows)
        if following is not None:
            headers["Link"] = f'<{following}>; rel="next"'
    else:
        body["as_of"] = found.as_of
    return as_json(body, headers)


def as_json(told: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Response:
    """Answer with an object; times are ISO 8601, in UTC."""
    written = json.dumps(told, ensure_ascii=False, default=_moment)
    return Response(written, headers=headers, media_type=MEDIA[Form.JSON])


def _next(request: Request, question: Question, rows: list[Row]) -> str | None:
    """Give the address of what comes after these rows; None where no more can come."""
    if question.filters is None or len(rows) < question.filters.limit:
        return None
    return str(request.url.include_query_params(after=rows[-1]["cursor"]))


def _moment(value: object) -> str:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
    raise TypeError(f"no row holds {value!r}")


def unless_had(request: Request, answer: Response) -> Response:
    """Give the answer, or to whoever has this very one, that nothing changed."""
    answer.headers["ETag"] = tag = _tag(bytes(answer.body).decode())
    return Response(status_code=304, headers={"ETag": tag}) if _has(request, tag) else answer


def _lines(rows: Generator[str, None, None]) -> Generator[str, None, None]:
    with closing(rows):
        for row in rows:
            yield f"{row}\n"


def _csv(engine: Engine, question: Question) -> Generator[str, None, None]:
    """Write a heading, then a line a row; lists are JSON."""
    columns = heading(engine, question)
    yield _line(columns)
    with closing(stream(engine, question)) as rows:
        for row in rows:
            found = json.loads(row)
            yield _line([_cell(found[column]) for column in columns])


def _line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, bool | list | dict) else value


def _state(engine: Engine) -> str:
    with connection_to(engine, read_only=True) as connection:
        return str(connection.scalar(text(STATE)))


def _tag(of: str) -> str:
    return f'"{hashlib.sha256(of.encode()).hexdigest()[:32]}"'


def _has(request: Request, tag: str) -> bool:
    tags = request.headers.get("If-None-Match", "").split(",")
    return any(had.strip().removeprefix("W/") == tag for had in tags)
