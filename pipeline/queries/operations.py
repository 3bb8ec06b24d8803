"""How the pipeline does, as far as the database tells: throughput, versions at work, disk."""

from sqlalchemy import Engine

from pipeline.database import Row
from pipeline.queries.called import read

HOURS = 24
NEWEST = 1_000  # revisions, whose versions are those at work

# Every hour has a row. The index of freshness has what the sink stored, without the articles.
STORED = """
SELECT hour, coalesce(articles, 0) AS articles
FROM generate_series(
    date_trunc('hour', now(), 'UTC') - make_interval(hours => :hours - 1), now(), '1 hour'
) AS hour
LEFT JOIN (
    SELECT date_trunc('hour', stored_at, 'UTC') AS hour, count(*) AS articles
    FROM revision
    WHERE queued_at IS NOT NULL
        AND stored_at >= date_trunc('hour', now(), 'UTC') - make_interval(hours => :hours - 1)
    GROUP BY 1
) AS stored USING (hour)
ORDER BY hour
"""
VERSIONS = """
SELECT code, models, count(*) AS revisions, max(stored_at) AS last
FROM (
    SELECT provenance ->> 'code' AS code, provenance -> 'models' AS models, stored_at
    FROM revision ORDER BY id DESC LIMIT :newest
) AS newest
GROUP BY code, models
ORDER BY last DESC, code
"""
DISK = "SELECT pg_database_size(current_database()) AS bytes"


def stored_by_hour(engine: Engine) -> list[Row]:
    """Give how many articles the sink stored in each of the last hours, this one last."""
    return read(engine, STORED, hours=HOURS)


def versions(engine: Engine) -> list[Row]:
    """Give which code and models made the newest revisions, the latest first."""
    return read(engine, VERSIONS, newest=NEWEST)


def disk(engine: Engine) -> int:
    """Give how many bytes the database takes."""
    (row,) = read(engine, DISK)
    return int(str(row["bytes"]))
