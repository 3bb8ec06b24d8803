"""Prints of sayings stand alone: one may outlive its quotation."""

from alembic import op

revision = "v0010"
down_revision = "v0009"


def upgrade() -> None:
    """Let prints go unchecked; those that are stored stay."""
    op.get_bind().exec_driver_sql(
        "ALTER TABLE saying_print DROP CONSTRAINT saying_print_revision_id_quotation_fkey;"
        "DROP INDEX saying_print_quotation;"
    )


def downgrade() -> None:
    """Drop the prints whose quotations are gone, and hold the others to theirs."""
    op.get_bind().exec_driver_sql(
        "DELETE FROM saying_print WHERE NOT EXISTS (SELECT FROM quotation"
        " WHERE quotation.revision_id = saying_print.revision_id"
        " AND quotation.number = saying_print.quotation);"
        "ALTER TABLE saying_print ADD CONSTRAINT saying_print_revision_id_quotation_fkey"
        " FOREIGN KEY (revision_id, quotation) REFERENCES quotation (revision_id, number)"
        " ON DELETE CASCADE;"
        "CREATE INDEX saying_print_quotation ON saying_print (revision_id, quotation);"
    )
