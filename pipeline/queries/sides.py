"""Who stands where on an issue, since when, who turned, and who says both; by identity and issue.

A side is taken towards the issue: who is for the repeal of a law is against the law. The views of
the same names are these questions about all current stances (a test holds them equal).
"""

from enum import StrEnum

from pipeline.queries.counting import Counted, counting, filled
from pipeline.queries.filters import (
    JOINS_IN_ANY_ORDER,
    OF_POSITIONS,
    OF_STANCES,
    Filters,
    asked_with,
)
from pipeline.queries.question import Question


class Period(StrEnum):
    """What a timeline goes by; days and weeks are those of UTC, weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


# Only what is known to have both takes part.
KNOWN = "holder_identity IS NOT NULL AND issue IS NOT NULL"
SIDES = """count(*) FILTER (WHERE side = 'for') AS "for",
        count(*) FILTER (WHERE side = 'against') AS against,
        count(*) FILTER (WHERE side = 'neutral') AS neutral,
        count(*) FILTER (WHERE side = 'for') - count(*) FILTER (WHERE side = 'against') AS net,
        count(*) AS rows, count(DISTINCT {article}) AS articles"""
# Names are looked up for what is left after counting by id.
NAMES = """known.holder_identity, holding.name AS holder_name,
    known.issue, coalesce(aimed.name, about.name) AS issue_name"""
NAMED = """JOIN identity AS holding ON holding.id = known.holder_identity
LEFT JOIN identity AS aimed ON aimed.id = known.issue
LEFT JOIN issue AS about ON about.id = known.issue"""
PROOF = (
    "dated outlet evidence evidence_starts evidence_ends confidence title url article_id revision"
)


def _proof(row: str) -> str:
    """Name the columns of a row that proves something, each with whose proof it is."""
    return ", ".join(f'"{row}".{column} AS {row}_{column}' for column in PROOF.split())


def _row(name: str) -> str:
    """Find a row whose place is known, as {name}_place and {name}_number."""
    return f"""JOIN stance_history AS "{name}"
    ON "{name}".revision_id = {name}_place AND "{name}".number = {name}_number"""


POSITIONS = filled(
    """
SELECT {names}, "for", against, neutral, net, rows, articles, outlets, first, last,
    '{counted}' AS counted
FROM (
    SELECT holder_identity, issue,
        {sides},
        count(DISTINCT outlet) AS outlets, min(dated) AS first, max(dated) AS last
    FROM {stances} AS counted
    WHERE {known}
    GROUP BY holder_identity, issue
) AS known
{named}""",
    names=NAMES,
    sides=SIDES,
    known=KNOWN,
    named=NAMED,
)

TIMELINE = filled(
    """
SELECT date_trunc(:period, dated AT TIME ZONE 'UTC')::date AS period,
        {sides},
    count(DISTINCT holder_identity) AS holders, count(DISTINCT issue) AS issues,
    '{counted}' AS counted
FROM {stances} AS counted
GROUP BY 1""",
    sides=SIDES,
)

# From one row to the next in time whose side is the other. What is dated the very same on both
# sides shows no turn: contradictions have it.
CHANGES = filled(
    """
SELECT {names}, earlier_side, later_side,
    {earlier},
    {later},
    '{counted}' AS counted
