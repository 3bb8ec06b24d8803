"""Readers' verdicts on stances and quotations, and views without what they find wrong.

The SQL beside this file makes all but the views, which are as they were and ask one thing more.
"""

from pathlib import Path

from alembic import op

revision = "v0011"
down_revision = "v0009"

HERE = Path(__file__)
# OR keeps PostgreSQL from joining: pipeline/queries/filters.py says why.
STANDS = """{asked} AND (FALSE OR NOT EXISTS (
        SELECT FROM judged AS j WHERE j.kind = '{kind}' AND j.hidden
            AND j.revision_id = {row}.revision_id AND j.number = {row}.number
    ))"""
# For each view the file that made it, what it asks last, and of which rows.
HIDING = {
    "current_stances": ("v0008_corpus", "confidence >= 0.75", "stance_history", "stance"),
    "quotations_by_speaker": (
        "v0008_corpus",
        "current AND quotation.kind <> 'attitude'",
        "quotation",
        "quotation",
    ),
    "voices": ("v0009_positions", "current AND q.kind <> 'attitude'", "q", "quotation"),
}


def upgrade() -> None:
    """Make tables and triggers, and have the views hide what is judged wrong; no row changes."""
    op.get_bind().exec_driver_sql(HERE.with_suffix(".sql").read_text(encoding="utf-8"))
    for view, (file, asked, row, kind) in HIDING.items():
        stands = STANDS.format(asked=asked, row=row, kind=kind)
        op.get_bind().exec_driver_sql(_made_by(file, view).replace(asked, stands))


def downgrade() -> None:
    """Forget the verdicts, and show what they hid; `stancewire review export` keeps them."""
    for view, (file, *_) in HIDING.items():
        op.get_bind().exec_driver_sql(_made_by(file, view))
    op.get_bind().exec_driver_sql(
        "DROP TRIGGER revision_keeps_verdicts ON revision;"
        "DROP TRIGGER verdict_marks ON verdict;"
        "DROP FUNCTION keep_verdicts, mark_given, mark_verdicts;"
        "DROP VIEW verdicts_in_force, claims;"
        "DROP TABLE verdict, judged;"
        "DROP FUNCTION claim_of;"
    )


def _made_by(file: str, view: str) -> str:
    """Give the SQL with which a file made a view."""
    made = HERE.with_name(f"{file}.sql").read_text(encoding="utf-8")
    return f"CREATE OR REPLACE VIEW {view} AS" + made.split(f"VIEW {view} AS")[1].split(";")[0]
