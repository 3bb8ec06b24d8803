"""Who stands where, at a glance: the busiest holders by the issues that most of them speak on."""

from pipeline.queries.counting import Counted, counting, filled
from pipeline.queries.filters import OF_POSITIONS, Filters
from pipeline.queries.question import Question
from pipeline.queries.sides import KNOWN, NAMED, NAMES, SIDES

WIDTH = 12  # holders, and issues: more are no glance
CELLS = WIDTH * WIDTH

MATRIX = filled(
    """
WITH cell AS MATERIALIZED (
    SELECT holder_identity, issue,
        {sides}
    FROM {stances} AS counted
    WHERE {known}
    GROUP BY holder_identity, issue
),
busiest AS MATERIALIZED (
    SELECT holder_identity,
        row_number() OVER (ORDER BY sum(rows) DESC, holder_identity) AS holder_place
    FROM cell GROUP BY holder_identity
    ORDER BY holder_place LIMIT {width}
),
shared AS MATERIALIZED (
    SELECT issue,
        row_number() OVER (ORDER BY count(*) DESC, sum(rows) DESC, issue) AS issue_place
    FROM cell JOIN busiest USING (holder_identity) GROUP BY issue
    ORDER BY issue_place LIMIT {width}
)
SELECT {names}, holder_place, issue_place, "for", against, neutral, net, rows, articles,
    '{counted}' AS counted
FROM cell AS known
JOIN busiest USING (holder_identity)
JOIN shared USING (issue)
{named}
ORDER BY holder_place, issue_place
LIMIT :limit""",
    sides=SIDES,
    known=KNOWN,
    names=NAMES,
    named=NAMED,
    width=str(WIDTH),
)


def matrix(filters: Filters, counted: Counted = Counted.ONCE) -> Question:
    """Give how often the holders of most rows were for and against what most of them speak on.

    A row is a cell that is not empty: holder by holder, and issue by issue. The counts of a cell
    are those of `positions`.
    """
    return Question(counting(MATRIX, counted), OF_POSITIONS, filters)
