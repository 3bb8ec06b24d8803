"""Texts and JSON become articles: one text, one article a line, or one JSON document."""

import codecs
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import chain
from typing import BinaryIO

from pipeline.article import article_from_text, message_from_line
from pipeline.errors import ArticleRefusedError
from pipeline.feeds.found import Fetched, Refused
from pipeline.json_lines import (
    bare,
    begins_as_json,
    decoded,
    goes_on,
    is_json,
    lines_of,
    object_of,
    records_of,
    without_mark,
)
from schemas.topics import ARTICLE_BYTES, MIB

# Enough to see that a text is too long, with the byte order mark that is taken off.
MOST_OF_A_TEXT = ARTICLE_BYTES + len(codecs.BOM_UTF8) + 1
MOST_OF_JSON = 64 * MIB  # read at once; lines have no such limit
_ONE_A_LINE = "write one object a line, as `jq -c '.[]'` does"


def from_text(
    content: bytes, name: str, outlet: str | None, url: str | None = None
) -> Fetched | Refused:
    """Make one article of a text, which stays unchanged."""
    try:
        unmarked = without_mark(content)
        if len(unmarked) > ARTICLE_BYTES:
            raise ArticleRefusedError("over 1 MiB")  # noqa: TRY301  # one refusal for all
        if not bare(unmarked):
            raise ArticleRefusedError("the text is empty")  # noqa: TRY301
        text = decoded(unmarked)
        article = article_from_text(text, url=url, fetched_at=datetime.now(UTC), outlet=outlet)
    except ArticleRefusedError as error:
        return Refused(name, str(error), len(content))
    return Fetched(name, article, len(content))


def from_lines(
    lines: Iterable[bytes], name: str, outlet: str | None
) -> Iterator[Fetched | Refused]:
    """Make an article of each line, as soon as it is there."""
    blank = True
    for record in records_of(lines):
        blank = False
        place = f"{name}:{record.number}"
        try:
            line = object_of(record)
        except ArticleRefusedError as error:
            yield Refused(place, str(error), record.size)
        else:
            yield _from_object(line, place, outlet, record.size)
    if blank:
        yield Refused(name, "empty: no line in it")


def from_text_or_json(
    stream: BinaryIO, name: str, outlet: str | None
) -> Iterator[Fetched | Refused]:
    """Read lines where the first is a JSON object, a document where one begins, else one text."""
    head = _first_lines(stream)
    begins = bare(head[-1]) if head else b""
    if not begins_as_json(begins):
        content = b"".join(head) + stream.read(MOST_OF_A_TEXT)
        if is_json(content):
            yield from from_lines(content.splitlines(keepends=True), name, outlet)
        else:
            yield from_text(content, name, outlet)
    elif begins.startswith(b"[") or goes_on(begins):
        content = b"".join(head) + stream.read(MOST_OF_JSON)
        try:
            found = _objects(content)
        except ArticleRefusedError:  # lines say better what is wrong, and where it goes on
            lines = chain(lines_of(io.BytesIO(content)), lines_of(stream))
            yield from from_lines(lines, name, outlet)
        else:
            yield from _from_objects(found, name, outlet, len(content))
    else:
        yield from from_lines(chain(head, lines_of(stream)), name, outlet)


def from_document(content: bytes, name: str, outlet: str | None) -> Iterator[Fetched | Refused]:
    """Make articles of JSON: an object, a list of them, or several of these."""
    try:
        found = _objects(content)
    except ArticleRefusedError as error:
        yield Refused(name, str(error), len(content))
    else:
        yield from _from_objects(found, name, outlet, len(content))


def _from_objects(
    found: list[object], name: str, outlet: str | None, size: int
) -> Iterator[Fetched | Refused]:
    if not found:
        yield Refused(name, "empty: no article in it", size)
    for number, line in enumerate(found, 1):
        yield _from_object(line, f"{name}:{number}", outlet, size // len(found))


def _objects(content: bytes) -> list[object]:
    """Read what a document holds; raises ArticleRefusedError where it is broken or too long."""
    if len(content) >= MOST_OF_JSON:
        raise ArticleRefusedError(f"over {MOST_OF_JSON // MIB} MiB: {_ONE_A_LINE}")
    text, place = decoded(bare(content)), 0
    objects: list[object] = []
    while place < len(text):
        try:
            found, place = json.JSONDecoder().raw_decode(text, place)
        except json.JSONDecodeError as error:
            what = error.msg.removesuffix(" at")
            raise ArticleRefusedError(f"broken JSON: {what} at character {error.pos}") from error
        except (RecursionError, ValueError) as error:
            raise ArticleRefusedError(f"broken JSON: {error}") from error
        several = isinstance(found, list)
        if several and not all(isinstance(each, dict) for each in found):
            raise ArticleRefusedError("wrong type: a list of other things than JSON objects")
        objects += found if several else [found]
        while text[place : place + 1].isspace():
            place += 1
    return objects


def _from_object(line: object, place: str, outlet: str | None, size: int) -> Fetched | Refused:
    if not isinstance(line, Mapping):
        return Refused(place, 'wrong type: not a JSON object such as {"text": "…"}', size)
    try:
        article = message_from_line(line, fetched_at=datetime.now(UTC), outlet=outlet)
    except ArticleRefusedError as error:
        return Refused(place, str(error), size)
    return Fetched(place, article, size)


def _first_lines(stream: BinaryIO) -> list[bytes]:
    """Read up to the first line that is not blank, and in a stream of blanks not for ever."""
    head: list[bytes] = []
    size = 0
    for line in lines_of(stream):
        head.append(line)
        size += len(line)
        if bare(line) or size > MOST_OF_A_TEXT:
            break
    return head
