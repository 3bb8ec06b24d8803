"""Rows for who is who, what stances are about and what counts once, across articles.

The SQL beside this file makes them. All that is stored waits for the resolver from then on.
"""

from pathlib import Path

from alembic import op

from schemas.migrations.versions.v0005_attitudes import QUOTATIONS_BY_SPEAKER
from schemas.migrations.versions.v0006_shown_stances import CURRENT_STANCES
from schemas.migrations.versions.v0007_retractions import MARK, MARKED, STANCE_HISTORY

revision = "v0008"
down_revision = "v0007"

NAMED = """
CREATE OR REPLACE FUNCTION named(name text) RETURNS TABLE (revision_id bigint, entity_id text)
LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT entity_names.revision_id, entity_names.entity_id FROM entity_names
    WHERE entity_names.words @> name_words(named.name);
END;
"""


def upgrade() -> None:
    """Make the tables and views, and let everything stored wait for the resolver."""
    made = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(made)


def downgrade() -> None:
    """Drop all that upgrade made, a user's corrections among it, and show what was shown."""
    for statement in (
        "DROP VIEW quotations_by_speaker, current_stances, stance_history",
        STANCE_HISTORY.format(mark=MARK, marked=MARKED),
        CURRENT_STANCES.format(shown=" AND confidence >= 0.75"),
        QUOTATIONS_BY_SPEAKER.format(said=" AND quotation.kind <> 'attitude'"),
        NAMED,
    ):
        op.get_bind().exec_driver_sql(statement)
    op.get_bind().exec_driver_sql(
        "DROP FUNCTION identities_named, issues_named;"
        "DROP VIEW known_entities;"
        "DROP TRIGGER revision_awaits_resolver ON revision;"
        "DROP FUNCTION await_resolver;"
        "DROP TABLE resolver_turn, unresolved, correction, copy_band, resolved, saying_print,"
        " quotation_saying, stance_statement, issue_form, issue, entity_identity, identity_form,"
        " identity;"
        "DROP SEQUENCE identity_number, issue_number, statement_number;"
    )
