"""The rows: what PostgreSQL keeps of every article, and the rules no row can break.

Facts hang on a revision and are named within it, so that a stance cannot speak of another
article's entity. Spans count characters of the revision's text, the end exclusive.
"""

from collections.abc import Iterator
from enum import StrEnum

import sqlalchemy as sql
from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, Index, Table
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR

from schemas.vocabulary import Basis, MentionKind, Modality, Polarity, QuotationKind, RejectionKind

metadata = sql.MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ck": "%(table_name)s_%(constraint_name)s",
    }
)

# A tsvector holds 1 MiB at most. A text of 250,000 characters stays under it even if no word
# comes twice (tests/integration/test_tables.py); what follows is stored but not searched.
SEARCHED_CHARACTERS = 250_000


def _text(name: str, *, nullable: bool = False) -> "Column[str]":
    return Column(name, sql.Text, nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> "Column[object]":
    return Column(name, sql.DateTime(timezone=True), nullable=nullable)


def _stored_at() -> "Column[object]":
    return Column(
        "stored_at", sql.DateTime(timezone=True), nullable=False, server_default=sql.func.now()
    )


def _words(name: str, of: str) -> "Column[list[str]]":
    """Hold the words of a name as `name_words` folds them.

    They have no accents, case, punctuation or characters that nobody sees.
    """
    return Column(name, ARRAY(sql.Text), sql.Computed(of, persisted=True))


def _one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def _not_empty(*columns: str) -> Iterator[CheckConstraint]:
    return (CheckConstraint(f"{c} <> ''", name=f"{c}_is_not_empty") for c in columns)


def _span(prefix: str = "", *, nullable: bool = False) -> Iterator[sql.schema.SchemaItem]:
    """Make the columns of a span and the rule that its text is as long as it says."""
    starts, ends, text = f"{prefix}starts", f"{prefix}ends", f"{prefix}text"
    yield from (Column(name, sql.Integer, nullable=nullable) for name in (starts, ends))
    yield _text(text, nullable=nullable)
    rule = f"{starts} >= 0 AND {ends} > {starts} AND char_length({text}) = {ends} - {starts}"
    if nullable:
        absent = f"num_nulls({starts}, {ends}, {text})"
        rule = f"{absent} = 3 OR ({absent} = 0 AND {rule})"
    yield CheckConstraint(rule, name=f"{prefix}span_fits")


def _revision_id(*refers: ForeignKey) -> "Column[int]":
    return Column("revision_id", sql.BigInteger, *refers, primary_key=True, autoincrement=False)


def _of_revision() -> "Column[int]":
    return _revision_id(ForeignKey("revision.id", ondelete="CASCADE"))


def _number(name: str = "number") -> "Column[int]":
    return Column(name, sql.Integer, primary_key=True, autoincrement=False)


def _within(table: str, *, here: str, there: str) -> ForeignKeyConstraint:
    """Refer to a row of the same revision and of no other."""
    return ForeignKeyConstraint(
        ["revision_id", here],
        [f"{table}.revision_id", f"{table}.{there}"],
        ondelete="CASCADE",
    )


article = Table(
    "article",
    metadata,
    Column("id", sql.Text, primary_key=True),
    _stored_at(),
    _time("retracted_at", nullable=True),  # what was fetched until then is history
)

revision = Table(
    "revision",
    metadata,
    Column("id", sql.BigInteger, sql.Identity(), primary_key=True),
    Column("article_id", sql.ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    _text("fingerprint"),
    Column("current", sql.Boolean, nullable=False, server_default=sql.false()),
    _text("outlet", nullable=True),
    _text("url", nullable=True),
    _text("title", nullable=True),
    Column("authors", ARRAY(sql.Text), nullable=False),
    _time("published_at", nullable=True),
    _time("fetched_at"),
    _text("text"),
    _text("language", nullable=True),
    Column("zones", JSONB, nullable=False),
    Column("dateline", JSONB(none_as_null=True)),
    Column("credit", ARRAY(sql.Text), nullable=False),
    Column("provenance", JSONB, nullable=False),
    _stored_at(),
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
    *_not_empty("fingerprint", "text"),
    Index("revision_one_current", "article_id", unique=True, postgresql_where=sql.text("current")),
    Index("revision_dated", "dated", postgresql_where=sql.text("current")),
    Index("revision_outlet", sql.text("name_words(outlet)"), postgresql_using="gin"),
    Index("revision_search", "search", postgresql_using="gin"),
)

entity = Table(
    "entity",
    metadata,
    _of_revision(),
    Column("id", sql.Text, primary_key=True),
    _text("name"),
    _text("type"),
    _words("words", "name_words(name)"),
    *_not_empty("id", "name", "type"),
    Index("entity_words", "words", postgresql_using="gin"),
)

mention = Table(
    "mention",
    metadata,
    _revision_id(),
    Column("entity_id", sql.Text, primary_key=True),
    _number("number"),
    _text("kind"),
    *_span(),
    _words("words", "CASE WHEN kind = 'name' THEN name_words(text) END"),
    _within("entity", here="entity_id", there="id"),
    sql.UniqueConstraint("revision_id", "entity_id", "starts", "ends"),
    _one_of("kind", MentionKind),
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
    _of_revision(),
    _number(),
    _text("kind"),
    *_span("cue_", nullable=True),
    *_span("speaker_", nullable=True),
    _text("rule", nullable=True),
    _words("speaker_words", "name_words(speaker_text)"),
    _one_of("kind", QuotationKind),
    *_not_empty("rule"),
    CheckConstraint("number >= 0", name="number_counts"),
    Index("quotation_speaker_words", "speaker_words", postgresql_using="gin"),
)

quotation_span = Table(
    "quotation_span",
    metadata,
    _revision_id(),
    _number("quotation"),
    _number(),
    *_span(),
    _within("quotation", here="quotation", there="number"),
    CheckConstraint("number >= 0", name="number_counts"),
)

quotation_speaker = Table(
    "quotation_speaker",
    metadata,
    _revision_id(),
    _number("quotation"),
    Column("entity_id", sql.Text, primary_key=True),
    _within("quotation", here="quotation", there="number"),
    _within("entity", here="entity_id", there="id"),
    Index("quotation_speaker_entity", "revision_id", "entity_id"),
)

stance = Table(
    "stance",
    metadata,
    _of_revision(),
    _number(),
    _text("holder"),
    _text("holder_entity", nullable=True),
    *_span("holder_"),
    _text("target"),
    _text("target_entity", nullable=True),
    *_span("target_"),
    _text("polarity"),
    Column("confidence", sql.Double, nullable=False),
    Column("negated", sql.Boolean, nullable=False),
    _text("modality"),
    _text("reported_by", nullable=True),
    _text("basis"),
    *_span("evidence_"),
    _text("rule"),
    _words("holder_words", "name_words(holder)"),
    _words("target_words", "name_words(target)"),
    _within("entity", here="holder_entity", there="id"),
    _within("entity", here="target_entity", there="id"),
    _within("entity", here="reported_by", there="id"),
    _one_of("polarity", Polarity),
    _one_of("modality", Modality),
    _one_of("basis", Basis),
    *_not_empty("holder", "target", "rule"),
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
    _revision_id(),
    Column("entity_id", sql.Text, primary_key=True),
    Column("score", sql.Double, nullable=False),
    Column("sentences", sql.Integer, nullable=False),
    _within("entity", here="entity_id", there="id"),
    CheckConstraint("score BETWEEN -1 AND 1", name="score_is_in_range"),
    CheckConstraint("sentences >= 1", name="sentences_count"),
)

dead_letter = Table(
    "dead_letter",
    metadata,
    Column("id", sql.Text, primary_key=True),
    _text("topic"),
    Column("partition", sql.Integer, nullable=False),
    Column("record_offset", sql.BigInteger, nullable=False),
    Column("key", sql.LargeBinary),
    Column("original", sql.LargeBinary, nullable=False),
    _text("kind"),
    _text("reason"),
    _text("rejected_by"),
    _time("rejected_at"),
    _text("article_id", nullable=True),  # as far as the original says so; no foreign key:
    _text("fingerprint", nullable=True),  # the article may have no row
    _time("replayed_at", nullable=True),
    _stored_at(),
    _one_of("kind", RejectionKind),
    *_not_empty("topic", "reason", "rejected_by"),
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
    _text("topic"),
    Column("next", sql.BigInteger, nullable=False),
    _stored_at(),
    CheckConstraint("partition >= 0 AND next >= 0", name="place_counts"),
)
