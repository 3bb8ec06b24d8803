"""What an answer means for what comes next; pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus

from consumers.fetcher.books import Books, host_of
from consumers.fetcher.turns import Page, Source, Turn
from pipeline.fetching.schedule import (
    FAILURES_OF_A_PAGE,
    NOT_FOUND_AGAIN_SECONDS,
    TIMES_NOT_FOUND,
    Every,
    backoff_seconds,
    retry_after,
)
from pipeline.fetching.web_client import REDIRECTS, Response
from pipeline.listings.entry import Listing
from schemas.contracts import FetchedArticle

_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


@dataclass(frozen=True)
class Asked:
    """What a server answered, when, and when its host may be asked again."""

    now: datetime
    free_at: datetime
    answer: Response


def robots_unknown(turn: Turn, now: datetime, reason: str, asked: datetime | None = None) -> Books:
    """Ask nothing of a site whose robots.txt cannot be had; one known before holds on for a day."""
    failures = turn.failures + 1
    if turn.robots is not None:
        return Books("failed", now, site={"robots_at": now, "failures": failures})
    again = asked or now + timedelta(seconds=backoff_seconds(failures))
    problem = f"robots.txt: {reason}"
    row = failed(turn, now, again, problem).row if turn.due.moved else {"problem": problem}
    return Books("failed", again, row, {"failures": failures})


def moved(turn: Turn, asked: Asked, address: str) -> Books:
    """Ask where it leads in a turn of its own, as its host and robots.txt there want it."""
    past = [*turn.due.moved, address]
    if len(past) > REDIRECTS or address in turn.due.moved:
        return failed(turn, asked.now, asked.free_at, f"redirected over {REDIRECTS} times")
    row = {"moved": past, "host": host_of(address), "next_at": asked.now}
    return Books("moved", asked.free_at, row)


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


def source_gone(asked: Asked) -> Books:
    """Pause a source that answers 410: it asks not to be asked again."""
    return Books("gone", asked.free_at, {"paused": True, "problem": "410: Gone"})


def listed(due: Source, asked: Asked, listing: Listing | None) -> Books:
    """Look at a source sooner where it lists something new; no listing is nothing new."""
    every = Every(due.every_seconds, due.least_seconds, due.most_seconds)
    seconds = every.after(changed=False)
    row: dict[str, object] = {
        "failures": 0,
        "problem": None,
        "fetched_at": asked.now,
        "every_seconds": seconds,
        "next_at": asked.now + timedelta(seconds=seconds),
    }
    if listing is None:
        return Books("unchanged", asked.free_at, row)
    row |= _validators(asked.answer) | {"kind": listing.kind}
    soon = every.after(changed=True)
    return Books("listed", asked.free_at, row, {}, listing.entries, listing.lists, soon)


def missing(due: Page, asked: Asked) -> Books:
    """Take a page for gone at 410, or when it was not found twice."""
    times, status = due.missing + 1, asked.answer.status
    row: dict[str, object] = {"missing": times, "problem": f"{status}: {HTTPStatus(status).phrase}"}
    if status == HTTPStatus.GONE or times >= TIMES_NOT_FOUND:
        return Books("gone", asked.free_at, row | {"gone_at": asked.now, "next_at": None})
    later = asked.now + timedelta(seconds=NOT_FOUND_AGAIN_SECONDS)
    return Books("missing", asked.free_at, row | {"next_at": later})


def looked_at(
    due: Page, asked: Asked, next_at: datetime | None, published: FetchedArticle | None
) -> Books:
    """Count a look at a page, and what is published of it now; None: what was."""
    row = _one_look_more(due, asked, next_at) | {"gone_at": None, "problem": None}
    row |= _validators(asked.answer)
    if published is None:
        return Books("unchanged", asked.free_at, row)
    row |= {"article_id": published.article_id, "fingerprint": published.revision}
    return Books("new" if due.article_id is None else "changed", asked.free_at, row)


def no_article(due: Page, asked: Asked, next_at: datetime | None, reason: str) -> Books:
    """Look again at a page that holds no article yet when one with an article is looked at."""
    row = _one_look_more(due, asked, next_at) | {"problem": reason}
    return Books("refused", asked.free_at, row)


def _one_look_more(due: Page, asked: Asked, next_at: datetime | None) -> dict[str, object]:
    return {
        "looks": due.looks + 1,
        "first_at": due.first_at or asked.now,
        "next_at": next_at,
        "failures": 0,
        "missing": 0,
    }


def _validators(answer: Response) -> dict[str, object]:
    """Give what the next request asks by; a 304 that repeats none keeps what is known."""
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return {}
    return {name: answer.headers.get(head) for name, head in _HEADERS.items()}


_HEADERS = {"etag": "etag", "modified": "last-modified"}
