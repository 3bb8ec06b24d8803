"""Proves what is stored: rows against their texts, and articles in against articles answered."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, text

from consumers.watch.balance import Balance, counted
from pipeline.database import Row, connection_to
from schemas.topics import Topics

LISTED = 100  # offences named for each check; the count is exact all the same

SPANS = """
WITH span (revision_id, what, starts, ends, text) AS (
    SELECT revision_id, 'mention', starts, ends, text FROM mention
    UNION ALL SELECT revision_id, 'quotation', starts, ends, text FROM quotation_span
    UNION ALL SELECT revision_id, 'cue', cue_starts, cue_ends, cue_text
        FROM quotation WHERE cue_starts IS NOT NULL
    UNION ALL SELECT revision_id, 'speaker', speaker_starts, speaker_ends, speaker_text
        FROM quotation WHERE speaker_starts IS NOT NULL
    UNION ALL SELECT revision_id, 'holder', holder_starts, holder_ends, holder_text FROM stance
    UNION ALL SELECT revision_id, 'target', target_starts, target_ends, target_text FROM stance
    UNION ALL SELECT revision_id, 'evidence', evidence_starts, evidence_ends, evidence_text
        FROM stance
    UNION ALL SELECT id, 'zone', zone.start, zone.end, zone.text
        FROM revision, jsonb_to_recordset(zones) AS zone (start int, "end" int, text text)
    UNION ALL SELECT id, 'dateline', line.start, line.end, line.text
        FROM revision, jsonb_to_record(dateline) AS line (start int, "end" int, text text)
        WHERE dateline IS NOT NULL
)
SELECT article_id, fingerprint AS revision, what, starts, ends,
    coalesce(span.text = substring(revision.text FROM starts + 1 FOR ends - starts), FALSE) AS fits
FROM span JOIN revision ON revision.id = revision_id
"""
CURRENT = """
SELECT id AS article_id,
    (SELECT count(*) FROM revision WHERE article_id = article.id AND current) = CASE
        WHEN retracted_at IS NULL OR EXISTS (
            SELECT FROM revision WHERE article_id = article.id AND fetched_at > retracted_at
        ) THEN 1 ELSE 0
    END AS fits
FROM article
"""
NEWEST = """
SELECT article_id, fingerprint AS revision,
    fetched_at = (SELECT max(fetched_at) FROM revision WHERE article_id = r.article_id) AS fits
FROM revision AS r WHERE current
"""
TEXTS = """
SELECT article_id, fingerprint AS revision,
    left(encode(sha256(convert_to(text, 'UTF8')), 'hex'), 32) = fingerprint AS fits
FROM revision WHERE fingerprint ~ '^[0-9a-f]{32}$'
"""
COMPLETE = """
SELECT article_id, fingerprint AS revision, what, fits
FROM (
    SELECT revision_id, 'entity ' || id AS what, EXISTS (
        SELECT FROM mention WHERE revision_id = e.revision_id AND entity_id = e.id
    ) AS fits FROM entity AS e
    UNION ALL
    SELECT revision_id, 'quotation ' || number, EXISTS (
        SELECT FROM quotation_span WHERE revision_id = q.revision_id AND quotation = q.number
    ) FROM quotation AS q
) AS part
JOIN revision ON revision.id = revision_id
"""
RESOLVED = """
SELECT article_id, fingerprint AS revision,
    EXISTS (SELECT FROM unresolved WHERE revision_id = r.id AND failed_at IS NULL)
    OR EXISTS (SELECT FROM resolved WHERE revision_id = r.id)
    AND NOT EXISTS (
        SELECT FROM entity LEFT JOIN entity_identity AS told
            ON told.revision_id = entity.revision_id AND told.entity_id = entity.id
        WHERE entity.revision_id = r.id AND told.revision_id IS NULL
    )
    AND NOT EXISTS (
        SELECT FROM stance LEFT JOIN stance_statement AS said
            ON said.revision_id = stance.revision_id AND said.number = stance.number
        WHERE stance.revision_id = r.id AND said.revision_id IS NULL
    ) AS fits
FROM revision AS r WHERE current
"""
CHECKS = {
    "every span is the text it claims": SPANS,
    "every text is the one its revision names": TEXTS,
    "every entity and quotation has its words": COMPLETE,
    "every article has one current revision, a retracted one none": CURRENT,
    "no current revision is older than another": NEWEST,
    "every current revision is resolved, or waits to be": RESOLVED,
}


@dataclass(frozen=True)
class Finding:
    """What one check looked at, and what broke its rule."""

    rule: str
    checked: int
    broken: int
    offences: list[Row] = field(default_factory=list)  # the first of them


@dataclass(frozen=True)
class AuditReport:
    """Whether what is stored is true and whole."""

    findings: list[Finding]
    balance: Balance

    @property
    def holds(self) -> bool:
        """Say whether every rule holds and no article is missing."""
        return all(f.broken == 0 for f in self.findings) and self.balance.missing == 0


def audit(engine: Engine, bootstrap: str, topics: Topics) -> AuditReport:
    """Check every row, and every article that Kafka still has against its answer."""
    with connection_to(engine, read_only=True) as connection:
        findings = list(_findings(connection))
    return AuditReport(findings, counted(engine, bootstrap, topics))


def _findings(connection: Connection) -> Iterator[Finding]:
    for rule, rows in CHECKS.items():
        checked, broken = connection.execute(text(_COUNT.replace("{rows}", rows))).one()
        found = connection.execute(text(_OFFENCES.replace("{rows}", rows)), {"listed": LISTED})
        offences: list[Row] = [
            {name: value for name, value in row.items() if name != "fits"}
            for row in (found.mappings() if broken else ())
        ]
        yield Finding(rule, checked, broken, offences)


_COUNT = "SELECT count(*), count(*) FILTER (WHERE NOT fits) FROM ({rows}) AS checked"
_OFFENCES = "SELECT * FROM ({rows}) AS checked WHERE NOT fits ORDER BY 1, 2 LIMIT :listed"
