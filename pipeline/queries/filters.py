"""What rows must match: each filter and its condition in SQL; values travel apart from the SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pipeline.queries.question import Question
from schemas.confidence import SHOWN_FROM
from schemas.vocabulary import Polarity

LIMIT = 20


@dataclass(frozen=True)
class Filters:
    """What rows must match; None asks nothing. Names match by their words and by alias.

    They may also be an identity's or issue's id, or any name that it goes by anywhere.
    """

    holder: str | None = None
    target: str | None = None
    polarity: Polarity | None = None  # towards the issue: for the repeal of a law is against it
    min_confidence: float = SHOWN_FROM  # of stances that are shown or counted
    speaker: str | None = None
    kinds: Sequence[str] | None = None  # of quotations; unasked, those that tell what was said
    entity: str | None = None
    type: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None  # exclusive
    words: str | None = None  # of title or text, as one would type them into a search engine
    with_wrong: bool = False  # whether rows that readers judged wrong are shown and counted
    limit: int = LIMIT


# What every question has a value for; a query that does not speak of it passes it over.
ALWAYS_GIVEN = {"limit", "min_confidence", "with_wrong"}

# For each filter its condition; each way of being named stands by itself, to have an index.
OF_EVERY_QUERY = {
    "outlet": "name_words(outlet) @> name_words(:outlet)",
    "since": "dated >= :since",
    "until": "dated < :until",
    "words": "search @@ websearch_to_tsquery('english', without_invisible(:words))",
}
OF_ARTICLES = {"entity": "r.id IN (SELECT revision_id FROM named(:entity))"}
OF_ENTITIES = {
    "entity": "(entity.revision_id, entity.id) IN (SELECT * FROM named(:entity))",
    "type": "entity.type = upper(:type)",
}
OF_QUOTATIONS = {
    "with_wrong": "(:with_wrong OR NOT q.hidden)",
    "kinds": "q.kind = ANY(:kinds)",
    "speaker": """(q.revision_id, q.number) IN (
        SELECT revision_id, number FROM quotation WHERE speaker_words @> name_words(:speaker)
        UNION
        SELECT revision_id, quotation FROM quotation_speaker
        JOIN named(:speaker) USING (revision_id, entity_id)
    )""",
}

# The stances that have a party of a name in their own article, or of an identity so named.
_PARTY_NAMED = """
    SELECT revision_id, number FROM stance WHERE {party}_words @> name_words(:{filter})
    UNION
    SELECT stance.revision_id, number FROM named(:{filter}) AS so_named
    JOIN stance ON stance.revision_id = so_named.revision_id
        AND stance.{party}_entity = so_named.entity_id
"""
# The stances that have a party whose identity goes by a name: all of its rows, or none.
_PARTY_KNOWN = """
    SELECT stance.revision_id, number FROM identity_form
    JOIN entity_identity ON form_id = identity_form.id
    JOIN stance ON stance.revision_id = entity_identity.revision_id
        AND stance.{party}_entity = entity_identity.entity_id
    WHERE identity_id IN (SELECT * FROM identities_named(:{filter}))
"""
_ISSUE_KNOWN = """
    SELECT revision_id, number FROM issue_form
    JOIN stance_statement ON issue_form_id = issue_form.id
    WHERE issue_id IN (SELECT * FROM issues_named(:{filter}))
"""


def _any_of(name: str, *ways: str) -> str:
    """Ask for the stances that any of the ways finds."""
    return f"(r.revision_id, r.number) IN ({' UNION '.join(ways)})".replace("{filter}", name)


def _party(party: str, way: str) -> str:
    return way.replace("{party}", party)


_OF_ALL_STANCES = {
    "with_wrong": "(:with_wrong OR NOT r.hidden)",
    "polarity": "side = :polarity",
    "words": """r.revision_id IN (
        SELECT id FROM revision
        WHERE search @@ websearch_to_tsquery('english', without_invisible(:words))
    )""",
}
OF_STANCES = _OF_ALL_STANCES | {
    "holder": _any_of("holder", _party("holder", _PARTY_NAMED)),
    "target": _any_of("target", _party("target", _PARTY_NAMED), _ISSUE_KNOWN),
    "entity": _any_of(
        "entity", *(_party(party, _PARTY_NAMED) for party in ("holder", "target")), _ISSUE_KNOWN
    ),
    "speaker": """(r.revision_id, r.number) IN (
        SELECT stance.revision_id, number FROM named(:speaker) AS so_named
        JOIN stance ON stance.revision_id = so_named.revision_id
            AND reported_by = so_named.entity_id
    )""",
}
# Who stands where: of a holder or an issue that is named, all rows count, whatever their words.
OF_POSITIONS = _OF_ALL_STANCES | {
    "holder": _any_of("holder", _party("holder", _PARTY_KNOWN)),
    "target": _any_of("target", _party("target", _PARTY_KNOWN), _ISSUE_KNOWN),
    "entity": _any_of(
        "entity", *(_party(party, _PARTY_KNOWN) for party in ("holder", "target")), _ISSUE_KNOWN
    ),
}

# How PostgreSQL is to plan a question, where its own ways do not suit.
# The views join some 13 tables. With its own limits a name is looked up after the joins, not
# before: 1.25 s instead of 0.02 for a holder of 3 in 100,000 stances.
JOINS_IN_ANY_ORDER = {"join_collapse_limit": "24", "from_collapse_limit": "24", "geqo": "off"}
# It looks up each of 500,000 entities in a cache that never has it.
NO_LOOKUP_CACHE = {"enable_memoize": "off"}


def asked_with(
    asked: str,
    own: Mapping[str, str],
    filters: Filters,
    *,
    planner: Mapping[str, str] | None = None,
    **values: object,
) -> Question:
    """Put a question with the conditions whose filter is set; `values` are bound as they are.

    Raises ValueError for a filter that this question does not know.
    """
    given = {name: value for name, value in vars(filters).items() if value is not None}
    known = OF_EVERY_QUERY | dict(own)
    if unknown := given.keys() - known.keys() - ALWAYS_GIVEN:
        raise ValueError(f"this query has no filter {', '.join(sorted(unknown))}")
    conditions = " AND ".join(known[name] for name in given if name in known)
    sql = asked.replace("{conditions}", conditions or "TRUE")
    return Question(sql, given | values, planner or {})
