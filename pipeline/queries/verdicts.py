"""What readers said of rows, what they have not judged yet, and how often rows were right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import Engine

from pipeline.database import Row
from pipeline.queries.called import read
from pipeline.queries.counting import MATCHING, filled
from pipeline.queries.filters import (
    JOINS_IN_ANY_ORDER,
    OF_QUOTATIONS,
    OF_STANCES,
    Filters,
    asked_with,
)
from pipeline.queries.question import Question
from pipeline.verdicts.agreement import Agreement, agreements
from schemas.vocabulary import SAID, Judged, Verdict


class ReviewOrder(StrEnum):
    """Which rows are judged first: the newest, those that may be either, or any."""

    NEWEST = "newest"
    UNSURE = "unsure"
    RANDOM = "random"


class By(StrEnum):
    """By what it is told how often rows were right."""

    TOTAL = "total"
    RULE = "rule"
    MODEL = "model"
    CONFIDENCE = "confidence"
    OUTLET = "outlet"


OF = {Judged.STANCE: OF_STANCES, Judged.QUOTATION: OF_QUOTATIONS}
ROWS = {
    Judged.STANCE: MATCHING,
    Judged.QUOTATION: "quotation AS q JOIN revision AS r ON r.id = q.revision_id"
    " WHERE current AND {conditions}",
}
ORDERS = {
    ReviewOrder.NEWEST: "dated DESC, article_id, number",
    ReviewOrder.UNSURE: "abs(confidence - 0.5), article_id, number",
    ReviewOrder.RANDOM: "md5(:seed || ' ' || article_id || ' ' || number), article_id, number",
}
UNJUDGED = """AND (revision_id, number) NOT IN (
            SELECT revision_id, number FROM judged
            WHERE kind = '{kind}' AND :reader = ANY(found_right || found_wrong)
        )"""
# Where the row stands in the text, and how it is put.
PLACE = {
    Judged.STANCE: """SELECT evidence_starts AS starts, evidence_ends AS ends,
        modality AS manner, confidence
    FROM stance AS s WHERE s.revision_id = chosen.revision_id AND s.number = chosen.number""",
    Judged.QUOTATION: """SELECT min(starts) AS starts, max(ends) AS ends,
        (SELECT kind FROM quotation AS q
         WHERE q.revision_id = chosen.revision_id AND q.number = chosen.number) AS manner,
        NULL AS confidence
    FROM quotation_span AS s
    WHERE s.revision_id = chosen.revision_id AND s.quotation = chosen.number""",
}
TO_JUDGE = """
SELECT claim.*, dated, outlet, title, url, manner, confidence,
    substr(text, greatest(starts - 500, 0) + 1, least(starts, 500)) AS before,
    substr(text, starts + 1, ends - starts) AS said, substr(text, ends + 1, 500) AS after
FROM (
    SELECT *, row_number() OVER () AS place FROM (
        SELECT revision_id, number FROM {rows} {unjudged} ORDER BY {order} LIMIT :limit
    ) AS in_order
) AS chosen
JOIN revision ON revision.id = chosen.revision_id
CROSS JOIN LATERAL (
    SELECT kind, article_id, who, target, polarity, claim FROM claims
    WHERE kind = '{kind}' AND revision_id = chosen.revision_id AND number = chosen.number OFFSET 0
) AS claim
CROSS JOIN LATERAL ({place}) AS place
ORDER BY chosen.place
"""

CLAIMS = """
SELECT kind, fingerprint AS revision, number, claim, coalesce(found_right, '{}') AS found_right,
    coalesce(found_wrong, '{}') AS found_wrong, coalesce(hidden, FALSE) AS hidden
