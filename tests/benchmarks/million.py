"""A made-up corpus of 1,000,000 stances in 150,000 articles, the same each time."""

from pathlib import Path

import psycopg

ARTICLES = 146_500  # with seven stances each
MADE = Path(__file__).with_suffix(".sql")

# Rows of one origin need no check, and one process draws the same numbers each time.
QUICKLY = """
SET session_replication_role = replica; SET synchronous_commit = off;
SET max_parallel_workers_per_gather = 0; SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'
"""
# All but those of constraints: they are made at the end.
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def load(url: str, articles: int = ARTICLES) -> None:
    """Fill the tables of a new database; its user must be a superuser."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(QUICKLY)
        indexes = connection.execute(INDEXES).fetchall()
        for name, _ in indexes:
            connection.execute(f"DROP INDEX {name}".encode())
        connection.execute(MADE.read_bytes().replace(b":articles", str(articles).encode()))
        for _, made in indexes:
            connection.execute(made.encode())
        connection.execute("UPDATE resolver_turn SET turn = 1")
        connection.execute("VACUUM ANALYZE")
