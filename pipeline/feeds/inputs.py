"""Files, standard input and addresses, each read in the way of its kind."""

import io
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from pipeline.errors import ArticleRefusedError
from pipeline.feeds.addresses import Browser, is_address
from pipeline.feeds.archives import archived_pages, members
from pipeline.feeds.files import files
from pipeline.feeds.found import STANDARD_INPUT, Fetched, Refused
from pipeline.feeds.kinds import (
    GZIP_MARK,
    SNIFFED_BYTES,
    TAKEN,
    Kind,
    kind_of,
    kind_of_bytes,
    kind_of_type,
    why_not_taken,
)
from pipeline.feeds.pages import PageReader, Promised
from pipeline.feeds.texts import (
    MOST_OF_A_TEXT,
    MOST_OF_JSON,
    from_document,
    from_lines,
    from_text,
    from_text_or_json,
)
from pipeline.feeds.unzipping import gunzipped
from pipeline.json_lines import lines_of
from pipeline.pages import PAGE_BYTES
from schemas.topics import MIB

_SPOOLED_BYTES = 1024 * MIB  # of a zip folder that comes by standard input

Found = Fetched | Refused | Promised


@dataclass(frozen=True)
class Place:
    """What an input is called, and what is known of it beside its bytes."""

    name: str
    address: str | None = None
    charset: str | None = None


@dataclass(frozen=True)
class Inputs:
    """Reads inputs one by one; pages are promised, for other processes read them."""

    outlet: str | None
    reader: PageReader
    browser: Browser

    def all(self, paths: Iterable[str], stdin: BinaryIO | None) -> Iterator[Found]:
        """Yield what stands at each path, address or, for `-`, on standard input, in order."""
        for path in paths:
            if path == STANDARD_INPUT:
                yield from self._from_standard_input(stdin)
            elif is_address(path):
                yield from self._from_address(path)
            elif Path(path).is_dir():
                yield from self._from_folder(path)
            else:
                yield from self._from_file(path)

    def _from_folder(self, path: str) -> Iterator[Found]:
        file = None
        for file in files(path):
            yield from self._from_file(str(file))
        if file is None:
            yield Refused(path, f"empty: no file in it that is read; {TAKEN}")

    def _from_file(self, name: str) -> Iterator[Found]:
        try:
            if not stat.S_ISREG(Path(name).stat().st_mode):
                yield Refused(name, "wrong type: not a regular file")
            elif reason := why_not_taken(name):
                yield Refused(name, reason)
            else:
                with Path(name).open("rb") as stream:
                    yield from self._from_stream(stream, Place(name), kind_of(name))
        except FileNotFoundError:
            yield Refused(name, "no such file")
        except OSError as error:
            yield Refused(name, f"unreadable: {error.strerror or error}")

    def _from_address(self, address: str) -> Iterator[Found]:
        try:
            answer = self.browser.get(address)
        except ArticleRefusedError as error:
            yield Refused(address, str(error))
            return
        kind = kind_of_type(answer.media_type)
        place = Place(address, answer.address, answer.charset)
        yield from self._from_stream(io.BytesIO(answer.body), place, kind)

    def _from_standard_input(self, stdin: BinaryIO | None) -> Iterator[Found]:
        place = Place("standard input")
        if stdin is None:
            yield Refused(place.name, "closed")
            return
        try:
            yield from self._from_stream(stdin, place, None)
        except OSError as error:
            yield Refused(place.name, f"unreadable: {error.strerror or error}")

    def _from_stream(self, stream: BinaryIO, place: Place, kind: Kind | None) -> Iterator[Found]:
        """Yield what a stream holds, unpacked first where it is compressed."""
        opened = _peekable(stream)
        try:
            if opened.peek(2).startswith(GZIP_MARK):
                opened = _peekable(gunzipped(opened))
            head = opened.peek(SNIFFED_BYTES)[:SNIFFED_BYTES]
            if reason := why_not_taken("", head):
                yield Refused(place.name, reason)
            else:
                yield from self._of_kind(kind or kind_of_bytes(head), opened, place)
        except ArticleRefusedError as error:
            yield Refused(place.name, str(error))

    def _of_kind(self, kind: Kind | None, stream: BinaryIO, place: Place) -> Iterator[Found]:
        match kind:
            case Kind.TEXT:
                content = stream.read(MOST_OF_A_TEXT)
                yield from_text(content, place.name, self.outlet, place.address)
            case Kind.LINES:
                yield from from_lines(lines_of(stream), place.name, self.outlet)
            case Kind.JSON:
                yield from from_document(stream.read(MOST_OF_JSON), place.name, self.outlet)
            case Kind.PAGE:
                yield self._page(stream.read(PAGE_BYTES + 1), place, datetime.now(UTC))
            case Kind.WARC:
                yield from self._archived(stream, place)
            case Kind.ZIP:
                yield from self._members(stream, place)
            case None:
                yield from from_text_or_json(stream, place.name, self.outlet)

    def _page(self, body: bytes, place: Place, fetched_at: datetime) -> Promised:
        promise = self.reader.article(
            body,
            address=place.address,
            charset=place.charset,
            outlet=self.outlet,
            fetched_at=fetched_at,
        )
        return Promised(place.name, promise, len(body))

    def _archived(self, stream: BinaryIO, place: Place) -> Iterator[Found]:
        page = None
        for page in archived_pages(stream, PAGE_BYTES):
            name = f"{place.name}:{page.address}"
            yield self._page(page.body, Place(name, page.address, page.charset), page.fetched_at)
        if page is None:
            yield Refused(place.name, "empty: no page in it")

    def _members(self, stream: BinaryIO, place: Place) -> Iterator[Found]:
        member = None
        with _seekable(stream) as file:
            for member, opened in members(file):
                inner = Place(f"{place.name}/{member}")
                yield from self._from_stream(opened, inner, kind_of(member))
        if member is None:
            yield Refused(place.name, f"empty: no file in it that is read; {TAKEN}")


def _peekable(stream: BinaryIO) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(stream)  # type: ignore[arg-type]  # it reads from any stream


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream that can be read from its end, for that is where a zip folder begins."""
    if stream.seekable():
        yield stream
        return
    with TemporaryFile() as file:
        while piece := stream.read(MIB):
            file.write(piece)
            if file.tell() > _SPOOLED_BYTES:
                raise ArticleRefusedError(f"over {_SPOOLED_BYTES // MIB:,} MiB: save it as a file")
        file.seek(0)
        yield file
