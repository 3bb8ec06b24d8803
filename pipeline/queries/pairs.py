"""Who agrees with whom, over how many issues."""

from pipeline.queries.counting import Counted, counting, filled
from pipeline.queries.filters import OF_POSITIONS, Filters
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
active AS MATERIALIZED (
    SELECT holder, count(*) AS issues, row_number() OVER (ORDER BY count(*) DESC, holder) AS rank
    FROM stand GROUP BY holder
),
ranked AS (SELECT * FROM stand JOIN active USING (holder)),
{compared}
pair AS (
    SELECT one.holder, other.holder AS other,
        count(*) FILTER (WHERE one.favours = other.favours) AS agree,
        count(*) FILTER (WHERE one.favours <> other.favours) AS differ,
        array_agg(issue) FILTER (WHERE one.favours = other.favours) AS agreed,
        array_agg(issue) FILTER (WHERE one.favours <> other.favours) AS differed,
        greatest(one.rank, other.rank) AS later_rank, least(one.rank, other.rank) AS rank
    FROM one JOIN other USING (issue)
    WHERE {paired}
    GROUP BY one.holder, other.holder, one.rank, other.rank
    ORDER BY count(*) DESC, agree DESC, later_rank, rank
    LIMIT :limit
)
SELECT holder AS holder_identity, holding.name AS holder_name,
    other AS other_identity, beside.name AS other_name, agree, differ,
    {agree_on} AS agree_on, {differ_on} AS differ_on, '{counted}' AS counted
FROM pair
JOIN identity AS holding ON holding.id = holder
JOIN identity AS beside ON beside.id = other
ORDER BY agree + differ DESC, agree DESC, later_rank, rank
"""
NAMED = """array(
        SELECT coalesce(
            (SELECT identity.name FROM identity WHERE id = one),
            (SELECT about.name FROM issue AS about WHERE id = one)
        ) FROM unnest({issues}) AS one ORDER BY 1
    )"""

# Everybody with everybody is millions of pairs. Those of the busiest tell what the last row that is
# shown has in common at least; whoever takes sides on fewer issues can be in none of them. Nor
# can who takes sides on as many, if that row agrees on all: of equals the busier come first.
BUSIEST = 60  # holders: 1.1 s of processor instead of 6; 15 to 120 take the same within 0.1
EVERYBODY = """busy AS (SELECT * FROM ranked WHERE rank <= {busiest}),
enough AS (
    SELECT count(*) AS issues, count(*) FILTER (WHERE one.favours = other.favours) AS agree
    FROM busy AS one JOIN busy AS other USING (issue)
    WHERE {paired}
    GROUP BY one.holder, other.holder
    ORDER BY issues DESC, agree DESC
    LIMIT 1 OFFSET CAST(:limit AS bigint) - 1
),
one AS MATERIALIZED (
    SELECT * FROM ranked
    WHERE rank <= {busiest} OR issues >= coalesce(
        (SELECT CASE WHEN agree = issues THEN issues + 1 ELSE issues END FROM enough), 1
    )
),
other AS (SELECT * FROM one),"""
EACH_ONCE = "one.holder < other.holder"
# The holders of the name asked for, each with everybody; two of this name are one pair.
SO_NAMED = """one AS MATERIALIZED (
    SELECT * FROM ranked WHERE holder = ANY(ARRAY(SELECT identities_named(:holder)))
),
other AS (SELECT *, holder IN (SELECT holder FROM one) AS so_named FROM ranked),"""
ONE_FIRST = "one.holder <> other.holder AND (one.holder < other.holder OR NOT so_named)"


def coalitions(filters: Filters, counted: Counted = Counted.ONCE, least: int = 1) -> Question:
    """Give over how many issues two holders agree and differ, those with most in common first.

    Of pairs with as much in common those come first whose holders take sides on most issues.
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
        agree_on=filled(NAMED, issues="agreed"),
        differ_on=filled(NAMED, issues="differed"),
    )
    own = OF_POSITIONS | {"holder": "TRUE"}
    return Question(counting(asked, counted), own, filters, values={"least": least})
