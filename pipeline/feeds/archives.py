"""Members of zip folders and responses in web archives, one at a time."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from pipeline.article import moment
from pipeline.errors import ArticleRefusedError
from pipeline.feeds.kinds import Kind, is_taken_from_folders, kind_of
from pipeline.feeds.unzipping import unpacked

PAGE_TYPES = ("text/html", "application/xhtml+xml")
_MOST_MEMBERS = 200_000


@dataclass(frozen=True)
class ArchivedPage:
    """A page as a server once gave it."""

    address: str
    body: bytes
    charset: str | None
    fetched_at: datetime


def members(file: BinaryIO) -> Iterator[tuple[str, BinaryIO]]:
    """Yield the names and streams of a zip folder's files of a known kind, in its own order.

    Raises ArticleRefusedError where it is broken, locked, a bomb or over-long.
    """
    try:
        with ZipFile(file) as folder:
            names = [info for info in folder.infolist() if _is_taken(info)]
            if len(names) > _MOST_MEMBERS:
                raise ArticleRefusedError(f"holds over {_MOST_MEMBERS:,} files")
            for info in names:
                with folder.open(info) as stream:
                    taken = partial(int, max(1, info.compress_size))
                    yield info.filename, unpacked(stream, taken)  # type: ignore[arg-type]
    except (BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise ArticleRefusedError(f"broken archive: {error}") from error
    except RuntimeError as error:
        raise ArticleRefusedError(f"locked archive: {error}") from error


def _is_taken(info: ZipInfo) -> bool:
    parts = info.filename.split("/")
    hidden = any(part.startswith((".", "__MACOSX")) for part in parts)
    taken = is_taken_from_folders(parts[-1]) and kind_of(parts[-1]) is not Kind.ZIP
    return taken and not hidden and not info.is_dir()


def archived_pages(stream: BinaryIO, most_bytes: int) -> Iterator[ArchivedPage]:
    """Yield the pages of a web archive, each no longer than a byte beyond `most_bytes`.

    What a server answered with another status than 200, or that is no page, is passed over.
    Raises ArticleRefusedError where the archive is broken.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # few need it
    from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415

    try:
        for record in ArchiveIterator(stream):
            headers = record.http_headers
            if record.rec_type not in ("response", "resource") or record.rec_headers is None:
                continue
            if headers is not None and headers.get_statuscode() != "200":
                continue
            said = (headers or record.rec_headers).get_header("Content-Type") or ""
            address = record.rec_headers.get_header("WARC-Target-URI")
            if not said.lower().startswith(PAGE_TYPES) or not address:
                continue
            yield ArchivedPage(
                address=address.strip("<>"),
                body=record.content_stream().read(most_bytes + 1),
                charset=_charset(said),
                fetched_at=_moment(record.rec_headers.get_header("WARC-Date")),
            )
    except (ArchiveLoadFailed, zlib.error, EOFError, ValueError) as error:
        raise ArticleRefusedError(f"broken archive: {error}") from error


def _charset(content_type: str) -> str | None:
    _, _, charset = content_type.lower().partition("charset=")
    return charset.partition(";")[0].strip(" \"'") or None


def _moment(said: str | None) -> datetime:
    try:
        return moment(said) or datetime.now(UTC)
    except ValueError:
        return datetime.now(UTC)
