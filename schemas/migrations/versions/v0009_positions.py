"""Views of who stands where, who turned, who says both and who is quoted; each thing counts once.

The SQL beside this file makes them; `pipeline/queries` asks the same with filters, and a test
holds the two equal.
"""

from pathlib import Path

from alembic import op

revision = "v0009"
down_revision = "v0008"


def upgrade() -> None:
    """Make the views; no row is changed."""
    made = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(made)


def downgrade() -> None:
    """Drop the views; `stance_history` stays as it is now: it shows the same rows as before."""
    op.get_bind().exec_driver_sql(
        "DROP VIEW voices, contradictions, changes, positions_raw, positions, stances_once"
    )
