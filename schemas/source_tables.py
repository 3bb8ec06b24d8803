"""The rows of the fetcher: what a user has it follow, what it found there, and whose turn is next.

Times here are the fetcher's own. A row's `next_at` without a value is never again.
"""

import sqlalchemy as sql
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table
from sqlalchemy.dialects.postgresql import ARRAY

from schemas.columns import metadata, not_empty, one_of, text, time
from schemas.vocabulary import SourceKind


def _tries() -> "Column[int]":
    """Count the failures in a row."""
    return Column("failures", sql.Integer, nullable=False, server_default="0")


def _moved() -> "Column[list[str]]":
    """Keep where a look is redirected to, the last being asked for next; each look begins anew."""
    return Column("moved", ARRAY(sql.Text), nullable=False, server_default="{}")


# A host, or a folder of this machine: whoever has its lease alone asks there.
host = Table(
    "host",
    metadata,
    Column("name", sql.Text, primary_key=True),
    time("free_at", nullable=True),  # nothing is asked earlier; None: at once
    time("leased_until", nullable=True),
    text("leased_by", nullable=True),
    Column("day", sql.Date, nullable=True),  # on which so many requests were made
    Column("requests", sql.Integer, nullable=False, server_default="0"),
    text("robots", nullable=True),  # its robots.txt; "" where it has none
    time("robots_at", nullable=True),
    _tries(),
    *not_empty("name"),
)

source = Table(
    "source",
    metadata,
    Column("address", sql.Text, primary_key=True),
    Column("host", ForeignKey("host.name"), nullable=False),
    Column(  # the list of lists that has it, such as a sitemap of sitemaps
        "listed_by", ForeignKey("source.address", ondelete="CASCADE"), nullable=True
    ),
    text("kind", nullable=True),  # None: not looked at yet
    text("outlet", nullable=True),
    text("language", nullable=True),
    Column("paused", sql.Boolean, nullable=False, server_default=sql.false()),
    Column("least_seconds", sql.Float, nullable=False),
    Column("most_seconds", sql.Float, nullable=False),
    Column("every_seconds", sql.Float, nullable=False),  # now, by how often it changes
    time("added_at"),
    time("next_at"),
    time("fetched_at", nullable=True),  # the last time that worked
    text("etag", nullable=True),
    text("modified", nullable=True),
    text("problem", nullable=True),
    _tries(),
    _moved(),
    *not_empty("address"),
    one_of("kind", SourceKind),
    Index("source_host", "host"),
    CheckConstraint("0 < least_seconds AND least_seconds <= most_seconds", name="schedule_is_one"),
)

# A page that a source listed, or a file of a folder; it is called by what its address comes to.
followed = Table(
    "followed",
    metadata,
    Column("name", sql.Text, primary_key=True),
    Column("source", ForeignKey("source.address", ondelete="CASCADE"), nullable=False),
    Column("host", ForeignKey("host.name"), nullable=False),
    text("address"),
    text("title", nullable=True),  # as the source lists it
    time("published_at", nullable=True),
    time("found_at"),
    time("next_at", nullable=True),
    time("first_at", nullable=True),  # when it was fetched first
    Column("looks", sql.Integer, nullable=False, server_default="0"),
    text("article_id", nullable=True),
    text("fingerprint", nullable=True),  # of the revision that was published last
    text("etag", nullable=True),
    text("modified", nullable=True),
    Column("missing", sql.Integer, nullable=False, server_default="0"),  # times in a row
    time("gone_at", nullable=True),
    text("problem", nullable=True),
    _tries(),
    _moved(),
    *not_empty("name", "address"),
    Index("followed_next", "host", "next_at", postgresql_where=sql.text("next_at IS NOT NULL")),
    Index("followed_source", "source"),
    Index("followed_article", "article_id"),
)
