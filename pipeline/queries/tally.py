"""All that matches, added up by issue, by holder or by outlet."""

from enum import StrEnum

from pipeline.queries.counting import Counted, counting, filled
from pipeline.queries.filters import OF_POSITIONS, Filters
from pipeline.queries.question import Question
from pipeline.queries.sides import SIDES


class By(StrEnum):
    """What stances are added up by."""

    ISSUE = "issue"
    HOLDER = "holder_identity"
    OUTLET = "outlet"


# Names are looked up for what is left after counting by id.
NAMED = {
    By.ISSUE: "known.key AS issue, coalesce(identity.name, issue.name) AS issue_name",
    By.HOLDER: "known.key AS holder_identity, identity.name AS holder_name",
    By.OUTLET: "known.key AS outlet",
}
TALLY = filled(
    """
SELECT {named}, "for", against, neutral, net, rows, articles, first, last, '{counted}' AS counted
FROM (
    SELECT {by} AS key,
        {sides},
        min(dated) AS first, max(dated) AS last
    FROM {stances} AS counted
    WHERE {by} IS NOT NULL
    GROUP BY {by}
    ORDER BY rows DESC, last DESC, {by}
    LIMIT :limit
) AS known
LEFT JOIN identity ON identity.id = known.key
LEFT JOIN issue ON issue.id = known.key
ORDER BY rows DESC, last DESC, known.key""",
    sides=SIDES,
)


def tally(filters: Filters, counted: Counted = Counted.ONCE, *, by: By) -> Question:
    """Give how often all that matches was for and against, by what it is added up by.

    What has most rows comes first. By outlet what each has printed counts once.
    """
    asked = filled(TALLY, by=by.value, named=NAMED[by])
    within = by.value if by is By.OUTLET else ""
    return Question(counting(asked, counted, within=within), OF_POSITIONS, filters)
