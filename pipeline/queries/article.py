"""One article: its text, all that was found in it, its copies and its revisions."""

from collections.abc import Sequence

from sqlalchemy import Engine

from pipeline.database import Row
from pipeline.queries.called import read

MOST_FOUND = 20_000  # mentions, say, of one article: more would make no page to read
MOST_COPIES = 50
MOST_REVISIONS = 100

# Of an article that was taken back the last revision is shown.
ARTICLE = """
SELECT r.id AS place, r.article_id, fingerprint AS revision, current, outlet, url, licence, text,
    coalesce(
        title, jsonb_path_query_first(zones, '$[*] ? (@.name == "headline").text') #>> '{}'
    ) AS title,
    authors, credit, zones, dated, retracted_at, gone_at(r.article_id) AS gone_at, resolved.copies,
    (SELECT count(*) FROM revision WHERE article_id = :id) AS revisions
FROM revision AS r
JOIN article ON article.id = r.article_id
LEFT JOIN resolved ON resolved.revision_id = r.id
WHERE r.article_id = :id
ORDER BY current DESC, r.id DESC
LIMIT 1
"""
MENTIONS = """
SELECT m.starts, m.ends, e.name, e.type, known.identity, known.name AS known_as
FROM mention AS m
JOIN entity AS e ON e.revision_id = m.revision_id AND e.id = m.entity_id
LEFT JOIN known_entities AS known
    ON known.revision_id = m.revision_id AND known.entity_id = m.entity_id
WHERE m.revision_id = :place AND m.kind = 'name'
ORDER BY m.starts, m.ends DESC
LIMIT :most
"""
QUOTED = """
SELECT s.starts, s.ends, s.text, q.number, q.kind, speakers,
    coalesce(named, array_remove(ARRAY[speaker_text], NULL)) AS speaker_names
FROM quotation_span AS s
JOIN quotation AS q ON q.revision_id = s.revision_id AND q.number = s.quotation
CROSS JOIN LATERAL (
    SELECT array_agg(coalesce(known.name, entity.name) ORDER BY entity.id) AS named,
        coalesce(array_agg(known.identity ORDER BY entity.id), '{}') AS speakers
    FROM quotation_speaker AS of
    JOIN entity ON entity.revision_id = of.revision_id AND entity.id = of.entity_id
    LEFT JOIN known_entities AS known
        ON known.revision_id = of.revision_id AND known.entity_id = of.entity_id
    WHERE of.revision_id = q.revision_id AND of.quotation = q.number
) AS speaking
WHERE s.revision_id = :place AND q.kind <> 'attitude'
ORDER BY s.starts, s.ends DESC
LIMIT :most
"""
TAKEN = """
SELECT holder_identity, holder_name, issue, issue_name, side, modality, confidence, rule,
    reported_by, evidence_starts, evidence_ends, number
FROM stance_history
WHERE revision_id = :place AND confidence >= :min_confidence
ORDER BY evidence_starts, evidence_ends, number
LIMIT :most
"""
COPIES = """
SELECT article_id, outlet, title, dated FROM revision
JOIN resolved ON revision_id = revision.id
WHERE copies = :copies AND current AND revision.id <> :place
ORDER BY dated, article_id
LIMIT :most
"""
REVISIONS = """
SELECT fingerprint AS revision, current, fetched_at, char_length(text) AS characters
FROM revision WHERE article_id = :id
ORDER BY id DESC
LIMIT :most
"""
TEXTS = "SELECT fingerprint, text FROM revision WHERE article_id = :id AND fingerprint = ANY(:two)"


def article(engine: Engine, article_id: str) -> Row | None:
    """Give an article as it is now, or was when it was taken back; None of none."""
    return next(iter(read(engine, ARTICLE, id=article_id)), None)


def mentions(engine: Engine, place: object) -> list[Row]:
    """Give where a revision names whom."""
    return read(engine, MENTIONS, place=place, most=MOST_FOUND)


def quoted(engine: Engine, place: object) -> list[Row]:
    """Give the spans of what a revision reports as said, each with who is told to say it."""
    return read(engine, QUOTED, place=place, most=MOST_FOUND)


def taken(engine: Engine, place: object, min_confidence: float) -> list[Row]:
    """Give the stances in a revision, in the order of their words."""
    return read(engine, TAKEN, place=place, min_confidence=min_confidence, most=MOST_FOUND)


def copies(engine: Engine, place: object, group: object) -> list[Row]:
    """Give the other articles that print what this revision prints; the first first."""
    return read(engine, COPIES, place=place, copies=group, most=MOST_COPIES)


def revisions(engine: Engine, article_id: str) -> list[Row]:
    """Give the revisions of an article, the newest first."""
    return read(engine, REVISIONS, id=article_id, most=MOST_REVISIONS)


def texts(engine: Engine, article_id: str, two: Sequence[str]) -> dict[str, str]:
    """Give the texts of these revisions by their fingerprints."""
    found = read(engine, TEXTS, id=article_id, two=list(two))
    return {str(row["fingerprint"]): str(row["text"]) for row in found}
