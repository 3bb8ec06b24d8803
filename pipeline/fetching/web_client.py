"""A GET bounded in time, size, redirects and reach: what a server said, or why nothing came."""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp
import certifi

from pipeline.errors import UnavailableError
from pipeline.fetching.reach import public_socket
from pipeline.pages import PAGE_BYTES

SECONDS = 30.0  # for all of a page, redirects included
REDIRECTS = 5
_CHUNK_BYTES = 64 * 1024
_MOVED = frozenset({301, 302, 303, 307, 308})
_ACCEPTED = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"


class NotFetchedError(UnavailableError):
    """Nothing was fetched, and why: the address, its server, or a limit of ours."""


@dataclass(frozen=True)
class Response:
    """What a server answered: any status, 304, 404 and 410 among them."""

    address: str  # where it was found, after redirects
    status: int
    headers: Mapping[str, str]  # names in small letters
    body: bytes  # uncompressed; empty but for 200
    moved: tuple[int, ...] = ()  # the statuses of the redirects on the way
    leads_to: str | None = None  # where it redirects, where that was not to be followed

    @property
    def media_type(self) -> str:
        """Give the type that the server says, as "text/html"; "" where it says none."""
        return self._content_type.get_content_type() if "content-type" in self.headers else ""

    @property
    def charset(self) -> str | None:
        """Give the character set that the server says."""
        return self._content_type.get_content_charset()

    @property
    def _content_type(self) -> Message:
        message = Message()
        message["content-type"] = self.headers.get("content-type", "")
        return message


class WebClient:
    """Fetches from the public web, in an `async with` block; holds its connections open.

    It asks no robots.txt, keeps no cookies and waits between no two requests: that is for who
    decides what is fetched. One client serves many requests at once.
    """

    def __init__(
        self, *, contact: str | None = None, allow_private: bool = False, seconds: float = SECONDS
    ) -> None:
        """Name to servers who asks, by a contact; `allow_private` lets local networks be asked."""
        about = f"; +{contact}" if contact else ""
        self.user_agent = f"stancewire/{version('stancewire')} (news reader{about})"
        self._allow_private = allow_private
        self._seconds = seconds
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                ssl=_trusted(), socket_factory=None if self._allow_private else public_socket
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={
                "User-Agent": self.user_agent,
                "Accept": _ACCEPTED,
                "Accept-Encoding": "gzip, deflate",
            },
            timeout=aiohttp.ClientTimeout(total=None),  # ours is for all redirects together
            auto_decompress=True,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def get(
        self,
        address: str,
        *,
        etag: str | None = None,
        modified: str | None = None,
        most_bytes: int = PAGE_BYTES,
        follows: Callable[[str], bool] = lambda _: True,
    ) -> Response:
        """Fetch an address; with the last answer's `etag` or `modified` only what is new, else 304.

        A redirect to an address that `follows` says no to is the answer.
        Raises NotFetchedError naming what was wrong: no http(s) address, no such host, a private
        one, too many redirects, over `most_bytes` uncompressed, or too slow.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in asked.items() if value}
        try:
            async with asyncio.timeout(self._seconds):
                return await self._followed(_checked(address), headers, most_bytes, follows)
        except TimeoutError as error:
            raise NotFetchedError(f"no answer within {self._seconds:g} s") from error
        except aiohttp.ClientConnectorError as error:
            raise NotFetchedError(f"cannot be reached: {error.os_error}") from error
        except (aiohttp.ClientError, ValueError, OSError) as error:
            reason = f"{type(error).__name__}: {error}".removesuffix(": ")
            raise NotFetchedError(f"broken answer: {reason:.200}") from error

    async def _followed(
        self, address: str, headers: dict[str, str], most: int, follows: Callable[[str], bool]
    ) -> Response:
        moved: list[int] = []
        while True:
            response = await self._asked(address, headers, most, tuple(moved))
            target = response.headers.get("location")
            if response.status not in _MOVED or not target:
                return response
            address = _checked(urljoin(address, target))
            if not follows(address):
                return replace(response, leads_to=address)
            moved.append(response.status)
            if len(moved) > REDIRECTS:
                raise NotFetchedError(f"redirected over {REDIRECTS} times")

    async def _asked(
        self, address: str, headers: dict[str, str], most: int, moved: tuple[int, ...]
    ) -> Response:
        assert self._session is not None, "used outside its `async with` block"  # noqa: S101
        async with self._session.get(address, headers=headers, allow_redirects=False) as answer:
            body = bytearray()
            if answer.status == 200:
                async for chunk in answer.content.iter_chunked(_CHUNK_BYTES):
                    body += chunk
                    if len(body) > most:
                        raise NotFetchedError(f"over {most:,} bytes")
            said = {name.lower(): value for name, value in answer.headers.items()}
            return Response(address, answer.status, said, bytes(body), moved)


def _checked(address: str) -> str:
    """Give an http(s) address without the name and password that it may hold."""
    try:
        parts = urlsplit(address.strip())
        known = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        known = None
    if not known:
        raise NotFetchedError(f"no http(s) address: {address!r:.80}")
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="").geturl()


def _trusted() -> ssl.SSLContext:
    """Trust what this machine does, and where it has no list of its own what browsers do."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context
