"""What is counted stands in the indexes by which it is found, and beside who an entity is.

The SQL beside this file makes it.
"""

from pathlib import Path

from alembic import op

revision = "v0014"
down_revision = "v0013"


def upgrade() -> None:
    """Widen indexes, and write down beside each entity's form what counting asks of it."""
    made = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(made)


def downgrade() -> None:
    """Forget it; all of it stands elsewhere, too."""
    op.get_bind().exec_driver_sql(
        "DROP VIEW entities_counted;"
        "ALTER TABLE entity_identity DROP COLUMN name, DROP COLUMN type, DROP COLUMN mentions,"
        " DROP COLUMN score, DROP COLUMN sentences;"
        "DROP VIEW entity_told;"
        "DROP INDEX identity_form_whose, issue_form_whose;"
        "DROP INDEX IF EXISTS entity_identity_form;"
        "CREATE INDEX entity_identity_form ON entity_identity (form_id);"
        "DROP INDEX stance_statement_newest, stance_statement_holder, stance_statement_target,"
        " stance_statement_issue, stance_statement_outlet;"
        "CREATE INDEX stance_statement_newest ON stance_statement (dated, revision_id, (-number));"
        "CREATE INDEX stance_statement_holder ON stance_statement (holder_form_id, dated);"
        "CREATE INDEX stance_statement_target ON stance_statement (target_form_id, dated)"
        " WHERE target_form_id IS NOT NULL;"
        "CREATE INDEX stance_statement_issue ON stance_statement (issue_form_id, dated)"
        " WHERE issue_form_id IS NOT NULL;"
        "CREATE INDEX stance_statement_outlet ON stance_statement (outlet, dated);"
    )
