"""The rival: a Quix Streams application that does the same analysis and writes.

Its one function analyses an article, its sink stores a checkpoint's answers in one transaction.
`python -m tests.benchmarks.rivals.quix BOOTSTRAP TOPIC DATABASE_URL MODEL`
"""

import sys

from quixstreams import Application
from quixstreams.sinks import BatchingSink, SinkBatch

from consumers.sink.store import store_articles
from pipeline.analysis.analyse import analyse
from pipeline.analysis.reading.document import Reader
from pipeline.database import connection_to, engine_of
from schemas.contracts import AnalysedArticle, FetchedArticle


class Store(BatchingSink):
    """Writes what the wire's own sink writes; a checkpoint that fails is read again."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._engine = engine_of(url)

    def write(self, batch: SinkBatch) -> None:
        with connection_to(self._engine) as connection:
            store_articles(connection, [one.value for one in batch])


def main(bootstrap: str, topic: str, database_url: str, model: str) -> None:
    """Consume until killed."""
    reader = Reader(model)

    def answer(message: bytes) -> AnalysedArticle:
        return analyse(FetchedArticle.model_validate_json(message), reader)

    app = Application(
        bootstrap,
        consumer_group=f"{topic}.quix",
        auto_offset_reset="earliest",
        commit_interval=0.5,  # its own 5 s would be waited for at the end
        loglevel="ERROR",
    )
    articles = app.topic(topic, value_deserializer="bytes")
    app.dataframe(articles).apply(answer).sink(Store(database_url))
    app.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
