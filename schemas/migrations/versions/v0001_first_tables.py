"""The first tables; what they were is kept as SQL beside this file."""

from pathlib import Path

from alembic import op

revision = "v0001"
down_revision = None


def upgrade() -> None:
    """Make all tables, and the views and the function that go with them."""
    made = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(made)


def downgrade() -> None:
    """Drop all that upgrade made."""
    op.get_bind().exec_driver_sql(
        "DROP FUNCTION named;"
        "DROP VIEW quotations_by_speaker, current_stances, stance_history, entity_names;"
        "DROP TABLE sink_offset, dead_letter, entity_tone, stance, quotation_speaker,"
        " quotation_span, quotation, mention, entity, revision, article;"
        "DROP FUNCTION name_words;"
    )
