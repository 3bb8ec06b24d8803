"""Addresses that a user names are fetched, one at a time."""

import asyncio
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pipeline.errors import ArticleRefusedError
from schemas.topics import MIB

if TYPE_CHECKING:
    from pipeline.fetching.web_client import Response

# More than a page may have: lines and archives lie at addresses, too.
DOWNLOAD_BYTES = 64 * MIB


class Browser:
    """A web client for code without an event loop; begun when the first address is fetched."""

    def __init__(self, *, contact: str | None, allow_private: bool) -> None:
        self._contact = contact
        self._allow_private = allow_private
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        self._runner.close()

    def get(self, address: str) -> "Response":
        """Fetch what an address answers with; ArticleRefusedError saying why there is nothing."""
        return self._runner.run(self._got(address))

    async def _got(self, address: str) -> "Response":
        # Imported here: who reads files alone need not wait for it.
        from pipeline.fetching.web_client import NotFetchedError, WebClient  # noqa: PLC0415

        client = WebClient(contact=self._contact, allow_private=self._allow_private)
        async with client:
            try:
                answer = await client.get(address, most_bytes=DOWNLOAD_BYTES)
            except NotFetchedError as error:
                raise ArticleRefusedError(str(error)) from error
        if answer.status != 200:
            raise ArticleRefusedError(f"the server answered {answer.status}")
        return answer


def is_address(path: str) -> bool:
    """Say whether a user means an address of the web."""
    return path.lower().startswith(("http://", "https://"))
