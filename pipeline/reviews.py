"""Edge: readers' verdicts are given, in a role of the database that may write nothing else."""

import json
from collections.abc import Sequence

from sqlalchemy import Engine, text

from pipeline.database import connection_to
from pipeline.errors import ArticleRefusedError, SetupError
from pipeline.roles import Role
from pipeline.settings import Settings
from schemas.judgements import GivenVerdict, Judgement

# The words are taken from the row, so that nobody judges what no article claims.
GIVE = """
INSERT INTO verdict
    (article_id, kind, words, who, target, polarity, verdict, fault, note, reader)
SELECT article_id, kind, words, who, target, polarity, :verdict, :fault, :note, :reader
FROM claims WHERE article_id = :article_id AND kind = :kind AND claim = :claim
ORDER BY revision_id DESC LIMIT 1
"""
FIELDS = "article_id kind words who target polarity verdict fault note reader judged_at".split()
TYPED = ", ".join(f"{field} text" for field in FIELDS).replace("_at text", "_at timestamptz")
IMPORT = f"""
INSERT INTO verdict ({", ".join(FIELDS)})
SELECT {", ".join(FIELDS)} FROM jsonb_to_recordset(CAST(:verdicts AS jsonb)) AS given ({TYPED})
ON CONFLICT DO NOTHING
"""  # noqa: S608  # our own words
IMPORTED_AT_ONCE = 1_000


def check_reviews(settings: Settings) -> None:
    """Raise SetupError, saying how to turn reviews on, where they are off."""
    if not settings.review:
        raise SetupError("Reviews are off. To let readers judge rows set STANCEWIRE_REVIEW=true.")


def judge(engine: Engine, article_id: str, claim: str, judgement: Judgement) -> None:
    """Store what a reader says of a claim of an article; what he said of it before is history.

    Raises ArticleRefusedError where the article claims no such thing, or no longer; SetupError
    where the database has no role for it.
    """
    given = judgement.model_dump() | {"article_id": article_id, "claim": claim}
    with connection_to(engine, role=Role.REVIEWER) as connection:
        if connection.execute(text(GIVE), given).rowcount == 0:
            raise ArticleRefusedError("The article no longer claims this: it was read anew.")


def import_verdicts(engine: Engine, verdicts: Sequence[GivenVerdict]) -> int:
    """Store all of the verdicts that are not there yet, or none; return how many were new."""
    # In this order the rows of articles are locked, as by whoever else locks several.
    ordered = sorted(verdicts, key=lambda verdict: (verdict.article_id, verdict.judged_at))
    new = 0
    with connection_to(engine, role=Role.REVIEWER) as connection:
        for first in range(0, len(ordered), IMPORTED_AT_ONCE):
            some = [v.model_dump(mode="json") for v in ordered[first : first + IMPORTED_AT_ONCE]]
            new += connection.execute(text(IMPORT), {"verdicts": json.dumps(some)}).rowcount
    return new
