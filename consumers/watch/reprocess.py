"""Stored texts are sent to be answered anew, and let whatever is live go first."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from packaging.version import InvalidVersion, Version
from sqlalchemy import Connection, Engine, text

from consumers.analyser.watchdog import reading_of
from pipeline.database import Row, connection_to
from pipeline.producer import Publisher
from schemas.contracts import FetchedArticle
from schemas.topics import Topics

# No live article waits for longer than these take. With 16, one process took no longer for 240
# articles than when all were published at once (175 s against 184 s); this is enough for two.
AT_ONCE = 32
LOOK_SECONDS = 0.2  # between two looks at how many wait; 20 ms each
NOTICE_SECONDS = 30.0  # of waiting before it is said: is there an analyser?

CHOSEN = "SELECT id FROM revision WHERE current AND {conditions} ORDER BY dated DESC, id"
COUNTED = """
SELECT provenance ->> 'code' AS code, provenance -> 'models' AS models, count(*) AS articles
FROM revision WHERE current AND {conditions} GROUP BY 1, 2 ORDER BY articles DESC, 1, 2
"""
TEXTS = """
SELECT article_id, fingerprint AS revision, outlet, url, title, text, language, published_at,
    fetched_at, authors, licence
FROM revision WHERE id = ANY(:ids) AND current ORDER BY dated DESC, id
"""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Where:
    """Which current revisions are meant; None asks nothing."""

    code_before: Version | None = None  # answered by older code than this
    model_not: tuple[str, str] | None = None  # name and version of a model that did not answer
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None  # exclusive

    @property
    def all(self) -> bool:
        """Say whether nothing is asked."""
        return all(value is None for value in vars(self).values())


@dataclass(frozen=True)
class Chosen:
    """Revisions by their number, the newest first, and when they were asked for."""

    ids: Sequence[int]
    asked_at: datetime  # by the database's clock, the only one that all who ask share


def chosen(engine: Engine, where: Where) -> Chosen:
    """Find what is to be answered anew."""
    with connection_to(engine, read_only=True) as connection:
        conditions, given = _conditions(connection, where)
        asked = text(CHOSEN.replace("{conditions}", conditions))
        ids = list(connection.scalars(asked, given))
        return Chosen(ids, connection.scalars(text("SELECT now()")).one())


def counted(engine: Engine, where: Where) -> list[Row]:
    """Count what would be answered anew, by the code and the models that answered last."""
    with connection_to(engine, read_only=True) as connection:
        conditions, given = _conditions(connection, where)
        asked = text(COUNTED.replace("{conditions}", conditions))
        return [dict(row) for row in connection.execute(asked, given).mappings()]


def republish(
    engine: Engine, publisher: Publisher, found: Chosen, waiting: Callable[[], int], at_once: int
) -> None:
    """Publish the stored texts again, under their revision, a slice whenever there is room.

    A text that is no longer current by then is left out. Raises UnavailableError as `Publisher`.
    """
    for ids in slices(found.ids, waiting, at_once):
        for article in _articles(engine, ids, found.asked_at):
            publisher.send(article.article_id, article)
        publisher.settle()


def slices(
    ids: Sequence[int],
    waiting: Callable[[], int],
    at_once: int,
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[Sequence[int]]:
    """Yield the ids, as many as have room under `at_once` beside the articles that wait.

    Nothing is yielded while more than half of that waits, whoever published it: so live articles
    go first, and none that comes later has more than `at_once` before it.
    """
    begin, waited = 0, 0.0
    while begin < len(ids):
        room = at_once - waiting()
        if 2 * room >= at_once:
            yield ids[begin : begin + room]
            begin, waited = begin + room, 0.0
            continue
        waited += LOOK_SECONDS
        if waited - LOOK_SECONDS < NOTICE_SECONDS <= waited:
            logger.warning(
                "Waiting until fewer articles wait for analyser and sink",
                extra={"waiting": at_once - room, "at_once": at_once},
            )
        pause(LOOK_SECONDS)


def waiting_at(bootstrap: str, topics: Topics) -> int:
    """Count the articles that analyser or sink have not passed yet; one between them counts twice.

    Raises UnavailableError when the broker is away.
    """
    return sum(
        reading_of(bootstrap, group, topic.name, set(range(topic.partitions))).lag
        for group, topic in (
            (topics.analyser_group, topics.articles),
            (topics.sink_group, topics.analyses),
        )
    )


def _articles(engine: Engine, ids: Sequence[int], asked_at: datetime) -> list[FetchedArticle]:
    with connection_to(engine, read_only=True) as connection:
        found = connection.execute(text(TEXTS), {"ids": list(ids)}).mappings()
        return [
            FetchedArticle(**row, asked_anew_at=asked_at, fetched_by="stancewire reprocess")
            for row in found
        ]


def _conditions(connection: Connection, where: Where) -> tuple[str, dict[str, object]]:
    """Give the conditions that are set, as SQL, and their values."""
    known = {
        "codes": "provenance ->> 'code' = ANY(:codes)",
        "model": "provenance -> 'models' ->> :model IS DISTINCT FROM :version",
        "outlet": "name_words(outlet) @> name_words(:outlet)",
        "since": "dated >= :since",
        "until": "dated < :until",
    }
    model, version = where.model_not or (None, None)
    values: dict[str, object] = {
        "codes": None if where.code_before is None else _codes(connection, where.code_before),
        "model": model,
        "outlet": where.outlet,
        "since": where.since,
        "until": where.until,
    }
    given = {name: value for name, value in values.items() if value is not None}
    conditions = " AND ".join(known[name] for name in given)
    return conditions or "TRUE", given | ({} if version is None else {"version": version})


def _codes(connection: Connection, before: Version) -> list[str]:
    """Name the versions of code that answered what is current and are older than another."""
    asked = text("SELECT DISTINCT provenance ->> 'code' FROM revision WHERE current")
    return [code for code in connection.scalars(asked) if is_before(code, before)]


def is_before(code: str, version: Version) -> bool:
    """Tell whether code is older than a version; what is no version is older than any."""
    try:
        return Version(code) < version
    except InvalidVersion:
        return True
