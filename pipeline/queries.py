"""What people ask of the rows, in SQL: read-only; newest first, entities by how frequent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine, text

from pipeline.database import Row, connection_to
from schemas.confidence import SHOWN_FROM
from schemas.vocabulary import SAID, Polarity

LIMIT = 20


class EntityOrder(StrEnum):
    """Which entities come first: those of most articles, of most mentions, or spoken of last."""

    ARTICLES = "articles"
    MENTIONS = "mentions"
    NEWEST = "newest"


@dataclass(frozen=True)
class Filters:
    """What rows must match; None asks nothing. Names match by their words and by alias."""

    holder: str | None = None
    target: str | None = None
    polarity: Polarity | None = None
    min_confidence: float = SHOWN_FROM  # of stances that are shown or counted
    speaker: str | None = None
    kinds: Sequence[str] | None = None  # of quotations; unasked, those that tell what was said
    entity: str | None = None
    type: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None  # exclusive
    words: str | None = None  # of title or text, as one would type them into a search engine
    limit: int = LIMIT


ARTICLES = """
SELECT dated, outlet,
    coalesce(
        title, jsonb_path_query_first(zones, '$[*] ? (@.name == "headline").text') #>> '{}'
    ) AS title,
    (SELECT count(*) FROM entity WHERE revision_id = r.id) AS entities,
    (SELECT count(*) FROM quotation
     WHERE revision_id = r.id AND kind <> 'attitude') AS quotations,
    (SELECT count(*) FROM stance
     WHERE revision_id = r.id AND confidence >= :min_confidence) AS stances,
    language, url, published_at, fetched_at, article_id, fingerprint AS revision
FROM revision AS r
WHERE current AND {conditions}
ORDER BY dated DESC, article_id
LIMIT :limit
"""

ENTITIES = """
SELECT mode() WITHIN GROUP (ORDER BY entity.name) AS name, entity.type,
    count(DISTINCT r.id) AS articles,
    sum((SELECT count(*) FROM mention
         WHERE mention.revision_id = r.id AND mention.entity_id = entity.id))::bigint AS mentions,
    sum(score * sentences) / sum(sentences) AS tone,
    max(dated) AS latest
FROM entity
JOIN revision AS r ON r.id = entity.revision_id
LEFT JOIN entity_tone AS t ON t.revision_id = r.id AND t.entity_id = entity.id
WHERE current AND {conditions}
GROUP BY entity.words, entity.type
ORDER BY {order}, entity.words, entity.type
LIMIT :limit
"""
ENTITY_ORDERS = {
    EntityOrder.ARTICLES: "articles DESC, mentions DESC, latest DESC",
    EntityOrder.MENTIONS: "mentions DESC, articles DESC, latest DESC",
    EntityOrder.NEWEST: "latest DESC, articles DESC, mentions DESC",
}

QUOTATIONS = """
SELECT dated, outlet, speakers, speaker_text AS speaker_words, kind, quotation, cue_text AS cue,
    rule, starts, ends, title, url, article_id, fingerprint AS revision
FROM quotation AS q
JOIN revision AS r ON r.id = q.revision_id
CROSS JOIN LATERAL (
    SELECT string_agg(text, ' … ' ORDER BY number) AS quotation,
        min(starts) AS starts, max(ends) AS ends
    FROM quotation_span AS s WHERE s.revision_id = r.id AND s.quotation = q.number
) AS content
CROSS JOIN LATERAL (
    SELECT coalesce(
        array_agg(entity.name ORDER BY entity.name), array_remove(ARRAY[speaker_text], NULL)
    ) AS speakers
    FROM quotation_speaker AS s
    JOIN entity ON entity.revision_id = s.revision_id AND entity.id = s.entity_id
    WHERE s.revision_id = r.id AND s.quotation = q.number
) AS speaking
WHERE current AND {conditions}
ORDER BY dated DESC, article_id, starts
LIMIT :limit
"""

# Not of current_stances, which hides what is less sure than the default.
STANCES = """
SELECT dated, outlet, holder, polarity, target, confidence, modality, negated, reported_by,
    basis, rule, evidence, evidence_starts, evidence_ends, title, url, article_id, revision
