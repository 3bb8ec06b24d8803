"""A quotation names the rule that found it, as a stance does."""

from alembic import op

revision = "v0002"
down_revision = "v0001"

QUOTATIONS_BY_SPEAKER = """
CREATE VIEW quotations_by_speaker AS
SELECT
    article_id, fingerprint AS revision, dated, outlet, title, url,
    coalesce(entity.name, speaker_text) AS speaker, quotation.kind, content.quotation,
    cue_text AS cue, {rule} content.starts, content.ends,
    entity.id AS speaker_entity, speaker_words, quotation.revision_id, quotation.number
FROM quotation
JOIN revision ON revision.id = quotation.revision_id
CROSS JOIN LATERAL (
    SELECT string_agg(text, ' … ' ORDER BY number) AS quotation,
        min(starts) AS starts, max(ends) AS ends
    FROM quotation_span
    WHERE quotation_span.revision_id = quotation.revision_id
        AND quotation_span.quotation = quotation.number
) AS content
LEFT JOIN quotation_speaker
    ON quotation_speaker.revision_id = quotation.revision_id
    AND quotation_speaker.quotation = quotation.number
LEFT JOIN entity
    ON entity.revision_id = quotation_speaker.revision_id
    AND entity.id = quotation_speaker.entity_id
WHERE current;
"""


def upgrade() -> None:
    """Add the rule to quotations and to their view; what is stored already has none."""
    _change(
        "ALTER TABLE quotation ADD COLUMN rule text"
        " CONSTRAINT quotation_rule_is_not_empty CHECK (rule <> '')",
        QUOTATIONS_BY_SPEAKER.format(rule="quotation.rule,"),
    )


def downgrade() -> None:
    """Forget the rules of quotations."""
    _change("ALTER TABLE quotation DROP COLUMN rule", QUOTATIONS_BY_SPEAKER.format(rule=""))


def _change(table: str, view: str) -> None:
    """Change the table while no view stands on it; a view's columns cannot be changed."""
    for statement in ("DROP VIEW quotations_by_speaker", table, view):
        op.get_bind().exec_driver_sql(statement)
