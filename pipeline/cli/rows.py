"""Rows: the object of a JSON line that a command answers, and what is wrong with one."""

from pydantic import ValidationError

from pipeline.errors import ArticleRefusedError
from pipeline.json_lines import json_object

Row = dict[str, object]


def row_of(line: bytes) -> Row:
    """Read the object of a line that has an id; raises ArticleRefusedError where it cannot."""
    row = json_object(line)
    if not isinstance(row.get("id"), str | int):
        raise ArticleRefusedError(
            "id: a text or a number is wanted" if "id" in row else "id: missing"
        )
    return row


def refusal_of(line: bytes, reason: str) -> Row:
    """Give the answer to a bad line: the id that it has, if it can be read at all, and why."""
    try:
        row = json_object(line)
    except ArticleRefusedError:
        return {"error": reason}
    return {"id": row["id"], "error": reason} if "id" in row else {"error": reason}


def reason_of(error: ValidationError) -> str:
    """Say in one line what is wrong with which field."""
    return "; ".join(
        f"{'.'.join(map(str, e['loc']))}: {e['msg']}".removeprefix(": ") for e in error.errors()
    )
