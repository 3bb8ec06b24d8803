"""Articles may be taken back: what was fetched until then is marked, and no current fact."""

from alembic import op

from schemas.migrations.versions.v0006_shown_stances import CURRENT_STANCES

revision = "v0007"
down_revision = "v0006"

# As in v0001. The planner leaves the join with `article` out for who does not ask for the mark.
STANCE_HISTORY = """
CREATE OR REPLACE VIEW stance_history AS
SELECT
    article_id, fingerprint AS revision, current, dated, outlet, title, url,
    holder, polarity, target, confidence, modality, negated,
    reporter.name AS reported_by, basis, rule,
    evidence_text AS evidence, evidence_starts, evidence_ends,
    holder_entity, target_entity, holder_words, target_words,
    stance.revision_id, stance.number{mark}
FROM stance
JOIN revision ON revision.id = stance.revision_id{marked}
LEFT JOIN entity AS reporter
    ON reporter.revision_id = stance.revision_id AND reporter.id = stance.reported_by
"""
MARK = ", coalesce(fetched_at <= retracted_at, FALSE) AS retracted"
MARKED = " LEFT JOIN article ON article.id = revision.article_id"


def upgrade() -> None:
    """Let articles be retracted; none that is stored already is."""
    _run(
        "ALTER TABLE article ADD COLUMN retracted_at timestamptz",
        STANCE_HISTORY.format(mark=MARK, marked=MARKED),
    )


def downgrade() -> None:
    """Forget the retractions: what was current last stays history until it is fetched again."""
    _run(
        "DROP VIEW current_stances, stance_history",
        STANCE_HISTORY.format(mark="", marked=""),
        CURRENT_STANCES.format(shown=" AND confidence >= 0.75"),
        "ALTER TABLE article DROP COLUMN retracted_at",
    )


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
