"""Edge: sends fetched articles to their topic; one counts only when the broker confirmed it."""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from kafka import KafkaProducer
from kafka.errors import (
    KafkaError,
    KafkaTimeoutError,
    MessageSizeTooLargeError,
    RecordListTooLargeError,
)
from kafka.producer.future import FutureRecordMetadata

from pipeline.errors import UnavailableError
from pipeline.feeds.found import Fetched, Refused
from schemas.contracts import FetchedArticle, Retraction
from schemas.topics import Topic

# Sent and not yet confirmed: what bounds memory when the broker is slower than the disk.
WINDOW_ARTICLES = 2_000
WINDOW_BYTES = 8 * 1024 * 1024
# Not compressed: 8,000 articles/s against 1,500 with gzip, which made them 2.6 times smaller.
BATCH_BYTES = 256 * 1024
LINGER_MS = 20  # an article alone waits this long for company
NOTICE_SECONDS = 3.0  # of silence before it is said that the broker is waited for
LAST_CHANCE_SECONDS = 2.0  # for what is on its way when sending ends early
TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Confirmed:
    """An article that the broker holds."""

    name: str


@dataclass(frozen=True)
class Retracted:
    """A retraction that the broker holds."""

    name: str


@dataclass(frozen=True)
class Unconfirmed:
    """An article that the broker may lack; it can be sent again without harm."""

    name: str
    reason: str


Outcome = Confirmed | Retracted | Unconfirmed | Refused
Report = Callable[[Outcome], None]


@dataclass(frozen=True)
class _Sent:
    name: str
    confirmed: Confirmed | Retracted  # what it is once the broker holds it
    size: int
    at: float  # on the monotonic clock
    future: FutureRecordMetadata


