"""Who is quoted how much, and by which outlets."""

from dataclasses import replace

from pipeline.queries.counting import ARTICLE, Counted, alone_unless, filled
from pipeline.queries.filters import (
    JOINS_IN_ANY_ORDER,
    OF_QUOTATIONS,
    Filters,
)
from pipeline.queries.question import Question
from schemas.vocabulary import SAID

_SAME = f"""{alone_unless("saying", "q.revision_id", "q.number")},
        coalesce(identity_id, entity.name)"""
# A quotation counts for each of its speakers, and once for the outlet that printed it first.
_ONE_OF_EACH = {
    Counted.ONCE: (
        f"DISTINCT ON ({_SAME})",
        f"ORDER BY {_SAME}, dated, article_id, q.number",
    ),
    Counted.RAW: ("", ""),
}
VOICES = """
SELECT speaker_identity, speaker_name, outlet, count(*) AS quotations,
    sum(count(*)) OVER (PARTITION BY speaker_identity, speaker_name)::bigint AS of_all,
    count(DISTINCT {article}) AS articles, min(dated) AS first, max(dated) AS last,
    '{counted}' AS counted
FROM (
    SELECT {first} identity_id AS speaker_identity,
        coalesce(identity.name, entity.name) AS speaker_name, outlet, dated,
        q.revision_id, coalesce(copies, q.revision_id) AS copies
    FROM quotation AS q
    JOIN revision AS r ON r.id = q.revision_id
    JOIN quotation_speaker AS s ON s.revision_id = q.revision_id AND s.quotation = q.number
    JOIN entity ON entity.revision_id = s.revision_id AND entity.id = s.entity_id
    LEFT JOIN entity_identity AS known
        ON known.revision_id = s.revision_id AND known.entity_id = s.entity_id
    LEFT JOIN identity_form ON identity_form.id = known.form_id
    LEFT JOIN identity ON identity.id = identity_id
    LEFT JOIN quotation_saying AS same
        ON same.revision_id = q.revision_id AND same.quotation = q.number
    LEFT JOIN resolved ON resolved.revision_id = q.revision_id
    WHERE current AND {matching}
    {order}
) AS said
GROUP BY speaker_identity, speaker_name, outlet"""


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
    return Question(asked, OF_QUOTATIONS, of_kinds, planner=JOINS_IN_ANY_ORDER)
