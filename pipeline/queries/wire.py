"""How fresh what is stored is, as the database alone tells."""

from sqlalchemy import Engine

from pipeline.database import Row
from pipeline.queries.called import read

MOST_COUNTED = 10_000  # beyond it the count says "or more"

WIRE = """
SELECT
    (SELECT count(*) FROM (
        SELECT FROM revision
        WHERE current AND dated >= date_trunc('day', now(), 'UTC') AND dated <= now()
        LIMIT :most
    ) AS today) AS today,
    (SELECT stored_at FROM revision ORDER BY id DESC LIMIT 1) AS stored,
    (SELECT max(dated) FROM revision WHERE current AND dated <= now()) AS dated,
    (SELECT count(*) FROM (SELECT FROM unresolved LIMIT :most) AS waiting) AS waiting,
    now() AS at, CAST(:most AS int) AS most
"""


def wire(engine: Engine) -> Row:
    """Give how many articles are dated today, when the newest was stored, how many wait.

    `dated` is the newest article's date, None without any; dates to come are passed over.
    """
    (row,) = read(engine, WIRE, most=MOST_COUNTED)
    return row
