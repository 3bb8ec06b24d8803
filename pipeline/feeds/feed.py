"""Files, folders, JSONL and standard input become fetched articles and retractions, one at a time.

Memory stays flat however much there is, and one bad input never stops the rest.
"""

import codecs
import heapq
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from pipeline.article import article_from_text, message_from_line, retraction_of
from pipeline.errors import ArticleRefusedError
from pipeline.feeds.found import Fetched, Refused
from pipeline.json_lines import (
    bare,
    begins_as_json,
    decoded,
    is_json,
    lines_of,
    object_of,
    records_of,
    without_mark,
)
from schemas.topics import ARTICLE_BYTES

STANDARD_INPUT = "-"
LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_JSON_HINT = ": write one object a line, as `jq -c .` does, or for a list `jq -c '.[]'`"
TEXT_SUFFIXES = frozenset({".txt", ""})  # a file without a suffix only when named itself
# Names of a folder kept in memory at once: 100,000 files are five passes, 0.9 s of CPU in all.
NAMES_AT_ONCE = 20_000


@dataclass(frozen=True)
class Feed:
    """What a user named: paths in order, `-` for standard input, an outlet for all of them."""

    paths: tuple[str, ...]
    stdin: BinaryIO | None = None
    outlet: str | None = None


def fetch(feed: Feed) -> Iterator[Fetched | Refused]:
    """Yield what each path of a feed holds, in order: articles, and refusals with their reason."""
    for path in feed.paths:
        if path == STANDARD_INPUT:
            yield from _from_standard_input(feed)
            continue
        file = None
        for file in files(path):
            yield from _from_file(file, feed.outlet)
        if file is None:
            yield Refused(path, "empty: no .txt or .jsonl file in it")


def retractions(feed: Feed) -> Iterator[Fetched | Refused]:
    """Yield a retraction for each address or id that stands in the place of a feed's paths.

    For `-`, for each line of standard input that is not blank.
    """
    for name in feed.paths:
        if name == STANDARD_INPUT:
            yield from _retractions_from(feed)
        elif _is_there(name):
            yield Refused(name, "a file or folder: --retract takes addresses and ids")
        else:
            yield _retraction(name, name.encode(errors="surrogateescape"), feed.outlet)


def _retractions_from(feed: Feed) -> Iterator[Fetched | Refused]:
    blank = True
    for number, line in enumerate(lines_of(feed.stdin) if feed.stdin else (), 1):
        if words := bare(line):
            blank = False
            yield _retraction(f"standard input:{number}", words, feed.outlet)
    if blank:
        yield Refused("standard input", "empty: no line in it")


def _retraction(name: str, words: bytes, outlet: str | None) -> Fetched | Refused:
    try:
        retraction = retraction_of(decoded(words), retracted_at=datetime.now(UTC), outlet=outlet)
    except ArticleRefusedError as error:
        return Refused(name, str(error), len(words))
    return Fetched(name, retraction, len(words))


def _is_there(name: str) -> bool:
    try:
        return bool(name) and Path(name).exists()
    except OSError:  # longer than a file's name may be
        return False


def total_size(feed: Feed) -> int | None:
    """Count the bytes of a feed's files; None when it reads standard input."""
    if STANDARD_INPUT in feed.paths:
        return None
    total = 0
    for path in feed.paths:
        for file in files(path):
            try:
                total += file.stat().st_size
            except OSError:
                continue  # named when it is read
    return total


def files(path: str | Path) -> Iterator[Path]:
    """Yield a file itself, or the .txt and .jsonl files under a folder, sorted by name.

    Hidden names are passed over. A folder reached twice, as by a symbolic link, is read once.
    """
    yield from _files(Path(path), seen=set())


