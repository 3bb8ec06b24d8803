"""Edge: reads from the database how far the resolver is behind."""

from sqlalchemy import Engine, text

from consumers.resolver import CONNECTIONS
from pipeline.database import connection_to
from pipeline.lag import ResolverLag

WAITING = """
SELECT count(*), coalesce(extract(epoch FROM now() - min(stored_at)), 0)::float,
    EXISTS (
        SELECT FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = :connections
    ),
    (SELECT turn FROM resolver_turn),
    (SELECT coalesce(max(id), 0) FROM revision)
FROM unresolved WHERE failed_at IS NULL
"""


def resolver_lag(engine: Engine) -> ResolverLag:
    """Count what is stored and not resolved; raises UnavailableError when the database is away."""
    with connection_to(engine, read_only=True) as connection:
        found = connection.execute(text(WAITING), {"connections": CONNECTIONS}).one()
    waiting, seconds, running, turn, stored = found
    return ResolverLag(waiting, max(0.0, seconds), running, turn, stored)
