"""Edge: tells changes of state to an address on the web, from a thread of its own."""

import base64
import json
import logging
import queue
import threading
import urllib.error
import urllib.request
from http.client import HTTPException
from urllib.parse import unquote

from prometheus_client import Counter
from pydantic import HttpUrl

from pipeline.watch.judgements import Change

WAITING = 100  # changes that wait while the address does not answer; of more the oldest go
ANSWER_SECONDS = 10.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 60.0
ATTEMPTS = 10  # over four minutes: what is told later than that is known by then

DELIVERIES = Counter(
    "stancewire_webhook_deliveries_total", "Changes of state told to the webhook.", ["outcome"]
)
for outcome in ("delivered", "failed", "dropped"):
    DELIVERIES.labels(outcome)  # counted from 0, so that the first of a kind is an increase

logger = logging.getLogger(__name__)


class Webhook:
    """Tells changes one after another, each again until it is taken; nobody waits for it."""

    def __init__(self, url: HttpUrl) -> None:
        self._host = url.host  # an address may hold a secret: nothing more of it is logged
        self._url = f"{url.scheme}://{url.host}:{url.port}{url.path or '/'}" + (
            f"?{url.query}" if url.query else ""
        )
        self._headers = {"Content-Type": "application/json", **_authorization(url)}
        self._opener = urllib.request.build_opener(_NoRedirects)
        self._waiting: queue.Queue[Change] = queue.Queue(WAITING)
        self._stop = threading.Event()
        threading.Thread(target=self._run, name="webhook", daemon=True).start()

    def tell(self, change: Change) -> None:
        """Have a change told as soon as those before it are; returns at once."""
        while True:
            try:
                return self._waiting.put_nowait(change)
            except queue.Full:
                self._drop_oldest()

    def close(self) -> None:
        """Tell nothing any more."""
        self._stop.set()

    def _drop_oldest(self) -> None:
        try:
            self._waiting.get_nowait()
        except queue.Empty:
            return
        DELIVERIES.labels("dropped").inc()
        logger.warning("Too many changes wait for the webhook; one is not told")

    def _run(self) -> None:
        while not self._stop.is_set():
            self._deliver(json.dumps(as_fields(self._waiting.get())).encode())

    def _deliver(self, body: bytes) -> None:
        pause = FIRST_PAUSE_SECONDS
        for _ in range(ATTEMPTS):
            reason = self._refused(body)
            if reason is None:
                DELIVERIES.labels("delivered").inc()
                return
            extra = {"host": self._host, "reason": reason, "seconds": pause}
            logger.warning("The webhook did not take a change; trying again", extra=extra)
            if self._stop.wait(pause):
                return
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
        DELIVERIES.labels("failed").inc()
        logger.error("The webhook was not told of a change", extra={"host": self._host})

    def _refused(self, body: bytes) -> str | None:
        """Send once, and give why it was not taken."""
        asked = urllib.request.Request(self._url, body, self._headers)  # noqa: S310  # HttpUrl
        try:
            with self._opener.open(asked, timeout=ANSWER_SECONDS):
                return None
        except urllib.error.HTTPError as error:
            return f"it answered {error.code}"
        except (OSError, HTTPException) as error:
            return type(getattr(error, "reason", error)).__name__


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow none: another address was not chosen by whoever set this one."""


def _authorization(url: HttpUrl) -> dict[str, str]:
    if url.username is None:
        return {}
    said = f"{unquote(url.username)}:{unquote(url.password or '')}".encode()
    return {"Authorization": f"Basic {base64.b64encode(said).decode()}"}


def as_fields(change: Change) -> dict[str, object]:
    """Give a change as the webhook sends it; topic and partition are where it is worst."""
    now = change.now
    return {
        "group": now.place.group,
        "topic": now.worst and now.worst.topic,
        "partition": now.worst and now.worst.partition,
        "from": str(change.was),
        "to": str(now.state),
        "reason": now.reason,
        "lag": now.lag,
        "at": change.at.isoformat(),
    }
