"""Who is quoted how much, and by which outlets."""

from dataclasses import replace

from pipeline.queries.counting import ARTICLE, Counted, alone_unless, filled
from pipeline.queries.filters import OF_VOICES, Filters
from pipeline.queries.question import Question
from schemas.vocabulary import SAID

_SAME = f"{alone_unless('saying', 'revision_id', 'quotation')}, speaker_identity, own_name"
# A quotation counts for each of its speakers, and once for the outlet that printed it first.
_ONE_OF_EACH = {
    Counted.ONCE: (
        f"DISTINCT ON ({_SAME})",
        f"ORDER BY {_SAME}, dated, revision_id, quotation",
    ),
    Counted.RAW: ("", ""),
}
# Who is known across articles is named after counting.
VOICES = """
SELECT speaker_identity, coalesce(identity.name, own_name) AS speaker_name, outlet, quotations,
    sum(quotations) OVER (PARTITION BY speaker_identity, own_name)::bigint AS of_all,
    articles, first, last, '{counted}' AS counted
FROM (
    SELECT speaker_identity, own_name, outlet, count(*) AS quotations,
        count(DISTINCT {article}) AS articles, min(dated) AS first, max(dated) AS last
    FROM (
        SELECT {first} speaker_identity, own_name, outlet, dated, revision_id, copies
        FROM current_voices AS r
        WHERE {matching}
        {order}
    ) AS said
    GROUP BY speaker_identity, own_name, outlet
) AS voice
LEFT JOIN identity ON identity.id = speaker_identity"""


def voices_counted(counted: Counted, matching: str = "{conditions}") -> str:
    """Ask for the speakers of the quotations that match, once or raw."""
    first, order = _ONE_OF_EACH[counted]
    parts = {"first": first, "order": order, "article": ARTICLE[counted], "matching": matching}
    return filled(VOICES, counted=counted, **parts)


def voices(filters: Filters, counted: Counted = Counted.ONCE) -> Question:
    """Give who is quoted how often, by outlet; speakers that are only described are left out."""
    asked = """
SELECT * FROM ({voices}) AS voice
ORDER BY quotations DESC, of_all DESC, speaker_name, outlet
LIMIT :limit"""
    asked = filled(asked, voices=voices_counted(counted))
    of_kinds = replace(filters, kinds=list(filters.kinds or SAID))
    return Question(asked, OF_VOICES, of_kinds)
