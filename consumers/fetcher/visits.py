"""A turn on the web: its request, what is read and published of the answer, and the books of it."""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

from consumers.fetcher import decisions
from consumers.fetcher.books import Books, host_of
from consumers.fetcher.decisions import Asked
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
        self.pages = PageReader(settings.workers)
        self._lists = ListingReader()

    def stop(self) -> None:
        """End the processes that read."""
        self.pages.stop()
        self._lists.stop()

    async def visit(self, turn: Turn) -> Books:
        """Do what is due, and give the books to keep; all that was read is published by then.

        Raises UnavailableError when the broker is away.
        """
        if not turn.robots_fresh:
            return await self._ask_robots(turn)
        robots = robots_of(turn.robots or "")
        due = turn.due
        if not robots.allow(due.found_at):
            return decisions.forbidden(turn, self._clock())
        try:
            answer = await self._client.get(
                due.found_at,
                etag=due.etag,
                modified=due.modified,
                follows=lambda to: host_of(to) == turn.host and robots.allow(to),
                **({"most_bytes": LISTING_BYTES} if isinstance(due, Source) else {}),
            )
        except NotFetchedError as error:
            return decisions.failed(turn, self._clock(), self._free_at(robots), str(error))
        asked = Asked(self._clock(), self._free_at(robots), answer)
        if answer.leads_to is not None:
            return decisions.moved(turn, asked, answer.leads_to)
        if isinstance(due, Source):
            return await self._read_list(turn, due, asked)
        return await self._read_page(turn, due, asked)

    def _free_at(self, robots: Robots) -> datetime:
        gap = robots.gap_seconds(self._settings.fetch_gap)
        return self._clock() + timedelta(seconds=gap)

    async def _ask_robots(self, turn: Turn) -> Books:
        """Ask for robots.txt; what a site does not have, or does not show, forbids nothing."""
        address = robots_address(turn.due.found_at)
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

    async def _read_list(self, turn: Turn, due: Source, asked: Asked) -> Books:
        answer = asked.answer
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return decisions.listed(due, asked, None)
        if answer.status == HTTPStatus.GONE:
            return decisions.source_gone(asked)
        if answer.status != HTTPStatus.OK:
            return decisions.failed(turn, asked.now, asked.free_at, _said(answer), answer)
        said = answer.headers.get("content-type", "")
        promise = self._lists.listing(answer.body, answer.address, said)
        found = await asyncio.wrap_future(promise)
        if isinstance(found, Rejection):
            return decisions.failed(turn, asked.now, asked.free_at, found.reason)
        return decisions.listed(due, asked, found)

    async def _read_page(self, turn: Turn, due: Page, asked: Asked) -> Books:
        answer = asked.answer
        if answer.status == HTTPStatus.NOT_MODIFIED:
            return decisions.looked_at(due, asked, self._next_look(due, asked), None)
        if answer.status in _GONE:
            return await self._missing(due, asked)
        if answer.status != HTTPStatus.OK:
            return decisions.failed(turn, asked.now, asked.free_at, _said(answer), answer)
        return await self._publish(due, asked)

    async def _publish(self, due: Page, asked: Asked) -> Books:
        """Publish the article of a page, unless it is what was published last."""
        article = await self._article(due, asked)
        if isinstance(article, str):
            return decisions.no_article(asked, article)
        if (article.article_id, article.revision) == (due.article_id, due.fingerprint):
            return decisions.looked_at(due, asked, self._next_look(due, asked), None)
        if refused := await asyncio.to_thread(self._outbox.publish, [article]):
            return decisions.no_article(asked, refused[0].reason)
        return decisions.looked_at(due, asked, self._next_look(due, asked), article)

    async def _article(self, due: Page, asked: Asked) -> FetchedArticle | str:
        """Read the article of a page, or why there is none."""
        answer = asked.answer
        if answer.media_type not in _PAGES:
            return f"no page: {answer.media_type}"
        promise = self.pages.article(
            answer.body,
            address=answer.address,
            charset=answer.charset,
            outlet=due.outlet,
            fetched_at=asked.now,
        )
        article = await asyncio.wrap_future(promise)
        if isinstance(article, Rejection):
            return article.reason
        return _as_its_source_says(article, due)

    def _next_look(self, due: Page, asked: Asked) -> datetime | None:
        follow_ups = self._settings.follow_up_seconds
        return next_look(due.first_at or asked.now, due.looks + 1, follow_ups)

    async def _missing(self, due: Page, asked: Asked) -> Books:
        """Take the article of a page that is gone back, if the user wants that."""
        books = decisions.missing(due, asked)
        if books.outcome == "gone" and due.article_id and self._settings.retract_gone:
            gone = Retraction(article_id=due.article_id, url=due.address, retracted_at=asked.now)
            await asyncio.to_thread(self._outbox.publish, [gone])
        return books


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
