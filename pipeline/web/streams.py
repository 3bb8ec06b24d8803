"""Answers of any length, sent row by row; a client that hangs up frees its connection."""

from collections.abc import Generator, Iterable, Iterator, Mapping

from anyio import CancelScope
from fastapi.responses import StreamingResponse
from starlette.concurrency import iterate_in_threadpool, run_in_threadpool
from starlette.types import Receive, Scope, Send

PIECE = 64 * 1024  # characters sent at once: a row at a time would cost as many switches of thread


class Streamed(StreamingResponse):
    """Sends what a generator yields, and closes it whatever happens.

    Starlette leaves a generator open when its client hangs up, and with it the connection to the
    database. The first piece is made before the answer begins, so that a question that fails is
    answered by an error, not by half an answer.
    """

    def __init__(
        self, rows: Generator[str, None, None], headers: Mapping[str, str], media_type: str
    ) -> None:
        self._rows = rows
        pieces = _pieces(rows)
        try:
            first = next(pieces, "")
        except BaseException:
            rows.close()
            raise
        sent = iterate_in_threadpool(_again(first, pieces))
        super().__init__(sent, headers=headers, media_type=media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; in the end, be it a hung-up client, the question is over."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await run_in_threadpool(self._rows.close)


def _again(first: str, others: Iterable[str]) -> Iterator[str]:
    yield first
    yield from others


def _pieces(rows: Iterable[str]) -> Iterator[str]:
    """Join rows to pieces worth sending."""
    piece: list[str] = []
    length = 0
    for row in rows:
        piece.append(row)
        length += len(row)
        if length >= PIECE:
            yield "".join(piece)
            piece, length = [], 0
    if piece:
        yield "".join(piece)
