"""A turn on the web: its request, what is read and published of the answer, and the books of it."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

from consumers.fetcher import decisions
from consumers.fetcher.books import Books
from consumers.fetcher.outbox import Outbox
from consumers.fetcher.turns import Page, Source, Turn
from pipeline.feeds.pages import PageReader
from pipeline.fetching.listing_reader import ListingReader
from pipeline.fetching.robots import (
    ROBOTS_BYTES,
    Robots,
    robots_address,
    robots_of,
    robots_text,
)
from pipeline.fetching.schedule import next_look, retry_after
from pipeline.fetching.web_client import NotFetchedError, Response, WebClient
from pipeline.listings.entry import LISTING_BYTES
from pipeline.rejection import Rejection
from pipeline.settings import Settings
from schemas.contracts import FetchedArticle, Retraction

_PAGES = frozenset({"", "text/html", "application/xhtml+xml", "application/xml", "text/xml"})
_GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)

Clock = Callable[[], datetime]


class Visits:
    """Makes one request a turn."""

    def __init__(self, settings: Settings, client: WebClient, outbox: Outbox, clock: Clock) -> None:
        self._settings = settings
        self._client = client
        self._outbox = outbox
        self._clock = clock
        self._pages = PageReader(settings.workers)
        self._lists = ListingReader()

    def stop(self) -> None:
        """End the processes that read."""
        self._pages.stop()
        self._lists.stop()

    async def visit(self, turn: Turn) -> Books:
        """Do what is due, and give the books to keep; all that was read is published by then.

        Raises UnavailableError when the broker is away.
        """
        if not turn.robots_fresh:
            return await self._ask_robots(turn)
        robots = robots_of(turn.robots or "")
        if not robots.allow(turn.due.address):
            return decisions.forbidden(turn, self._clock())
        due = turn.due
        try:
            answer = await self._client.get(
                due.address,
                etag=due.etag,
                modified=due.modified,
                **({"most_bytes": LISTING_BYTES} if isinstance(due, Source) else {}),
            )
        except NotFetchedError as error:
            return decisions.failed(turn, self._clock(), self._free_at(robots), str(error))
        if isinstance(due, Source):
            return await self._read_list(turn, due, robots, answer)
        return await self._read_page(turn, due, robots, answer)

    def _free_at(self, robots: Robots) -> datetime:
        gap = robots.gap_seconds(self._settings.fetch_gap)
        return self._clock() + timedelta(seconds=gap)

    async def _ask_robots(self, turn: Turn) -> Books:
        """Ask for robots.txt; what a site does not have, or does not show, forbids nothing."""
        address = robots_address(turn.due.address)
        try:
            answer = await self._client.get(address, most_bytes=2 * ROBOTS_BYTES)
        except NotFetchedError as error:
            return decisions.robots_unknown(turn, self._clock(), str(error))
        now = self._clock()
        busy = answer.status == HTTPStatus.TOO_MANY_REQUESTS
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or busy:
            asked = retry_after(answer.headers.get("retry-after"), now)
            return decisions.robots_unknown(turn, now, _said(answer), asked)
        text = robots_text(answer.body)
        site = {"robots": text, "robots_at": now, "failures": 0}
        return Books("robots", self._free_at(robots_of(text)), site=site)

    async def _read_list(self, turn: Turn, due: Source, robots: Robots, answer: Response) -> Books:
        now, free_at = self._clock(), self._free_at(robots)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return decisions.listed(due, now, free_at, answer, None)
        if answer.status == HTTPStatus.GONE:
            return decisions.source_gone(now, free_at)
        if answer.status != HTTPStatus.OK:
            return decisions.failed(turn, now, free_at, _said(answer), answer)
        found = await asyncio.wrap_future(
            self._lists.listing(answer.body, answer.address, answer.headers.get("content-type", ""))
        )
        if isinstance(found, Rejection):
            return decisions.failed(turn, now, free_at, found.reason)
        return decisions.listed(due, now, free_at, answer, found)

    async def _read_page(self, turn: Turn, due: Page, robots: Robots, answer: Response) -> Books:
        now, free_at = self._clock(), self._free_at(robots)
        follow_ups = self._settings.follow_up_seconds
        next_at = next_look(due.first_at or now, due.looks + 1, follow_ups)
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return decisions.looked_at(due, now, free_at, answer, next_at, "unchanged")
        if answer.status in _GONE:
            books = decisions.missing(due, now, free_at, answer.status)
            if books.outcome == "gone":
                await self._take_back(due, now)
            return books
        if answer.status != HTTPStatus.OK:
            return decisions.failed(turn, now, free_at, _said(answer), answer)
        if answer.media_type not in _PAGES:
            return decisions.no_article(now, free_at, f"no page: {answer.media_type}")
        article = await asyncio.wrap_future(
            self._pages.article(
                answer.body,
                address=answer.address,
                charset=answer.charset,
                outlet=due.outlet,
                fetched_at=now,
            )
        )
        if isinstance(article, Rejection):
            return decisions.no_article(now, free_at, article.reason)
        article = _as_its_source_says(article, due)
        same = (article.article_id, article.revision) == (due.article_id, due.fingerprint)
        if not same and (refused := await asyncio.to_thread(self._outbox.publish, [article])):
            return decisions.no_article(now, free_at, refused[0].reason)
        outcome = "unchanged" if same else "new" if due.article_id is None else "changed"
        published = {"article_id": article.article_id, "fingerprint": article.revision}
        return decisions.looked_at(due, now, free_at, answer, next_at, outcome, **published)

    async def _take_back(self, due: Page, now: datetime) -> None:
        if due.article_id is None or not self._settings.retract_gone:
            return
        gone = Retraction(article_id=due.article_id, url=due.address, retracted_at=now)
        await asyncio.to_thread(self._outbox.publish, [gone])


def _as_its_source_says(article: FetchedArticle, due: Page) -> FetchedArticle:
    """Let what the user says of a source outrank its pages, and its list fill what they lack."""
    told = {
        "outlet": due.outlet or article.outlet,
        "language": due.language or article.language,
        "title": article.title or due.title,
        "published_at": article.published_at or due.published_at,
    }
    return article.model_copy(update=told)


def _said(answer: Response) -> str:
    try:
        return f"{answer.status}: {HTTPStatus(answer.status).phrase}"
    except ValueError:
        return f"{answer.status}"
