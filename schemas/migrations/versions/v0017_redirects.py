"""A redirect to another host is asked for in a turn of its own: where it leads is kept."""

from alembic import op

revision = "v0017"
down_revision = "v0016"


def upgrade() -> None:
    """Add the columns; nothing is under way elsewhere."""
    for table in ("source", "followed"):
        op.execute(f"ALTER TABLE {table} ADD COLUMN moved TEXT[] NOT NULL DEFAULT '{{}}'")


def downgrade() -> None:
    """Forget it: what is under way begins anew."""
    for table in ("source", "followed"):
        op.execute(f"ALTER TABLE {table} DROP COLUMN moved")
