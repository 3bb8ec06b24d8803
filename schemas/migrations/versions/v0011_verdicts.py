"""Readers' verdicts on stances and quotations, and views without what they find wrong.

The SQL beside this file makes all but the views, which are as they were but for one thing.
"""

from collections.abc import Mapping
from pathlib import Path

from alembic import op

revision = "v0011"
down_revision = "v0010"

HERE = Path(__file__)
# For each view the file that made it, and what of it is put in another way.
HIDING = {
    "stance_history": (
        "v0008_corpus",
        "AS copies\nFROM stance",
        "AS copies, stance.hidden\nFROM stance",
    ),
    "current_stances": ("v0008_corpus", ">= 0.75", ">= 0.75 AND NOT hidden"),
    "quotations_by_speaker": ("v0008_corpus", "'attitude'", "'attitude' AND NOT quotation.hidden"),
    "voices": ("v0009_positions", "'attitude'", "'attitude' AND NOT q.hidden"),
}
# A view keeps its columns for those that are made of it.
BEFORE = {"stance_history": ("v0008_corpus", "AS copies\nFROM", "AS copies, FALSE AS hidden\nFROM")}


def upgrade() -> None:
    """Make tables and triggers, and have the views hide what is judged wrong; no row changes."""
    op.get_bind().exec_driver_sql(HERE.with_suffix(".sql").read_text(encoding="utf-8"))
    _make(HIDING)


def downgrade() -> None:
    """Forget the verdicts, and show what they hid; `stancewire review export` keeps them."""
    _make({view: (file, "", "") for view, (file, *_) in HIDING.items()} | BEFORE)
    op.get_bind().exec_driver_sql(
        "DROP TRIGGER revision_keeps_verdicts ON revision;"
        "DROP TRIGGER verdict_marks ON verdict;"
        "DROP FUNCTION keep_verdicts, mark_given, mark_verdicts;"
        "DROP VIEW verdicts_in_force, claims;"
        "DROP TABLE verdict, judged;"
        "ALTER TABLE stance DROP COLUMN hidden;"
        "ALTER TABLE quotation DROP COLUMN hidden;"
        "DROP FUNCTION claim_of;"
    )


def _make(views: Mapping[str, tuple[str, str, str]]) -> None:
    for view, (file, was, is_) in views.items():
        text = HERE.with_name(f"{file}.sql").read_text(encoding="utf-8")
        made = text.split(f"VIEW {view} AS")[1].split(";")[0].replace(was, is_)
        op.get_bind().exec_driver_sql(f"CREATE OR REPLACE VIEW {view} AS{made}")
