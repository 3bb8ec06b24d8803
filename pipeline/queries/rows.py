"""What was found in the articles: they themselves, who is named, what was said, who is for what."""

from dataclasses import replace
from enum import StrEnum

from pipeline.queries.counting import Counted, filled
from pipeline.queries.filters import (
    OF_ARTICLES,
    OF_PRINTED,
    OF_QUOTATIONS,
    OF_STANCES_LISTED,
    Filters,
)
from pipeline.queries.question import Question
from schemas.vocabulary import SAID


class EntityOrder(StrEnum):
    """Which entities come first: those of most articles, of most mentions, or spoken of last."""

    ARTICLES = "articles"
    MENTIONS = "mentions"
    NEWEST = "newest"


ARTICLES = """
SELECT dated, outlet,
    coalesce(
        title, jsonb_path_query_first(zones, '$[*] ? (@.name == "headline").text') #>> '{}'
    ) AS title,
    (SELECT count(*) FROM entity WHERE revision_id = r.id) AS entities,
    (SELECT count(*) FROM quotation
     WHERE revision_id = r.id AND kind <> 'attitude'
        AND (:with_wrong OR NOT hidden)) AS quotations,
    (SELECT count(*) FROM stance
     WHERE revision_id = r.id AND confidence >= :min_confidence
        AND (:with_wrong OR NOT hidden)) AS stances,
    language, url, published_at, fetched_at, article_id, fingerprint AS revision, licence,
    gone_at(article_id) AS gone_at, r.id AS revision_id
FROM revision AS r
WHERE current AND {conditions}
ORDER BY dated DESC, r.id DESC
LIMIT :limit
"""

# Of prints of one time the one that was stored first stands for all.
PRINTED = """
    SELECT DISTINCT ON ({same}) r.id, dated FROM revision AS r{naming}
    LEFT JOIN resolved ON resolved.revision_id = r.id
    WHERE current AND {conditions}
    ORDER BY {same}, dated, r.id
"""
# Who is named is looked up once, for the articles and for what is counted there: by his forms,
# and one by one what only its own article calls so.
SO_NAMED = """
known AS MATERIALIZED (SELECT * FROM entities_counted WHERE form_id = ANY(:entity_forms)),
so_named AS MATERIALIZED (
    TABLE known
    UNION ALL
    SELECT entity.* FROM (
        SELECT DISTINCT revision_id, entity_id FROM entity_names AS called
        WHERE words @> name_words(:entity) AND NOT EXISTS (
            SELECT FROM known
            WHERE known.revision_id = called.revision_id AND known.entity_id = called.entity_id
        )
    ) AS called
    CROSS JOIN LATERAL (
        SELECT * FROM entities_counted AS entity
        WHERE entity.revision_id = called.revision_id AND entity.entity_id = called.entity_id
        OFFSET 0
    ) AS entity
),"""
NAMING = """
    JOIN so_named ON so_named.revision_id = r.id"""
# One thing is an identity, or what has none yet under equal words and type. Which of them come
# first is found out before anything else, so that only these are looked at in full.
ENTITIES = """
WITH {so_named}
printed AS MATERIALIZED ({printed}),
thing AS MATERIALIZED (
    SELECT r.id AS revision_id, r.dated, entity.name, entity.type, mentions, score, sentences,
        identity_id,
        coalesce(
            '=' || identity_id, entity.type || coalesce(name_words(entity.name)::text, '')
        ) AS key
    FROM printed AS r
    JOIN {entities} AS entity ON entity.revision_id = r.id
    LEFT JOIN identity_form ON identity_form.id = entity.form_id
    WHERE {of_type}
),
ahead AS MATERIALIZED (
    SELECT key, count(*) AS articles
    FROM (
        SELECT key, revision_id, sum(mentions) AS mentions, max(dated) AS dated FROM thing
        GROUP BY key, revision_id
    ) AS met
    GROUP BY key
    ORDER BY {measure} DESC
    FETCH FIRST :limit ROWS WITH TIES
),
-- Each name and type as it is written, then names of equal words together.
written AS (
    SELECT key, articles, identity_id, name, type, name_words(name) AS words, count(*) AS times,
        max(dated) AS latest, sum(mentions) AS mentions, sum(score * sentences) AS told,
        sum(sentences) AS sentences
    FROM ahead
    JOIN thing USING (key)
    GROUP BY key, articles, identity_id, name, type
),
spelling AS (
    SELECT key, articles, identity_id, sum(times) AS times, max(latest) AS latest,
        (array_agg(name ORDER BY of_name DESC, name))[1] AS name,
        (array_agg(type ORDER BY of_type DESC, type))[1] AS type,
        sum(mentions) AS mentions, sum(told) AS told, sum(sentences) AS sentences
    FROM (
        SELECT *, sum(times) OVER (PARTITION BY key, words, name) AS of_name,
            sum(times) OVER (PARTITION BY key, words, type) AS of_type
        FROM written
    ) AS counted
    GROUP BY key, articles, identity_id, words
)
SELECT coalesce(min(identity.name), min(spelling.name)) AS name,
    (array_agg(type ORDER BY times DESC, type))[1] AS type, articles,
    sum(mentions)::bigint AS mentions, sum(told) / sum(sentences) AS tone, max(latest) AS latest,
    array_agg(spelling.name ORDER BY times DESC, spelling.name) AS names,
    identity_id AS identity, '{counted}' AS counted
FROM spelling
LEFT JOIN identity ON identity.id = identity_id
GROUP BY key, articles, identity_id
ORDER BY {order}, name, type
LIMIT :limit
"""
ENTITY_MEASURES = {
    EntityOrder.ARTICLES: "articles",
    EntityOrder.MENTIONS: "sum(mentions)",
    EntityOrder.NEWEST: "max(dated)",
}
ENTITY_ORDERS = {
    EntityOrder.ARTICLES: "articles DESC, mentions DESC, latest DESC",
    EntityOrder.MENTIONS: "mentions DESC, articles DESC, latest DESC",
    EntityOrder.NEWEST: "latest DESC, articles DESC, mentions DESC",
}

