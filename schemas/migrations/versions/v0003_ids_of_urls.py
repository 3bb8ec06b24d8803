"""Articles that several addresses of one page had made several of are one article."""

import json
from collections.abc import Iterator

import sqlalchemy as sql
from alembic import op

from schemas.addresses import id_today

revision = "v0003"
down_revision = "v0002"

NAMED_BY_PAGES = """
SELECT DISTINCT ON (article_id) article_id, url FROM revision
WHERE url IS NOT NULL AND article_id ~ '-[0-9a-f]{16}$' ORDER BY article_id, id
"""
# Of one text that was stored under several ids the first stays, known as fetched when the last
# was, as when a known revision arrives again.
MOVE = """
CREATE TEMPORARY TABLE moved ON COMMIT DROP AS
    SELECT DISTINCT revision.id, new AS article_id, fingerprint, fetched_at,
        min(revision.id) OVER (PARTITION BY new, fingerprint) AS kept
    FROM revision JOIN renamed ON revision.article_id IN (old, new);
INSERT INTO article (id, stored_at)
    SELECT new, min(stored_at) FROM renamed JOIN article ON article.id IN (old, new) GROUP BY new
    ON CONFLICT (id) DO UPDATE SET stored_at = excluded.stored_at;
UPDATE revision SET current = FALSE FROM moved WHERE current AND revision.id = moved.id;
UPDATE revision SET fetched_at = latest
    FROM (SELECT kept, max(fetched_at) AS latest FROM moved GROUP BY kept) AS known
    WHERE revision.id = kept AND revision.fetched_at < latest;
DELETE FROM revision USING moved WHERE revision.id = moved.id AND moved.id <> kept;
UPDATE revision SET article_id = moved.article_id FROM moved WHERE revision.id = moved.id;
DELETE FROM article USING renamed WHERE article.id = old;
UPDATE revision SET current = TRUE WHERE id IN (
    SELECT DISTINCT ON (article_id) id FROM revision
    WHERE article_id IN (SELECT new FROM renamed)
    ORDER BY article_id, fetched_at DESC, id DESC
);
"""
LETTERS = """
SELECT id, article_id, original FROM dead_letter WHERE article_id ~ '-[0-9a-f]{16}$'
"""


def upgrade() -> None:
    """Rename articles by today's rules; those with one name become revisions of one article."""
    connection = op.get_bind()
    pages = connection.execute(sql.text(NAMED_BY_PAGES)).all()
    renamed = [{"old": old, "new": new} for old, url in pages if (new := id_today(old, url)) != old]
    connection.execute(
        sql.text(
            "CREATE TEMPORARY TABLE renamed (old text PRIMARY KEY, new text NOT NULL)"
            " ON COMMIT DROP"
        )
    )
    if renamed:
        connection.execute(sql.text("INSERT INTO renamed VALUES (:old, :new)"), renamed)
        connection.exec_driver_sql(MOVE)
    if letters := list(_renamed_letters(connection)):
        connection.execute(
            sql.text("UPDATE dead_letter SET article_id = :new WHERE id = :letter"), letters
        )


def downgrade() -> None:
    """Leave the ids: which articles were one cannot be told back, and no table was changed."""


def _renamed_letters(connection: sql.Connection) -> Iterator[dict[str, str]]:
    """Give the dead letters whose article goes by another id, as far as the original tells it."""
    for letter, article, original in connection.execute(sql.text(LETTERS)).yield_per(100):
        try:
            url = json.loads(original).get("url")
        except (ValueError, AttributeError, RecursionError):
            continue
        new = id_today(article, url if isinstance(url, str) else None)
        if new != article:
            yield {"letter": letter, "new": new}
