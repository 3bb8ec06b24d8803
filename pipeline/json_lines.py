"""JSON lines: one object a line, each line read in bounded memory and refused with its reason."""

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from pipeline.errors import ArticleRefusedError
from schemas.topics import MIB

# A text of 1 MiB may double its size as JSON, or take six bytes a character when escaped; the
# other fields have the rest.
LINE_BYTES = 8 * MIB
_SKIPPED_AT_ONCE = 64 * 1024


def lines_of(stream: BinaryIO, start: bytes = b"") -> Iterator[bytes]:
    """Yield `start` and the lines after it; of one that is too long only its beginning."""
    line = start or stream.readline(LINE_BYTES + 1)
    while line:
        end = line
        while len(line) > LINE_BYTES and end and not end.endswith(b"\n"):
            end = stream.readline(_SKIPPED_AT_ONCE)
        yield line
        line = stream.readline(LINE_BYTES + 1)


def json_object(line: bytes) -> dict[str, object]:
    """Read the object of a line; raises ArticleRefusedError saying what is wrong with it."""
    if len(line) > LINE_BYTES:
        raise ArticleRefusedError(f"the line has over {LINE_BYTES:,} bytes")
    try:
        found = json.loads(decoded(without_mark(line).strip()))
    except json.JSONDecodeError as error:
        raise ArticleRefusedError(f"broken JSON: {error.msg} at character {error.pos}") from error
    except RecursionError as error:
        raise ArticleRefusedError("broken JSON: nested too deeply") from error
    except ValueError as error:  # a number too long
        raise ArticleRefusedError(f"broken JSON: {error}") from error
    if not isinstance(found, dict):
        raise ArticleRefusedError(f"wrong type: {type(found).__name__}, not a JSON object")
    return found


def line_of(row: Mapping[str, object]) -> bytes:
    """Write an object as a line; half a character becomes its escape."""
    return json.dumps(row, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"


def decoded(content: bytes) -> str:
    """Decode UTF-8; raises ArticleRefusedError naming the first byte that is not."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise ArticleRefusedError(f"not UTF-8 at byte {error.start}") from error


def without_mark(content: bytes) -> bytes:
    """Leave out the byte order mark that some editors put first."""
    return content.removeprefix(codecs.BOM_UTF8)
