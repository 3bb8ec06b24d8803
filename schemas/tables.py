"""The rows: what PostgreSQL keeps of every article, and the rules no row can break.

Facts hang on a revision and are named within it, so that a stance cannot speak of another
article's entity. Spans count characters of the revision's text, the end exclusive.
"""

import sqlalchemy as sql
from sqlalchemy import CheckConstraint, Column, Index, Table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from schemas.columns import (
    hidden,
    metadata,
    not_empty,
    number,
    of_revision,
    one_of,
    revision_id,
    span,
    stored_at,
    text,
    time,
    within,
    words,
)
from schemas.vocabulary import Basis, MentionKind, Modality, Polarity, QuotationKind, RejectionKind

# A tsvector holds 1 MiB at most. A text of 250,000 characters stays under it even if no word
# comes twice (tests/integration/test_tables.py); what follows is stored but not searched.
SEARCHED_CHARACTERS = 250_000

article = Table(
    "article",
    metadata,
    Column("id", sql.Text, primary_key=True),
    stored_at(),
    time("retracted_at", nullable=True),  # what was fetched until then is history
)

revision = Table(
    "revision",
    metadata,
    Column("id", sql.BigInteger, sql.Identity(), primary_key=True),
    Column("article_id", sql.ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    text("fingerprint"),
    Column("current", sql.Boolean, nullable=False, server_default=sql.false()),
    text("outlet", nullable=True),
    text("url", nullable=True),
    text("title", nullable=True),
    Column("authors", ARRAY(sql.Text), nullable=False),
    time("published_at", nullable=True),
    time("fetched_at"),
    time("queued_at", nullable=True),  # the first time, by Kafka's clock of its article
    text("text"),
    text("licence", nullable=True),
    text("language", nullable=True),
    Column("zones", JSONB, nullable=False),
    Column("dateline", JSONB(none_as_null=True)),
    Column("credit", ARRAY(sql.Text), nullable=False),
    Column("provenance", JSONB, nullable=False),
    stored_at(),
    Column(
        "dated",
        sql.DateTime(timezone=True),
        sql.Computed("coalesce(published_at, fetched_at)", persisted=True),
    ),
    Column(
        "search",
        TSVECTOR,
        sql.Computed(
            "to_tsvector('english'::regconfig, without_invisible("
            f"\"left\"(coalesce(title, '') || ' ' || text, {SEARCHED_CHARACTERS})))",
            persisted=True,
        ),
    ),
    sql.UniqueConstraint("article_id", "fingerprint"),
    *not_empty("fingerprint", "text"),
    Index("revision_one_current", "article_id", unique=True, postgresql_where=sql.text("current")),
    Index("revision_dated", "dated", "id", postgresql_where=sql.text("current")),
    Index(
        "revision_freshness",
        "stored_at",
        "queued_at",
        postgresql_where=sql.text("queued_at IS NOT NULL"),
    ),
    Index("revision_outlet", "outlet", "dated", "id", postgresql_where=sql.text("current")),
    Index("revision_search", "search", postgresql_using="gin"),
)

entity = Table(
    "entity",
    metadata,
    of_revision(),
    Column("id", sql.Text, primary_key=True),
    text("name"),
    text("type"),
    words("words", "name_words(name)"),
    *not_empty("id", "name", "type"),
    Index("entity_words", "words", postgresql_using="gin"),
)

mention = Table(
    "mention",
    metadata,
    revision_id(),
    Column("entity_id", sql.Text, primary_key=True),
    number("number"),
    text("kind"),
    *span(),
    words("words", "CASE WHEN kind = 'name' THEN name_words(text) END"),
    within("entity", here="entity_id", there="id"),
    sql.UniqueConstraint("revision_id", "entity_id", "starts", "ends"),
    one_of("kind", MentionKind),
    CheckConstraint("number >= 0", name="number_counts"),
    Index(
        "mention_words",
        "words",
        postgresql_using="gin",
        postgresql_where=sql.text("kind = 'name'"),
    ),
)

quotation = Table(
    "quotation",
    metadata,
    of_revision(),
    number(),
    text("kind"),
    *span("cue_", nullable=True),
    *span("speaker_", nullable=True),
    text("rule", nullable=True),
    hidden(),
    words("speaker_words", "name_words(speaker_text)"),
    one_of("kind", QuotationKind),
    *not_empty("rule"),
    CheckConstraint("number >= 0", name="number_counts"),
    Index("quotation_speaker_words", "speaker_words", postgresql_using="gin"),
)

quotation_span = Table(
    "quotation_span",
    metadata,
    revision_id(),
    number("quotation"),
    number(),
    *span(),
    within("quotation", here="quotation", there="number"),
    CheckConstraint("number >= 0", name="number_counts"),
)

quotation_speaker = Table(
    "quotation_speaker",
    metadata,
    revision_id(),
    number("quotation"),
    Column("entity_id", sql.Text, primary_key=True),
    within("quotation", here="quotation", there="number"),
    within("entity", here="entity_id", there="id"),
    Index("quotation_speaker_entity", "revision_id", "entity_id"),
)

stance = Table(
    "stance",
    metadata,
    of_revision(),
    number(),
    text("holder"),
    text("holder_entity", nullable=True),
    *span("holder_"),
    text("target"),
    text("target_entity", nullable=True),
    *span("target_"),
    text("polarity"),
    Column("confidence", sql.Double, nullable=False),
    Column("negated", sql.Boolean, nullable=False),
    text("modality"),
    text("reported_by", nullable=True),
    text("basis"),
    *span("evidence_"),
    text("rule"),
    hidden(),
    words("holder_words", "name_words(holder)"),
    words("target_words", "name_words(target)"),
    within("entity", here="holder_entity", there="id"),
    within("entity", here="target_entity", there="id"),
    within("entity", here="reported_by", there="id"),
    one_of("polarity", Polarity),
    one_of("modality", Modality),
    one_of("basis", Basis),
    *not_empty("holder", "target", "rule"),
    CheckConstraint("number >= 0", name="number_counts"),
    CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_is_a_share"),
    Index("stance_holder_entity", "revision_id", "holder_entity"),
    Index("stance_target_entity", "revision_id", "target_entity"),
    Index("stance_reported_by", "revision_id", "reported_by"),
    Index("stance_holder_words", "holder_words", postgresql_using="gin"),
    Index("stance_target_words", "target_words", postgresql_using="gin"),
)

entity_tone = Table(
    "entity_tone",
    metadata,
    revision_id(),
    Column("entity_id", sql.Text, primary_key=True),
    Column("score", sql.Double, nullable=False),
    Column("sentences", sql.Integer, nullable=False),
    within("entity", here="entity_id", there="id"),
    CheckConstraint("score BETWEEN -1 AND 1", name="score_is_in_range"),
    CheckConstraint("sentences >= 1", name="sentences_count"),
)

dead_letter = Table(
    "dead_letter",
    metadata,
    Column("id", sql.Text, primary_key=True),
    text("topic"),
    Column("partition", sql.Integer, nullable=False),
    Column("record_offset", sql.BigInteger, nullable=False),
    Column("key", sql.LargeBinary),
    Column("original", sql.LargeBinary, nullable=False),
    text("kind"),
    text("reason"),
    text("rejected_by"),
    time("rejected_at"),
    text("article_id", nullable=True),  # as far as the original says so; no foreign key:
    text("fingerprint", nullable=True),  # the article may have no row
    time("replayed_at", nullable=True),
    stored_at(),
    one_of("kind", RejectionKind),
    *not_empty("topic", "reason", "rejected_by"),
    CheckConstraint("id ~ '^[0-9a-f]{16}$'", name="id_is_a_fingerprint"),
    CheckConstraint("partition >= 0 AND record_offset >= 0", name="place_counts"),
    Index("dead_letter_article", "article_id", "fingerprint"),
    Index("dead_letter_rejected_at", "rejected_at"),
)

# Keyed by the id that Kafka gave the topic when it was made, so that a topic of the same name,
# made anew or on another cluster, starts from its own start.
sink_offset = Table(
    "sink_offset",
    metadata,
    Column("topic_id", sql.Uuid, primary_key=True),
    Column("partition", sql.Integer, primary_key=True, autoincrement=False),
    text("topic"),
    Column("next", sql.BigInteger, nullable=False),
    stored_at(),
    CheckConstraint("partition >= 0 AND next >= 0", name="place_counts"),
)

# What may never be stored again. Who stores locks it in SHARE mode and who forgets in EXCLUSIVE
# mode, each before it touches articles: so nothing slips in while it is being forgotten.
forgotten = Table(
    "forgotten",
    metadata,
    Column("hash", sql.Text, primary_key=True),
    Column(
        "forgotten_at", sql.DateTime(timezone=True), nullable=False, server_default=sql.func.now()
    ),
    CheckConstraint("hash ~ '^[0-9a-f]{64}$'", name="hash_is_one"),
)