FROM stance_history AS r
WHERE current AND confidence >= :min_confidence AND {conditions}
ORDER BY dated DESC, article_id, evidence_starts, number
LIMIT :limit
"""

# What every question has a value for; a query that does not speak of it passes it over.
ALWAYS_GIVEN = {"limit", "min_confidence"}

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
    "kinds": "q.kind = ANY(:kinds)",
    "speaker": """(q.revision_id, q.number) IN (
        SELECT revision_id, number FROM quotation WHERE speaker_words @> name_words(:speaker)
        UNION
        SELECT revision_id, quotation FROM quotation_speaker
        WHERE (revision_id, entity_id) IN (SELECT * FROM named(:speaker))
    )""",
}
PARTY_NAMED = """
    SELECT revision_id, number FROM stance WHERE {party}_words @> name_words(:{filter})
    UNION
    SELECT revision_id, number FROM stance
    WHERE (revision_id, {party}_entity) IN (SELECT * FROM named(:{filter}))
"""


def _party_named(filter_name: str, *parties: str) -> str:
    """Give the condition that one of a stance's parties goes by the name in a filter."""
    ways = (PARTY_NAMED.format(party=party, filter=filter_name) for party in parties)
    return f"(r.revision_id, r.number) IN ({' UNION '.join(ways)})"


OF_STANCES = {
    "holder": _party_named("holder", "holder"),
    "target": _party_named("target", "target"),
    "entity": _party_named("entity", "holder", "target"),
    "speaker": """(r.revision_id, r.number) IN (
        SELECT revision_id, number FROM stance
        WHERE (revision_id, reported_by) IN (SELECT * FROM named(:speaker))
    )""",
    "polarity": "polarity = :polarity",
    "words": """r.revision_id IN (
        SELECT id FROM revision
        WHERE search @@ websearch_to_tsquery('english', without_invisible(:words))
    )""",
}


def articles(engine: Engine, filters: Filters) -> list[Row]:
    """Give the current articles with what was found in each."""
    return _rows(engine, ARTICLES, OF_ARTICLES, filters)


def entities(
    engine: Engine, filters: Filters, order: EntityOrder = EntityOrder.ARTICLES
) -> list[Row]:
    """Give who and what the current articles that match speak of, counted over all of those."""
    asked = ENTITIES.replace("{order}", ENTITY_ORDERS[order])
    return _rows(engine, asked, OF_ENTITIES, filters)


def quotations(engine: Engine, filters: Filters) -> list[Row]:
    """Give what was said, a quotation a row with all its speakers; attitudes only if asked for."""
    kinds = list(filters.kinds or SAID)
    return _rows(engine, QUOTATIONS, OF_QUOTATIONS, replace(filters, kinds=kinds))


def stances(engine: Engine, filters: Filters) -> list[Row]:
    """Give who is for or against what, with the words that prove it."""
    return _rows(engine, STANCES, OF_STANCES, filters)


def _rows(engine: Engine, asked: str, own: Mapping[str, str], filters: Filters) -> list[Row]:
    """Ask with the conditions whose filter is set; values travel apart from the SQL.

    Raises ValueError for a filter that this query does not know.
    """
    given = {name: value for name, value in vars(filters).items() if value is not None}
    known = OF_EVERY_QUERY | dict(own)
    if unknown := given.keys() - known.keys() - ALWAYS_GIVEN:
        raise ValueError(f"this query has no filter {', '.join(sorted(unknown))}")
    conditions = " AND ".join(known[name] for name in given if name in known)
    statement = text(asked.replace("{conditions}", conditions or "TRUE"))
    with connection_to(engine, read_only=True) as connection:
        return [dict(row) for row in connection.execute(statement, given).mappings()]
