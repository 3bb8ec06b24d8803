"""What the fetcher follows, what it found there, and when it asks whom next."""

from alembic import op

revision = "v0016"
down_revision = "v0014"

MAKE = """
CREATE TABLE host (
    name TEXT NOT NULL,
    free_at TIMESTAMPTZ,
    leased_until TIMESTAMPTZ,
    leased_by TEXT,
    day DATE,
    requests INTEGER NOT NULL DEFAULT 0,
    robots TEXT,
    robots_at TIMESTAMPTZ,
    failures INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT host_pkey PRIMARY KEY (name),
    CONSTRAINT host_name_is_not_empty CHECK (name <> '')
);
CREATE TABLE source (
    address TEXT NOT NULL,
    host TEXT NOT NULL,
    listed_by TEXT,
    kind TEXT,
    outlet TEXT,
    language TEXT,
    paused BOOLEAN NOT NULL DEFAULT FALSE,
    least_seconds DOUBLE PRECISION NOT NULL,
    most_seconds DOUBLE PRECISION NOT NULL,
    every_seconds DOUBLE PRECISION NOT NULL,
    added_at TIMESTAMPTZ NOT NULL,
    next_at TIMESTAMPTZ NOT NULL,
    fetched_at TIMESTAMPTZ,
    etag TEXT,
    modified TEXT,
    problem TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT source_pkey PRIMARY KEY (address),
    CONSTRAINT source_host_fkey FOREIGN KEY (host) REFERENCES host (name),
    CONSTRAINT source_listed_by_fkey FOREIGN KEY (listed_by) REFERENCES source (address)
        ON DELETE CASCADE,
    CONSTRAINT source_address_is_not_empty CHECK (address <> ''),
    CONSTRAINT source_kind_is_known CHECK (kind IN ('feed', 'sitemap', 'section', 'folder')),
    CONSTRAINT source_schedule_is_one CHECK (0 < least_seconds AND least_seconds <= most_seconds)
);
CREATE INDEX source_host ON source (host);
CREATE TABLE followed (
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    host TEXT NOT NULL,
    address TEXT NOT NULL,
    title TEXT,
    published_at TIMESTAMPTZ,
    found_at TIMESTAMPTZ NOT NULL,
    next_at TIMESTAMPTZ,
    first_at TIMESTAMPTZ,
    looks INTEGER NOT NULL DEFAULT 0,
    article_id TEXT,
    fingerprint TEXT,
    etag TEXT,
    modified TEXT,
    missing INTEGER NOT NULL DEFAULT 0,
    gone_at TIMESTAMPTZ,
    problem TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT followed_pkey PRIMARY KEY (name),
    CONSTRAINT followed_source_fkey FOREIGN KEY (source) REFERENCES source (address)
        ON DELETE CASCADE,
    CONSTRAINT followed_host_fkey FOREIGN KEY (host) REFERENCES host (name),
    CONSTRAINT followed_name_is_not_empty CHECK (name <> ''),
    CONSTRAINT followed_address_is_not_empty CHECK (address <> '')
);
CREATE INDEX followed_source ON followed (source);
CREATE INDEX followed_next ON followed (host, next_at) WHERE next_at IS NOT NULL;
CREATE INDEX followed_article ON followed (article_id);
"""


def upgrade() -> None:
    """Make the tables; nothing is followed yet."""
    op.get_bind().exec_driver_sql(MAKE)


def downgrade() -> None:
    """Forget what was followed; the articles stay."""
    op.get_bind().exec_driver_sql("DROP TABLE followed, source, host")
