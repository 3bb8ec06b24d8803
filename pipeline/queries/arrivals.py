"""What was stored since somebody last looked, in the order of storing."""

from sqlalchemy import Engine, text

from pipeline.database import connection_to
from pipeline.queries.question import Question
from schemas.confidence import SHOWN_FROM

LAST = "SELECT coalesce(max(id), 0) FROM revision"
AT_ONCE = 50  # a flood is not read live: the lists have all of it
ARRIVED = """
SELECT revision_id, number, dated, outlet, holder_name, holder_identity, side, modality, issue_name,
    issue, evidence, evidence_starts, confidence, article_id, gone_at(article_id) AS gone_at
FROM stance_history
WHERE revision_id > :after AND current AND confidence >= :min_confidence AND NOT hidden
ORDER BY revision_id DESC, number
LIMIT :limit
"""


def last_revision(engine: Engine) -> int:
    """Give the number of the revision that was stored last; 0 of none."""
    with connection_to(engine, read_only=True) as connection:
        return int(connection.execute(text(LAST)).scalar_one())


def arrived(after: int) -> Question:
    """Ask for the stances of what was stored after this revision, the newest first."""
    values = {"after": after, "min_confidence": SHOWN_FROM, "limit": AT_ONCE}
    return Question(ARRIVED, values=values)