# Of a quotation that several articles print the first stands for all; how the others have it, and
# how many articles print it, is looked up only for the rows that are shown.
QUOTATIONS = """
WITH shown AS (
    SELECT q.revision_id, q.number, q.kind, cue_text AS cue, speaker_text, q.rule,
        saying, dated, outlet, title, url, article_id, fingerprint AS revision
    FROM quotation AS q
    JOIN revision AS r ON r.id = q.revision_id
    LEFT JOIN quotation_saying AS s
        ON s.revision_id = q.revision_id AND s.quotation = q.number
    CROSS JOIN LATERAL (
        SELECT saying AS repeats, dated AS time, q.revision_id AS place, q.number AS nth
    ) AS later
    WHERE current AND {conditions} AND {after} AND {first}
    ORDER BY dated DESC, r.id DESC, q.number
    LIMIT :limit
)
SELECT dated, outlet, coalesce(named, array_remove(ARRAY[speaker_text], NULL)) AS speakers,
    speaker_text AS speaker_words, kind, quotation, cue, rule, starts, ends, title, url,
    article_id, revision,
    coalesce(known_as, array_remove(ARRAY[speaker_text], NULL)) AS speaker_names,
    coalesce(identities, '{}') AS speaker_identities,
    greatest(printed, 1) AS printed, coalesce(quoted_as, '{}') AS quoted_as,
    '{counted}' AS counted, gone_at(article_id) AS gone_at, revision_id, number
FROM shown
CROSS JOIN LATERAL (
    SELECT string_agg(text, ' … ' ORDER BY number) AS quotation,
        min(starts) AS starts, max(ends) AS ends
    FROM quotation_span AS s
    WHERE s.revision_id = shown.revision_id AND s.quotation = shown.number
) AS content
CROSS JOIN LATERAL (
    SELECT array_agg(entity.name ORDER BY entity.name) AS named,
        array_agg(coalesce(known.name, entity.name) ORDER BY entity.name) AS known_as,
        array_agg(known.identity ORDER BY entity.name) AS identities
    FROM quotation_speaker AS s
    JOIN entity ON entity.revision_id = s.revision_id AND entity.id = s.entity_id
    LEFT JOIN known_entities AS known
        ON known.revision_id = s.revision_id AND known.entity_id = s.entity_id
    WHERE s.revision_id = shown.revision_id AND s.quotation = shown.number
) AS speaking
CROSS JOIN LATERAL (
    SELECT count(DISTINCT r.id) AS printed,
        array_agg(DISTINCT said ORDER BY said) FILTER (WHERE said <> content.quotation) AS quoted_as
    FROM quotation_saying AS other
    JOIN revision AS r ON r.id = other.revision_id AND r.current
    CROSS JOIN LATERAL (
        SELECT string_agg(text, ' … ' ORDER BY number) AS said FROM quotation_span AS s
        WHERE s.revision_id = other.revision_id AND s.quotation = other.quotation
    ) AS variant
    WHERE other.saying = shown.saying
) AS alike
ORDER BY dated DESC, revision_id DESC, starts
"""
# Asked of one row after the other until the page is full. Of IS NULL the planner believes that it
# is hardly ever so, and would compare all rows first.
FIRST_PRINT = """coalesce((
    SELECT FALSE FROM quotation_saying AS s
    JOIN quotation AS q ON q.revision_id = s.revision_id AND q.number = s.quotation
    JOIN revision AS r ON r.id = q.revision_id
    WHERE s.saying = repeats AND current AND {conditions}
        AND (dated, q.revision_id, q.number) < (time, place, nth)
    LIMIT 1
), TRUE)"""
FURTHER = """dated <= :after_dated
    AND (dated, q.revision_id, -q.number) < (:after_dated, :after_revision, -:after_number)"""

