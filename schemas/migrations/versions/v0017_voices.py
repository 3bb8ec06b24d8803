"""What is counted of each speaker of a quotation stands in one narrow row.

The SQL beside this file makes it.
"""

from pathlib import Path

from alembic import op

revision = "v0017"
down_revision = "v0016"

HERE = Path(__file__)


def upgrade() -> None:
    """Write down of each speaker what the articles tell."""
    made = HERE.with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(made)


def downgrade() -> None:
    """Forget it, and count from the articles' own rows again."""
    first = HERE.with_name("v0009_positions.sql").read_text(encoding="utf-8")
    voices = first.split("VIEW voices AS")[1].split(";")[0]
    voices = voices.replace("'attitude'", "'attitude' AND NOT q.hidden")  # since v0011
    op.get_bind().exec_driver_sql(
        f"CREATE OR REPLACE VIEW voices AS{voices};"
        "DROP TRIGGER quotation_hides_voices ON quotation;"
        "DROP FUNCTION hide_voices;"
        "DROP TRIGGER revision_revises_voices ON revision;"
        "DROP FUNCTION revise_voices;"
        "DROP VIEW current_voices;"
        "DROP TABLE quotation_voice;"
        "DROP VIEW voice_told;"
    )
