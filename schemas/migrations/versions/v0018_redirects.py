"""Where a redirect leads is kept, to be asked for in a turn of its own; rows say who is gone."""

from alembic import op

GONE_AT = """
CREATE FUNCTION gone_at(article TEXT) RETURNS TIMESTAMPTZ LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT max(followed.gone_at) FROM followed WHERE followed.article_id = article)
"""

revision = "v0018"
down_revision = "v0017"


def upgrade() -> None:
    """Add the columns; nothing is under way elsewhere."""
    op.execute(GONE_AT)
    for table in ("source", "followed"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN moved TEXT[] NOT NULL DEFAULT '{{}}'")


def downgrade() -> None:
    """Forget it: what is under way begins anew."""
    op.execute("DROP FUNCTION gone_at")
    for table in ("source", "followed"):
        op.execute(f"ALTER TABLE {table} DROP COLUMN moved")