def _files(path: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    try:
        place = path.stat()
        if (place.st_dev, place.st_ino) in seen:
            return
        seen.add((place.st_dev, place.st_ino))
        for name in _names(path):
            yield from _files(path / name, seen)
    except OSError:
        yield path  # refused with its reason when it is read


def _names(folder: Path) -> Iterator[str]:
    """Yield the names of subfolders and article files in order, some thousands at a time."""
    last = ""
    while names := heapq.nsmallest(NAMES_AT_ONCE, _names_after(folder, last)):
        yield from names
        last = names[-1]


def _names_after(folder: Path, last: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name <= last or entry.name.startswith("."):
                continue
            suffix = Path(entry.name).suffix.lower()
            if suffix == ".txt" or suffix in LINE_SUFFIXES or entry.is_dir():
                yield entry.name


def _from_file(path: Path, outlet: str | None) -> Iterator[Fetched | Refused]:
    name, suffix = str(path), path.suffix.lower()
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield Refused(name, "wrong type: not a regular file")
        elif suffix not in TEXT_SUFFIXES | LINE_SUFFIXES:
            hint = _JSON_HINT if suffix == ".json" else ""
            yield Refused(name, f"wrong type: {suffix} is neither .txt nor .jsonl{hint}")
        else:
            with path.open("rb") as stream:
                if suffix in LINE_SUFFIXES:
                    yield from _from_lines(lines_of(stream), name, outlet)
                else:
                    yield _from_text(stream.read(_MOST), name, outlet)
    except FileNotFoundError:
        yield Refused(name, "no such file")
    except OSError as error:
        yield Refused(name, f"unreadable: {error.strerror}")


def _from_standard_input(feed: Feed) -> Iterator[Fetched | Refused]:
    name = "standard input"
    if feed.stdin is None:
        yield Refused(name, "closed")
        return
    try:
        head = _first_lines(feed.stdin)
        if head and begins_as_json(head[-1]):
            yield from _from_lines(chain(head, lines_of(feed.stdin)), name, feed.outlet)
            return
        content = b"".join(head) + feed.stdin.read(_MOST)
        if is_json(content):
            yield from _from_lines(content.splitlines(keepends=True), name, feed.outlet)
        else:
            yield _from_text(content, name, feed.outlet)
    except OSError as error:
        yield Refused(name, f"unreadable: {error.strerror}")


def _first_lines(stream: BinaryIO) -> list[bytes]:
    """Read up to the first line that is not blank, and in a stream of blanks not for ever."""
    head: list[bytes] = []
    size = 0
    for line in lines_of(stream):
        head.append(line)
        size += len(line)
        if bare(line) or size > _MOST:
            break
    return head


# Enough to see that a text is too long, with the byte order mark that is taken off.
_MOST = ARTICLE_BYTES + len(codecs.BOM_UTF8) + 1


def _from_text(content: bytes, name: str, outlet: str | None) -> Fetched | Refused:
    try:
        unmarked = without_mark(content)
        if len(unmarked) > ARTICLE_BYTES:
            raise ArticleRefusedError("over 1 MiB")  # noqa: TRY301  # one refusal for all
        if not bare(unmarked):
            raise ArticleRefusedError("the text is empty")  # noqa: TRY301
        text = decoded(unmarked)
        article = article_from_text(text, fetched_at=datetime.now(UTC), outlet=outlet)
    except ArticleRefusedError as error:
        return Refused(name, str(error), len(content))
    return Fetched(name, article, len(content))


def _from_lines(
    lines: Iterable[bytes], name: str, outlet: str | None
) -> Iterator[Fetched | Refused]:
    blank = True
    for record in records_of(lines):
        blank = False
        place = f"{name}:{record.number}"
        try:
            line = object_of(record)
            article = message_from_line(line, fetched_at=datetime.now(UTC), outlet=outlet)
        except ArticleRefusedError as error:
            yield Refused(place, str(error), record.size)
        else:
            yield Fetched(place, article, record.size)
    if blank:
        yield Refused(name, "empty: no line in it")
