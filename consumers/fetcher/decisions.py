"""What an answer means for what comes next; pure."""

from datetime import datetime, timedelta
from http import HTTPStatus

from consumers.fetcher.books import Books
from consumers.fetcher.turns import Page, Source, Turn
from pipeline.fetching.schedule import (
    FAILURES_OF_A_PAGE,
    NOT_FOUND_AGAIN_SECONDS,
    TIMES_NOT_FOUND,
    Every,
    backoff_seconds,
    retry_after,
)
from pipeline.fetching.web_client import Response
from pipeline.listings.entry import Listing

_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


def robots_unknown(turn: Turn, now: datetime, reason: str, asked: datetime | None = None) -> Books:
    """Ask nothing of a site whose robots.txt cannot be had; one known before holds on for a day."""
    failures = turn.failures + 1
    if turn.robots is not None:
        return Books("failed", now, site={"robots_at": now, "failures": failures})
    again = asked or now + timedelta(seconds=backoff_seconds(failures))
    problem = {"problem": f"robots.txt: {reason}"}
    return Books("failed", again, problem, {"failures": failures})


def forbidden(turn: Turn, now: datetime) -> Books:
    """Leave alone what robots.txt forbids: a source is looked at again, a page never."""
    row: dict[str, object] = {"problem": "robots.txt forbids it", "next_at": None}
    if isinstance(turn.due, Source):
        row["next_at"] = now + timedelta(seconds=turn.due.most_seconds)
    return Books("forbidden", now, row)


def failed(
    turn: Turn, now: datetime, free_at: datetime, reason: str, answer: Response | None = None
) -> Books:
    """Try again later, and a page not for ever; a server that is busy is left alone till then."""
    failures = turn.due.failures + 1
    asked = retry_after(answer.headers.get("retry-after"), now) if answer else None
    again = asked or now + timedelta(seconds=backoff_seconds(failures))
    row: dict[str, object] = {"failures": failures, "problem": reason, "next_at": again}
    if isinstance(turn.due, Page) and failures >= FAILURES_OF_A_PAGE:
        row["next_at"] = None
    busy = answer is not None and answer.status in _BUSY
    return Books("failed", max(free_at, again) if busy else free_at, row)


def source_gone(now: datetime, free_at: datetime) -> Books:
    """Pause a source that answers 410: it asks not to be asked again."""
    return Books("gone", free_at, {"paused": True, "problem": "410: gone", "next_at": now})


def listed(
    due: Source, now: datetime, free_at: datetime, answer: Response, listing: Listing | None
) -> Books:
    """Look at a source sooner where it lists something new; no listing is nothing new."""
    every = Every(due.every_seconds, due.least_seconds, due.most_seconds)
    seconds = every.after(changed=False)
    row: dict[str, object] = {
        "failures": 0,
        "problem": None,
        "fetched_at": now,
        "every_seconds": seconds,
        "next_at": now + timedelta(seconds=seconds),
    }
    if listing is None:
        return Books("unchanged", free_at, row)
    row |= _validators(answer) | {"kind": listing.kind}
    soon = every.after(changed=True)
    return Books("listed", free_at, row, {}, listing.entries, listing.lists, soon)


def missing(due: Page, now: datetime, free_at: datetime, status: int) -> Books:
    """Take a page for gone at 410, or when it was not found twice."""
    times = due.missing + 1
    row: dict[str, object] = {"missing": times, "problem": f"{status}: {HTTPStatus(status).phrase}"}
    if status == HTTPStatus.GONE or times >= TIMES_NOT_FOUND:
        return Books("gone", free_at, row | {"gone_at": now, "next_at": None})
    later = now + timedelta(seconds=NOT_FOUND_AGAIN_SECONDS)
    return Books("missing", free_at, row | {"next_at": later})


def looked_at(
    due: Page,
    now: datetime,
    free_at: datetime,
    answer: Response,
    next_at: datetime | None,
    outcome: str,
    **published: object,
) -> Books:
    """Count a look at a page, with what of it was published."""
    row: dict[str, object] = {
        "looks": due.looks + 1,
        "first_at": due.first_at or now,
        "next_at": next_at,
        "failures": 0,
        "missing": 0,
        "gone_at": None,
        "problem": None,
    }
    return Books(outcome, free_at, row | _validators(answer) | published)


def no_article(now: datetime, free_at: datetime, reason: str) -> Books:
    """Leave alone a page that holds no article."""
    return Books("refused", free_at, {"problem": reason, "next_at": None, "first_at": now})


def _validators(answer: Response) -> dict[str, object]:
    """Give what the next request asks by; a 304 that repeats none keeps what is known."""
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return {}
    return {name: answer.headers.get(head) for name, head in _HEADERS.items()}


_HEADERS = {"etag": "etag", "modified": "last-modified"}
