"""Compressed bytes are read piece by piece, and no further than honest ones go."""

import io
import zlib
from collections.abc import Callable
from gzip import GzipFile
from typing import Protocol

from pipeline.errors import ArticleRefusedError
from schemas.topics import MIB

# News compresses 3 to 10 times, and JSON lines of it up to 30; deflate can do 1,030.
MOST_TIMES = 200
_FREE_BYTES = 16 * MIB  # a few large pages of blanks are no harm
_BROKEN = (EOFError, zlib.error, OSError)


class Pieces(Protocol):
    """A stream that gives what is there, up to so many bytes."""

    def read1(self, size: int = -1, /) -> bytes:
        """Read some bytes; none at the end."""


def gunzipped(stream: Pieces) -> io.BufferedReader:
    """Unpack a gzip stream of one or more members; reading raises as `unpacked` says."""
    counted = _Counted(stream)
    return unpacked(GzipFile(fileobj=io.BufferedReader(counted)), lambda: counted.given)


def unpacked(stream: Pieces, taken: Callable[[], int]) -> io.BufferedReader:
    """Read what comes out of a compressed stream; `taken` tells how many bytes went in so far.

    Reading raises ArticleRefusedError where it is broken, or a bomb.
    """
    return io.BufferedReader(_Unpacked(stream, taken))


class _Counted(io.RawIOBase):
    """A stream that knows how many bytes it gave."""

    def __init__(self, stream: Pieces) -> None:
        self._stream = stream
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # as BufferedReader asks
        found = self._stream.read1(len(buffer))
        buffer[: len(found)] = found
        self.given += len(found)
        return len(found)


class _Unpacked(_Counted):
    def __init__(self, stream: Pieces, taken: Callable[[], int]) -> None:
        super().__init__(stream)
        self._taken = taken

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # likewise
        try:
            found = super().readinto(buffer)
        except _BROKEN as error:
            raise ArticleRefusedError(f"broken archive: {error}") from error
        if self.given > _FREE_BYTES and self.given > MOST_TIMES * self._taken():
            raise ArticleRefusedError(f"unpacks to over {MOST_TIMES} times its size")
        return found