class Publisher:
    """An idempotent producer that reports each article's outcome, in the order of sending.

    Used in a `with` block; its end reports whatever is still unconfirmed as such.
    """

    def __init__(self, bootstrap: str, topic: Topic, seconds: float, report: Report) -> None:
        """Connect; raises UnavailableError when no broker answers within `seconds`."""
        self._bootstrap = bootstrap
        self._topic = topic.name
        self._seconds = seconds
        self._report = report
        self._waiting: deque[_Sent] = deque()
        self._waiting_bytes = 0
        self._silent = False
        try:
            self._producer = KafkaProducer(**options_of(bootstrap, topic, seconds))
        except KafkaError as error:
            raise UnavailableError(f"No broker answered at {bootstrap}: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        reason = "not sent to the end" if error is None else str(error) or "interrupted"
        self._end(reason)

    def send(self, name: str, article: FetchedArticle | Retraction) -> None:
        """Send an article or a retraction under its id, once less than a window is unconfirmed.

        Raises UnavailableError when the oldest of those stays unconfirmed for too long.
        """
        value = article.model_dump_json(exclude_none=True).encode()
        try:
            future = self._producer.send(self._topic, value, key=article.article_id.encode())
        except TOO_LARGE as error:
            self._report(Refused(name, f"too large: {error}"))
            return
        except KafkaError as error:
            self._report(Unconfirmed(name, str(error)))
            raise self._unavailable(error) from error
        held = Retracted(name) if isinstance(article, Retraction) else Confirmed(name)
        self._waiting.append(_Sent(name, held, len(value), time.monotonic(), future))
        self._waiting_bytes += len(value)
        self._settle(WINDOW_ARTICLES, WINDOW_BYTES)

    def settle(self) -> None:
        """Return when all is confirmed; raises UnavailableError as `send` does."""
        self._settle(0, 0)

    def _settle(self, articles: int, size: int) -> None:
        """Report what is confirmed, and wait while more than a window is not."""
        while self._waiting:
            oldest = self._waiting[0]
            full = len(self._waiting) > articles or self._waiting_bytes > size
            while not _done(oldest.future, NOTICE_SECONDS if full else 0):
                self._mind(oldest)
                if not full:
                    return
            if oldest.future.failed() and not isinstance(oldest.future.exception, TOO_LARGE):
                raise self._unavailable(oldest.future.exception) from oldest.future.exception
            self._forget_oldest("")

    def _mind(self, sent: _Sent) -> None:
        """Say once that the broker is silent; raise when it was so for too long."""
        waited = time.monotonic() - sent.at
        if waited > self._seconds:
            raise self._unavailable(None)
        if waited > NOTICE_SECONDS and not self._silent:
            self._silent = True
            logger.warning("The broker is silent; waiting", extra={"broker": self._bootstrap})

    def _forget_oldest(self, reason: str) -> None:
        sent = self._waiting.popleft()
        self._waiting_bytes -= sent.size
        outcome = _outcome(sent, reason)
        if self._silent and outcome is sent.confirmed:
            self._silent = False
            logger.warning("The broker confirms again", extra={"broker": self._bootstrap})
        self._report(outcome)

    def _end(self, reason: str) -> None:
        deadline = time.monotonic() + LAST_CHANCE_SECONDS
        for sent in self._waiting:
            _done(sent.future, max(0.0, deadline - time.monotonic()))
        if self._waiting:
            # `close` alone would first wait for what cannot be sent, and raise.
            self._producer._sender.force_close()
            self._producer._sender.join(LAST_CHANCE_SECONDS)
        with suppress(KafkaError):  # nothing it could say changes what was confirmed
            self._producer.close(timeout=LAST_CHANCE_SECONDS)
        while self._waiting:
            self._forget_oldest(reason)

    def _unavailable(self, cause: Exception | None) -> UnavailableError:
        words = f"the broker at {self._bootstrap} did not confirm within {self._seconds:g} s"
        late = cause is None or isinstance(cause, KafkaTimeoutError)
        return UnavailableError(words if late else f"{words}: {cause}")


def publish(found: Iterator[Fetched | Refused], publisher: Publisher, report: Report) -> None:
    """Send every article found and report every outcome; returns when all is confirmed."""
    for each in found:
        if isinstance(each, Refused):
            report(each)
        else:
            publisher.send(each.name, each.article)
    publisher.settle()


def give_up(found: Iterator[Fetched | Refused], reason: str, report: Report) -> None:
    """Report what was not sent any more, so that every input is named and counted."""
    for each in found:
        report(each if isinstance(each, Refused) else Unconfirmed(each.name, reason))


def options_of(bootstrap: str, topic: Topic, seconds: float) -> dict[str, object]:
    """Give the settings of a producer for a topic that gives a broker so many seconds."""
    patience_ms = max(1_000, int(seconds * 1000))
    return {
        "bootstrap_servers": bootstrap.split(","),
        "bootstrap_timeout_ms": patience_ms,
        "max_block_ms": patience_ms,
        "enable_idempotence": True,
        "acks": "all",
        "batch_size": BATCH_BYTES,
        "linger_ms": LINGER_MS,
        "max_request_size": topic.message_bytes,
        "delivery_timeout_ms": patience_ms,
        "request_timeout_ms": min(30_000, patience_ms // 2),
        "reconnect_backoff_max_ms": 1_000,  # the default sleeps 30 s through a quick restart
    }


def _done(future: FutureRecordMetadata, seconds: float) -> bool:
    """Wait up to `seconds` for a send to succeed or fail; say whether it did."""
    if seconds and not future.is_done:
        with suppress(KafkaError):  # its failure, or the end of the wait
            future.get(timeout=seconds)
    return bool(future.is_done)


def _outcome(sent: _Sent, reason: str) -> Outcome:
    if sent.future.succeeded():
        return sent.confirmed
    if sent.future.is_done and isinstance(sent.future.exception, TOO_LARGE):
        return Refused(sent.name, f"too large for the broker: {sent.future.exception}")
    return Unconfirmed(sent.name, reason or str(sent.future.exception))
