"""What the fetcher publishes: each article is with the broker before its books are kept."""

from collections.abc import Sequence
from threading import Lock

from consumers.fetcher import metrics
from pipeline.broker import ensure_topics, wait_for_broker
from pipeline.errors import UnavailableError
from pipeline.feeds.found import Refused
from pipeline.producer import Outcome, Publisher
from pipeline.settings import Settings
from schemas.contracts import FetchedArticle, Retraction
from schemas.topics import topics_of

Message = FetchedArticle | Retraction


class Outbox:
    """A publisher that several threads use, made anew when the broker was away."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._publisher: Publisher | None = None
        self._outcomes: list[Outcome] = []

    def publish(self, messages: Sequence[Message]) -> list[Refused]:
        """Return when the broker has all but those that it refused for good.

        Raises UnavailableError; all can be published again then without harm.
        """
        with self._lock:
            self._outcomes.clear()
            publisher = self._publisher or self._connected()
            try:
                for message in messages:
                    publisher.send(message.article_id, message)
                publisher.settle()
            except UnavailableError as error:
                self._publisher = None
                publisher.__exit__(UnavailableError, error, None)
                raise
            refused = [each for each in self._outcomes if isinstance(each, Refused)]
            metrics.PUBLISHED.inc(len(messages) - len(refused))
            return refused

    def close(self) -> None:
        """End the connection; nothing is on its way then, unless a thread was left behind."""
        if self._publisher is not None:
            self._publisher.__exit__(None, None, None)
            self._publisher = None

    def _connected(self) -> Publisher:
        topics, seconds = topics_of(self._settings.namespace), self._settings.delivery_seconds
        bootstrap = self._settings.kafka or ""
        wait_for_broker(bootstrap, seconds)
        ensure_topics(bootstrap, topics)
        self._publisher = Publisher(bootstrap, topics.articles, seconds, self._outcomes.append)
        return self._publisher