FROM (
    SELECT holder_identity, issue, lag(side) OVER in_time AS earlier_side, side AS later_side,
        lag(revision_id) OVER in_time AS earlier_place, lag(number) OVER in_time AS earlier_number,
        revision_id AS later_place, number AS later_number
    FROM (
        SELECT *, min(side) OVER at_once = max(side) OVER at_once AS of_one_mind
        FROM {stances} AS counted
        WHERE {known} AND side <> 'neutral'
        WINDOW at_once AS (PARTITION BY holder_identity, issue, dated)
    ) AS taken
    WHERE of_one_mind
    WINDOW in_time AS (PARTITION BY holder_identity, issue ORDER BY dated, article_id, number)
) AS known
{named}
{earlier_row}
{later_row}
WHERE earlier_side <> later_side""",
    names=NAMES,
    known=KNOWN,
    named=NAMED,
    earlier=_proof("earlier"),
    later=_proof("later"),
    earlier_row=_row("earlier"),
    later_row=_row("later"),
)


def _surest(side: str) -> str:
    """Find the place of the surest row of a side."""
    return filled(
        """(array_agg(revision_id {surest}) FILTER (WHERE side = '{side}'))[1] AS {side}_place,
        (array_agg(number {surest}) FILTER (WHERE side = '{side}'))[1] AS {side}_number""",
        surest="ORDER BY confidence DESC, dated, article_id, number",
        side=side,
    )


CONTRADICTIONS = filled(
    """
SELECT {names}, week, "for", against,
    {for},
    {against},
    '{counted}' AS counted
FROM (
    SELECT holder_identity, issue, date_trunc('week', dated AT TIME ZONE 'UTC')::date AS week,
        count(*) FILTER (WHERE side = 'for') AS "for",
        count(*) FILTER (WHERE side = 'against') AS against,
        {surest_for},
        {surest_against}
    FROM {stances} AS counted
    WHERE {known}
    GROUP BY holder_identity, issue, week
) AS known
{named}
{for_row}
{against_row}
WHERE known."for" > 0 AND known.against > 0""",
    names=NAMES,
    known=KNOWN,
    named=NAMED,
    surest_for=_surest("for"),
    surest_against=_surest("against"),
    for_row=_row("for"),
    against_row=_row("against"),
    **{side: _proof(side) for side in ("for", "against")},
)


def positions(filters: Filters, counted: Counted = Counted.ONCE, least: int = 1) -> Question:
    """Give who is how often for and against what; from `least` rows on."""
    asked = """
SELECT * FROM ({positions}) AS position
WHERE rows >= :least
ORDER BY rows DESC, last DESC, holder_name, issue_name, holder_identity, issue
LIMIT :limit"""
    asked = counting(filled(asked, positions=POSITIONS), counted)
    return asked_with(asked, OF_POSITIONS, filters, planner=JOINS_IN_ANY_ORDER, least=least)


def timeline(
    filters: Filters,
    counted: Counted = Counted.ONCE,
    period: Period = Period.MONTH,
) -> Question:
    """Give how often all that matches was for and against in each period; the last ones, in order.

    Stances whose holder or target is not known across articles count, too.
    """
    asked = """
SELECT * FROM ({timeline} ORDER BY period DESC LIMIT :limit) AS latest
ORDER BY period"""
    asked = counting(filled(asked, timeline=TIMELINE), counted)
    return asked_with(asked, OF_STANCES, filters, planner=JOINS_IN_ANY_ORDER, period=period)


def changes(filters: Filters, counted: Counted = Counted.ONCE) -> Question:
    """Give who turned on what, from which row to which, with both proofs; the newest first."""
    asked = """
SELECT * FROM ({changes}) AS change
ORDER BY later_dated DESC, holder_name, issue_name, later_article_id
LIMIT :limit"""
    asked = counting(filled(asked, changes=CHANGES), counted)
    return asked_with(asked, OF_POSITIONS, filters, planner=JOINS_IN_ANY_ORDER)


def contradictions(filters: Filters, counted: Counted = Counted.ONCE) -> Question:
    """Give who is told to be on both sides of what in one week, with a proof of each."""
    asked = """
SELECT * FROM ({contradictions}) AS contradiction
ORDER BY week DESC, "for" + against DESC, holder_name, issue_name
LIMIT :limit"""
    asked = counting(filled(asked, contradictions=CONTRADICTIONS), counted)
    return asked_with(asked, OF_POSITIONS, filters, planner=JOINS_IN_ANY_ORDER)
