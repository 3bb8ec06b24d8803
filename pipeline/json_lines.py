"""JSON lines: one object a line, each line read in bounded memory and refused with its reason."""

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from pipeline.errors import ArticleRefusedError
from schemas.topics import MIB

# A text of 1 MiB may double its size as JSON, or take six bytes a character when escaped; the
# other fields have the rest.
LINE_BYTES = 8 * MIB
_SKIPPED_AT_ONCE = 64 * 1024
_BLANKS_AND_MARKS = re.compile(rb"(?:\s|\xef\xbb\xbf)*")
_WIDE_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
# An object, or a list of objects or texts, as far as a first line shows it; "{sic}",
# "[Editor's note]" and '["No," he said]' are prose.
_JSON_BEGINS = re.compile(
    rb"""(?:\[\s*)* \{\s* (?: ["}] | '\w+'\s*: | $)
    | (?:\[\s*)+ (?: "(?:[^"\\]|\\.)*" \s* (?: , | \]\s*(?:[,\]]|$) ) | $)""",
    re.VERBOSE,
)
_ONE_A_LINE = "write one object a line, as `jq -c {}` does"
_KINDS = {
    list: "list",
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


@dataclass(frozen=True)
class Record:
    """A line, with those after it that only go on with what it began."""

    number: int
    line: bytes  # the first one; the others are not kept
    last: int
    size: int  # bytes, of all its lines


def records_of(lines: Iterable[bytes]) -> Iterator[Record]:
    """Yield the lines that are not blank, each as soon as it is whole.

    Objects written over several lines are one record until an object of one line follows, for
    one refusal says it all; a list that begins the input, or UTF-16, is a record to the end.
    """
    begun: Record | None = None  # one that may go on below
    to_the_end: bool | None = None  # whether it takes all the rest; None: nothing was read yet
    for number, line in enumerate(lines, 1):
        words = bare(line)
        if not words:
            continue
        if begun is not None and (to_the_end or not _is_whole(words)):
            begun = replace(begun, last=number, size=begun.size + len(line))
            continue
        if begun is not None:
            yield begun
        record = Record(number, line, number, len(line))
        goes_on_below = goes_on(words) or wide_encoding(line) is not None
        to_the_end = to_the_end is None and goes_on_below and not words.startswith(b"{")
        begun = record if goes_on_below else None
        if not goes_on_below:
            yield record
    if begun is not None:
        yield begun


def object_of(record: Record) -> dict[str, object]:
    """Read the object of a record; raises ArticleRefusedError saying what is wrong with it."""
    if record.last == record.number or wide_encoding(record.line):
        return json_object(record.line)
    what, how = ("a list", "'.[]'") if bare(record.line).startswith(b"[") else ("an object", ".")
    lines = f"lines {record.number} to {record.last}"
    raise ArticleRefusedError(f"{what} over {lines}: {_ONE_A_LINE.format(how)}")


def _is_whole(words: bytes) -> bool:
    return words.startswith(b"{") and words.endswith(b"}")


def goes_on(words: bytes) -> bool:
    """Say whether a line begins an object or a list that it does not end."""
    return words.startswith((b"{", b"[")) and not words.endswith((b"}", b"]", b"},", b"],"))


def begins_as_json(line: bytes) -> bool:
    """Say whether a first line begins an object or a list, and no sentence in brackets."""
    return _JSON_BEGINS.match(bare(line)) is not None


def is_json(content: bytes) -> bool:
    """Say whether all of it is one JSON value, such as a number."""
    try:
        json.loads(bare(content))
    except (ValueError, RecursionError):
        return False
    return True


def lines_of(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of one that is too long only its beginning."""
    line = stream.readline(LINE_BYTES + 1)
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
        found = json.loads(decoded(bare(line)))
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at")
        raise ArticleRefusedError(f"broken JSON: {what} at character {error.pos}") from error
    except RecursionError as error:
        raise ArticleRefusedError("broken JSON: nested too deeply") from error
    except ValueError as error:  # a number too long
        raise ArticleRefusedError(f"broken JSON: {error}") from error
    if isinstance(found, dict):
        return found
    kind = _KINDS[type(found)]
    hint = ": " + _ONE_A_LINE.format("'.[]'") if kind == "list" else ' such as {"text": "…"}'
    raise ArticleRefusedError(f"wrong type: {kind}, not a JSON object{hint}")


def line_of(row: Mapping[str, object]) -> bytes:
    """Write an object as a line; half a character becomes its escape."""
    return json.dumps(row, ensure_ascii=False).encode(errors="backslashreplace") + b"\n"


def decoded(content: bytes) -> str:
    """Decode UTF-8; raises ArticleRefusedError naming the first byte that is not."""
    if (wide := wide_encoding(content)) is not None:
        raise ArticleRefusedError(
            f"not UTF-8 but {wide}: convert it, as `iconv -f {wide} -t UTF-8` does"
        )
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise ArticleRefusedError(f"not UTF-8 at byte {error.start}") from error


def without_mark(content: bytes) -> bytes:
    """Leave out the byte order mark that some editors put first."""
    return content.removeprefix(codecs.BOM_UTF8)


def bare(content: bytes) -> bytes:
    """Leave out blanks at both ends, and byte order marks among those at the beginning."""
    begins = _BLANKS_AND_MARKS.match(content)
    return content[begins.end() if begins else 0 :].rstrip()


def wide_encoding(content: bytes) -> str | None:
    """Name the encoding that a byte order mark tells, where it is not UTF-8."""
    return next((name for mark, name in _WIDE_MARKS.items() if content.startswith(mark)), None)
