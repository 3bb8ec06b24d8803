"""A revision knows when it was queued, so that it can be told how long it took to be stored."""

from alembic import op

revision = "v0012"
down_revision = "v0011"


def upgrade() -> None:
    """Add the column, empty for what is stored, and an index of the hour that is asked about."""
    _run(
        "ALTER TABLE revision ADD COLUMN queued_at timestamptz",
        "CREATE INDEX revision_freshness ON revision (stored_at, queued_at)"
        " WHERE queued_at IS NOT NULL",
    )


def downgrade() -> None:
    """Forget it."""
    _run("ALTER TABLE revision DROP COLUMN queued_at")


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