# The words that prove it and all names are looked up only for the rows that are shown.
STANCES = """
SELECT dated, outlet, holder, polarity, target, confidence, modality, negated, reported_by,
    basis, rule, evidence, evidence_starts, evidence_ends, title, url, article_id, revision,
    holder_identity, holder_name, issue, issue_name, reversed, side, '{counted}' AS counted,
    gone_at(article_id) AS gone_at, shown.revision_id, shown.number
FROM (
    SELECT revision_id, number FROM current_statements AS r
    CROSS JOIN LATERAL (
        SELECT dated AS time, revision_id AS printed, number AS nth, holder_identity AS teller
    ) AS later
    WHERE confidence >= :min_confidence AND {conditions} AND {after} AND {first}
    ORDER BY dated DESC, revision_id DESC, place DESC
    LIMIT :limit
) AS matching
CROSS JOIN LATERAL (
    SELECT * FROM stance_history AS r
    WHERE r.revision_id = matching.revision_id AND r.number = matching.number
    OFFSET 0
) AS shown
ORDER BY dated DESC, shown.revision_id DESC, evidence_starts, shown.number
"""
# Of what articles print alike the first that matches, as counting has it. Alike has one key.
FIRST_STATED = """coalesce((
    SELECT FALSE FROM (
        SELECT stated.* FROM stance_statement AS own
        JOIN stance_statement AS alike ON alike.key = own.key AND alike.statement = own.statement
        JOIN current_statements AS stated
            ON stated.revision_id = alike.revision_id AND stated.number = alike.number
        WHERE own.revision_id = printed AND own.number = nth
    ) AS r
    WHERE holder_identity IS NOT DISTINCT FROM teller
        AND confidence >= :min_confidence AND {conditions}
        AND (dated, revision_id, number) < (time, printed, nth)
    LIMIT 1
), TRUE)"""
FURTHER_STATED = "(dated, revision_id, place) < (:after_dated, :after_revision, -:after_number)"


def articles(filters: Filters) -> Question:
    """Give the current articles with what was found in each."""
    return Question(ARTICLES, OF_ARTICLES, filters, paged=True)


def entities(
    filters: Filters,
    order: EntityOrder = EntityOrder.ARTICLES,
    counted: Counted = Counted.ONCE,
) -> Question:
    """Give who and what the current articles that match speak of, counted over all of those."""
    same = {Counted.ONCE: "coalesce(copies, r.id)", Counted.RAW: "r.id"}[counted]
    naming = filters.entity is not None
    asked = filled(
        ENTITIES,
        so_named=SO_NAMED if naming else "",
        printed=filled(PRINTED, same=same, naming=NAMING if naming else ""),
        entities="so_named" if naming else "entities_counted",
        of_type="TRUE" if filters.type is None else "entity.type = upper(:type)",
        measure=ENTITY_MEASURES[order],
        order=ENTITY_ORDERS[order],
        counted=counted,
    )
    return Question(asked, OF_PRINTED, filters)


def quotations(filters: Filters, counted: Counted = Counted.ONCE) -> Question:
    """Give what was said, a quotation a row with all its speakers; attitudes only if asked for."""
    first = {Counted.ONCE: FIRST_PRINT, Counted.RAW: "TRUE"}[counted]
    after = "TRUE" if filters.after is None else FURTHER
    asked = filled(QUOTATIONS, first=first, after=after, counted=counted)
    of_kinds = replace(filters, kinds=list(filters.kinds or SAID))
    own = OF_QUOTATIONS | {"after": "TRUE"}
    return Question(asked, own, of_kinds, paged=True)


def stances(filters: Filters, counted: Counted = Counted.ONCE) -> Question:
    """Give who is for or against what, with the words that prove it."""
    asked = filled(
        STANCES,
        first={Counted.ONCE: FIRST_STATED, Counted.RAW: "TRUE"}[counted],
        after="TRUE" if filters.after is None else FURTHER_STATED,
        counted=counted,
    )
    return Question(asked, OF_STANCES_LISTED, filters, paged=True)
