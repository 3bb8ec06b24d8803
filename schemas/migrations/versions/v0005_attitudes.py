"""What is only thought, felt or done is a kind of its own, left out of what was said."""

from alembic import op

revision = "v0005"
down_revision = "v0004"

QUOTATIONS_BY_SPEAKER = """
CREATE OR REPLACE VIEW quotations_by_speaker AS
SELECT
    article_id, fingerprint AS revision, dated, outlet, title, url,
    coalesce(entity.name, speaker_text) AS speaker, quotation.kind, content.quotation,
    cue_text AS cue, quotation.rule, content.starts, content.ends,
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
WHERE current{said};
"""


def upgrade() -> None:
    """Let quotations be attitudes; what is stored already keeps its kind until it is read anew."""
    _allow("'direct', 'mixed', 'indirect', 'attitude'")
    op.get_bind().exec_driver_sql(
        QUOTATIONS_BY_SPEAKER.format(said=" AND quotation.kind <> 'attitude'")
    )


def downgrade() -> None:
    """Call attitudes indirect, as they were called before."""
    op.get_bind().exec_driver_sql("UPDATE quotation SET kind = 'indirect' WHERE kind = 'attitude'")
    _allow("'direct', 'mixed', 'indirect'")
    op.get_bind().exec_driver_sql(QUOTATIONS_BY_SPEAKER.format(said=""))


def _allow(kinds: str) -> None:
    op.get_bind().exec_driver_sql(
        "ALTER TABLE quotation DROP CONSTRAINT quotation_kind_is_known,"
        f" ADD CONSTRAINT quotation_kind_is_known CHECK (kind IN ({kinds}))"
    )
