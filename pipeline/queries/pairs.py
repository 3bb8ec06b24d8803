"""Who agrees with whom, over how many issues."""

from pipeline.queries.counting import Counted, counting, filled
from pipeline.queries.filters import JOINS_IN_ANY_ORDER, OF_POSITIONS, Filters, asked_with
from pipeline.queries.question import Question
from pipeline.queries.sides import KNOWN

COALITIONS = """
WITH stand AS MATERIALIZED (
    SELECT holder_identity AS holder, issue,
        count(*) FILTER (WHERE side = 'for') > count(*) FILTER (WHERE side = 'against') AS favours
    FROM {stances} AS counted
    WHERE {known}
    GROUP BY holder_identity, issue
    HAVING count(*) >= :least
        AND count(*) FILTER (WHERE side = 'for') <> count(*) FILTER (WHERE side = 'against')
),
{compared}
pair AS (
    SELECT one.holder, other.holder AS other,
        count(*) FILTER (WHERE one.favours = other.favours) AS agree,
        count(*) FILTER (WHERE one.favours <> other.favours) AS differ
    FROM one JOIN other USING (issue)
    WHERE {paired}
    GROUP BY one.holder, other.holder
    ORDER BY count(*) DESC, agree DESC, one.holder, other.holder
    LIMIT :limit
)
SELECT holder AS holder_identity, holding.name AS holder_name,
    other AS other_identity, beside.name AS other_name, agree, differ, agree_on, differ_on,
    '{counted}' AS counted
FROM pair
JOIN identity AS holding ON holding.id = holder
JOIN identity AS beside ON beside.id = other
CROSS JOIN LATERAL (
    SELECT
        coalesce(array_agg(name ORDER BY name) FILTER (WHERE one.favours = two.favours), '{}')
            AS agree_on,
        coalesce(array_agg(name ORDER BY name) FILTER (WHERE one.favours <> two.favours), '{}')
            AS differ_on
    FROM stand AS one JOIN stand AS two USING (issue)
    CROSS JOIN LATERAL (
        SELECT coalesce(
            (SELECT identity.name FROM identity WHERE id = issue),
            (SELECT about.name FROM issue AS about WHERE id = issue)
        ) AS name
    ) AS known
    WHERE one.holder = pair.holder AND two.holder = pair.other
) AS their
ORDER BY agree + differ DESC, agree DESC, holder, other
"""

# Everybody with everybody is millions of pairs: 4.6 of 100,000 stances. The pairs of the busiest
# tell how many issues the last row that is shown has in common at least; whoever takes sides on
# fewer can be in none of them.
BUSIEST = 60  # holders: 1.1 s of processor instead of 6; 15 to 120 take the same within 0.1
EVERYBODY = """active AS MATERIALIZED (
    SELECT holder, count(*) AS issues FROM stand GROUP BY holder
),
busy AS (
    SELECT * FROM stand
    WHERE holder IN (SELECT holder FROM active ORDER BY issues DESC, holder LIMIT {busiest})
),
enough AS (
    SELECT count(*) AS issues FROM busy AS one JOIN busy AS other USING (issue)
    WHERE {paired}
    GROUP BY one.holder, other.holder
    ORDER BY issues DESC
    LIMIT 1 OFFSET CAST(:limit AS bigint) - 1
),
one AS MATERIALIZED (
    SELECT stand.* FROM stand JOIN active USING (holder)
    WHERE active.issues >= coalesce((SELECT issues FROM enough), 1)
),
other AS (SELECT * FROM one),"""
EACH_ONCE = "one.holder < other.holder"
# The holders of the name asked for, each with everybody; two of this name are one pair.
SO_NAMED = """one AS MATERIALIZED (
    SELECT * FROM stand WHERE holder IN (SELECT * FROM identities_named(:holder))
),
other AS (SELECT *, holder IN (SELECT holder FROM one) AS so_named FROM stand),"""
ONE_FIRST = "one.holder <> other.holder AND (one.holder < other.holder OR NOT so_named)"


def coalitions(filters: Filters, counted: Counted = Counted.ONCE, least: int = 1) -> Question:
    """Give over how many issues two holders agree and differ, those with most in common first.

    A holder's side on an issue is the one with more rows; even ones, and those of fewer rows
    than `least`, take no side. A filter for a holder asks for the pairs that he is one of.
    """
    everybody = filters.holder is None
    asked = filled(
        COALITIONS,
        compared=EVERYBODY if everybody else SO_NAMED,
        paired=EACH_ONCE if everybody else ONE_FIRST,
        busiest=str(BUSIEST),
        known=KNOWN,
    )
    own = OF_POSITIONS | {"holder": "TRUE"}
    return asked_with(
        counting(asked, counted), own, filters, planner=JOINS_IN_ANY_ORDER, least=least
    )
