"""The view of current stances leaves out those that are too unsure to be shown unasked."""

from alembic import op

revision = "v0006"
down_revision = "v0005"

CURRENT_STANCES = """
CREATE OR REPLACE VIEW current_stances AS
SELECT
    article_id, revision, dated, outlet, title, url,
    holder, polarity, target, confidence, modality, negated,
    reported_by, basis, rule, evidence, evidence_starts, evidence_ends,
    holder_entity, target_entity, holder_words, target_words, revision_id, number
FROM stance_history
WHERE current{shown};
"""


def upgrade() -> None:
    """Leave what is less sure to `stance_history`; no row is changed."""
    _view(" AND confidence >= 0.75")  # schemas.confidence.SHOWN_FROM; a test holds them equal


def downgrade() -> None:
    """Show all current stances, however unsure."""
    _view("")


def _view(shown: str) -> None:
    op.get_bind().exec_driver_sql(CURRENT_STANCES.format(shown=shown))
