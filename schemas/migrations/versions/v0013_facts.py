"""One narrow row a stance holds all that is counted of it, so that a million answer at once.

The SQL beside this file makes it; the rows of 1,000,000 stances take half a minute.
"""

from pathlib import Path

from alembic import op

revision = "v0013"
down_revision = "v0012"


def upgrade() -> None:
    """Write down beside each statement what counting asks of its stance."""
    made = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(made)


def downgrade() -> None:
    """Forget it; all of it stands elsewhere, too."""
    op.get_bind().exec_driver_sql(
        "DROP TABLE kept_answer;"
        "DROP VIEW current_statements;"
        "DROP TRIGGER revision_revises_statements ON revision;"
        "DROP TRIGGER stance_hides_statement ON stance;"
        "DROP FUNCTION revise_statements, hide_statement;"
        "DROP VIEW stance_told;"
        "ALTER TABLE stance_statement DROP COLUMN outlet, DROP COLUMN current,"
        " DROP COLUMN polarity, DROP COLUMN confidence, DROP COLUMN holder_form_id,"
        " DROP COLUMN target_form_id, DROP COLUMN copies, DROP COLUMN hidden;"
        "DROP INDEX stance_statement_newest;"
        "DROP INDEX IF EXISTS stance_statement_issue;"
        "CREATE INDEX stance_statement_issue_form ON stance_statement (issue_form_id);"
        "DROP INDEX revision_outlet, revision_dated;"
        "CREATE INDEX revision_outlet ON revision USING gin (name_words(outlet));"
        "CREATE INDEX revision_dated ON revision (dated) WHERE current;"
    )