FROM claims
JOIN revision ON revision.id = revision_id
LEFT JOIN judged USING (kind, revision_id, number)
WHERE claims.article_id = :article_id AND current
ORDER BY kind, number
"""
GIVEN = """
SELECT kind, claim, words, who, target, polarity, verdict, fault, note, reader, judged_at
FROM {verdicts} WHERE article_id = :article_id ORDER BY judged_at DESC, id DESC
"""
EXPORTED = """
SELECT kind, article_id, words, who, target, polarity, verdict, fault, note, reader, judged_at
FROM verdict ORDER BY id
"""
SHARED = """
SELECT reader, article_id || ' ' || claim AS row, verdict FROM (
    SELECT *, count(*) OVER (PARTITION BY article_id, claim) AS readers FROM verdicts_in_force
    WHERE kind = :kind
) AS given
WHERE readers > 1
"""

BANDS = (0.25, 0.5, 0.75, 0.85, 0.95)  # from schemas.confidence: stored, …, shown, …
_UPPER = (*BANDS[1:], 1)
_LABELS = [f"under {BANDS[0]}", *(f"{a} to {b}" for a, b in zip(BANDS, _UPPER, strict=True))]
BAND = f"(ARRAY{_LABELS})[width_bucket(confidence, ARRAY{list(BANDS)}) + 1]"
BAND_OF = {Judged.STANCE: BAND, Judged.QUOTATION: "NULL"}
# Wilson's score interval of 95 % (Wilson 1927; Brown, Cai and DasGupta 2001 recommend it for small
# samples), for how many of so many.
_Z = 1.959964
WILSON = f"""(share + {_Z**2 / 2} / rows {{sign}} {_Z} * sqrt(
        share * (1 - share) / rows + {_Z**2 / 4} / rows ^ 2
    )) / (1 + {_Z**2} / rows)"""
BOUNDS = f"""greatest(0, {WILSON.format(sign="-")}) AS low,
    least(1, {WILSON.format(sign="+")}) AS high"""
PRECISION = """
SELECT by, value, verdicts, rows, "right", share, {bounds}
FROM (
    SELECT by, value, count(*) AS rows, count(*) FILTER (WHERE NOT judged.hidden) AS "right",
        avg((NOT judged.hidden)::int)::float AS share,
        sum(cardinality(found_right) + cardinality(found_wrong))::bigint AS verdicts
    FROM (
        SELECT revision_id, number, rule, outlet, {band} AS band FROM {rows}
        AND (revision_id, number) IN (
            SELECT revision_id, number FROM judged WHERE kind = '{kind}'
        )
    ) AS matching
    JOIN judged USING (revision_id, number)
    JOIN revision ON revision.id = revision_id
    CROSS JOIN LATERAL (
        VALUES ('total', 'all'), ('rule', rule), ('confidence', band), ('outlet', matching.outlet)
        UNION ALL
        SELECT 'model', key || ' ' || value FROM jsonb_each_text(provenance -> 'models')
    ) AS told (by, value)
    WHERE judged.kind = '{kind}' AND by = ANY(:by) AND value IS NOT NULL
    GROUP BY by, value
) AS counted
ORDER BY array_position(:by, by), rows DESC, value
"""


@dataclass(frozen=True)
class Round:
    """What a reader is to judge, and in which order; the seed is of a random one."""

    kind: Judged
    reader: str
    order: ReviewOrder = ReviewOrder.NEWEST
    seed: int = 0
    again: bool = False  # also what this reader has judged


def to_judge(filters: Filters, wanted: Round) -> Question:
    """Ask for rows to judge, each with its claim, its words and those beside them."""
    asked = filled(
        TO_JUDGE,
        order=ORDERS[wanted.order],
        unjudged="" if wanted.again else UNJUDGED,
        place=PLACE[wanted.kind],
        rows=ROWS[wanted.kind],
        kind=wanted.kind,
    )
    of_all = replace(filters, with_wrong=True)
    values = {"reader": wanted.reader, "seed": str(wanted.seed)}
    return _asked(wanted.kind, asked, of_all, **values)


def claims_of(engine: Engine, article_id: str) -> list[Row]:
    """Give what an article claims now, each claim with who found it right and who wrong."""
    return read(engine, CLAIMS, article_id=article_id)


def verdicts_of(engine: Engine, article_id: str, *, history: bool = False) -> list[Row]:
    """Give the verdicts on an article, the last of each reader on a claim, or all; newest first."""
    verdicts = "verdict" if history else "verdicts_in_force"
    return read(engine, GIVEN.replace("{verdicts}", verdicts), article_id=article_id)


def exported(engine: Engine) -> list[Row]:
    """Give all verdicts, those that no longer count too, in the order in which they were stored."""
    return read(engine, EXPORTED)


def agreement(engine: Engine, kind: Judged) -> list[Agreement]:
    """Give how far readers agree, by the last verdict of each."""
    found = read(engine, SHARED, kind=kind.value)
    return agreements(
        (str(row["reader"]), str(row["row"]), Verdict(str(row["verdict"]))) for row in found
    )


def precision(
    filters: Filters, kind: Judged = Judged.STANCE, by: Sequence[By] = tuple(By)
) -> Question:
    """Ask how often the judged rows that match were right, with the bounds of 95 %.

    A row is right that more readers found right than wrong.
    """
    asked = filled(PRECISION, bounds=BOUNDS, band=BAND_OF[kind], rows=ROWS[kind], kind=kind)
    wanted = replace(filters, with_wrong=True)
    return _asked(kind, asked, wanted, by=[str(each) for each in by])


def _asked(kind: Judged, asked: str, filters: Filters, **values: object) -> Question:
    if kind is Judged.QUOTATION:
        filters = replace(filters, kinds=list(filters.kinds or SAID))
    return asked_with(asked, OF[kind], filters, planner=JOINS_IN_ANY_ORDER, **values)
