"""The rows of the corpus: who is who, what stances are about, and what counts once.

The resolver writes them from the rows of articles; all but identities, issues and corrections
could be made anew from those.
"""

import sqlalchemy as sql
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table
from sqlalchemy.dialects.postgresql import JSONB

from schemas.columns import (
    metadata,
    not_empty,
    number,
    of_revision,
    one_of,
    revision_id,
    stored_at,
    text,
    time,
    within,
    words,
)
from schemas.vocabulary import Corrected, CorrectionKind, IdentityKind, NameSource


def _of(table: str) -> ForeignKey:
    return ForeignKey(f"{table}.id")


def _row_id() -> "Column[int]":
    return Column("id", sql.BigInteger, sql.Identity(), primary_key=True)


def _big(name: str, *refers: ForeignKey, nullable: bool = False) -> "Column[int]":
    return Column(name, sql.BigInteger, *refers, nullable=nullable)


# All that is counted of a stance: an index that has it answers without the table.
_COUNTED = (
    "revision_id number outlet confidence copies statement hidden"
    " holder_form_id target_form_id issue_form_id reversed polarity current"
).split()

_OF_VOICES = "revision_id quotation entity_id form_id saying outlet kind hidden copies".split()


def _with_counted(name: str, *by: str, where: str | None = None) -> Index:
    keys = [sql.text(key) if key.startswith("(") else key for key in by]
    beside = [column for column in _COUNTED if column not in by]
    only = None if where is None else sql.text(where)
    return Index(name, *keys, postgresql_include=beside, postgresql_where=only)


def _where_known(name: str, form: str) -> Index:
    return _with_counted(name, form, "dated", where=f"{form} IS NOT NULL")


identity = Table(
    "identity",
    metadata,
    Column("id", sql.Text, primary_key=True),
    text("name"),
    text("kind"),
    text("source"),
    Column("redirect_to", sql.Text, _of("identity")),
    words("words", "name_words(name)"),
    stored_at(),
    one_of("kind", IdentityKind),
    one_of("source", NameSource),
    *not_empty("id", "name"),
    Index("identity_words", "words", postgresql_using="gin"),
    Index("identity_redirect_to", "redirect_to"),
)

identity_form = Table(
    "identity_form",
    metadata,
    _row_id(),
    text("form"),
    text("name"),
    Column("identity_id", sql.Text, _of("identity"), nullable=False),
    text("minted", nullable=True),  # the id that stays with this form, whomever it belongs to
    words("words", "name_words(name)"),
    sql.UniqueConstraint("form"),
    *not_empty("form", "name"),
    Index("identity_form_identity", "identity_id"),
    Index("identity_form_whose", "id", postgresql_include=["identity_id"]),
    Index("identity_form_words", "words", postgresql_using="gin"),
)

entity_identity = Table(
    "entity_identity",
    metadata,
    revision_id(),
    Column("entity_id", sql.Text, primary_key=True),
    _big("form_id", _of("identity_form")),
    text("short", nullable=True),  # a surname alone, told to be his whose form this is
    # What is counted of the entity, as the view entity_told has it, so that no join is needed.
    text("name"),
    text("type"),
    Column("mentions", sql.Integer, nullable=False),
    Column("score", sql.Double),  # of its tone
    Column("sentences", sql.Integer),
    within("entity", here="entity_id", there="id"),
    Index(
        "entity_identity_form",
        "form_id",
        postgresql_include=("revision_id entity_id name type mentions score sentences".split()),
    ),
    Index("entity_identity_short", "short", postgresql_where=sql.text("short IS NOT NULL")),
)

issue = Table(
    "issue",
    metadata,
    Column("id", sql.Text, primary_key=True),
    text("name"),
    text("source"),
    Column("redirect_to", sql.Text, _of("issue")),
    words("words", "name_words(name)"),
    stored_at(),
    one_of("source", NameSource),
    *not_empty("id", "name"),
    Index("issue_words", "words", postgresql_using="gin"),
    Index("issue_redirect_to", "redirect_to"),
)

issue_form = Table(
    "issue_form",
    metadata,
    _row_id(),
    text("form"),
    text("name"),
    Column("issue_id", sql.Text, _of("issue"), nullable=False),
    Column("reversed", sql.Boolean, nullable=False),  # against the direction of its issue
    text("minted", nullable=True),
    words("words", "name_words(name)"),
    sql.UniqueConstraint("form"),
    *not_empty("form", "name"),
    Index("issue_form_issue", "issue_id"),
    Index("issue_form_whose", "id", postgresql_include=["issue_id", "reversed"]),
    Index("issue_form_words", "words", postgresql_using="gin"),
)

stance_statement = Table(
    "stance_statement",
    metadata,
    revision_id(),
    number(),
    _big("statement"),  # one number for what articles of one story print alike
    _big("key"),  # of the folded evidence, who holds it, towards what, and which way
    time("dated"),
    _big("issue_form_id", _of("issue_form"), nullable=True),  # None: the target is an entity
    Column("reversed", sql.Boolean, nullable=False),
    # What is counted of the stance, as the view stance_told has it, so that no join is needed.
    text("outlet", nullable=True),
    Column("current", sql.Boolean, nullable=False),
    text("polarity"),
    Column("confidence", sql.Double, nullable=False),
    _big("holder_form_id", nullable=True),
    _big("target_form_id", nullable=True),
    _big("copies"),
    Column("hidden", sql.Boolean, nullable=False),  # as judged wrong
    within("stance", here="number", there="number"),
    Index("stance_statement_key", "key", "dated"),
    _with_counted("stance_statement_newest", "dated", "revision_id", "(- number)"),
    _with_counted("stance_statement_holder", "holder_form_id", "dated"),
    _where_known("stance_statement_target", "target_form_id"),
    _where_known("stance_statement_issue", "issue_form_id"),
    _with_counted("stance_statement_outlet", "outlet", "dated"),
)

identity_number = sql.Sequence("identity_number", metadata=metadata)
issue_number = sql.Sequence("issue_number", metadata=metadata)
statement_number = sql.Sequence("statement_number", metadata=metadata)

quotation_saying = Table(
    "quotation_saying",
    metadata,
    revision_id(),
    number("quotation"),
    _big("saying"),
    within("quotation", here="quotation", there="number"),
    Index("quotation_saying_saying", "saying"),
)

# What is counted of each speaker of a quotation, as the view voice_told has it.
quotation_voice = Table(
    "quotation_voice",
    metadata,
    revision_id(),
    number("quotation"),
    Column("entity_id", sql.Text, primary_key=True),
    _big("form_id", nullable=True),
    _big("saying", nullable=True),
    time("dated"),
    text("outlet", nullable=True),
    Column("current", sql.Boolean, nullable=False),
    text("kind"),
    Column("hidden", sql.Boolean, nullable=False),  # as judged wrong
    _big("copies"),
    sql.ForeignKeyConstraint(
        ["revision_id", "quotation", "entity_id"],
        [f"quotation_speaker.{key}" for key in ("revision_id", "quotation", "entity_id")],
        ondelete="CASCADE",
    ),
    *(
        Index(
            f"quotation_voice_{name}",
            *by,
            postgresql_include=[column for column in _OF_VOICES if column not in by],
            postgresql_where=sql.text("current"),
        )
        for name, by in {"dated": ("dated",), "outlet": ("outlet", "dated")}.items()
    ),
)

# Nothing holds a print to its quotation: checked one by one, those of an article took three times
# as long to write. One that outlives its quotation is compared with whatever stands there, if at
# all, by the words.
saying_print = Table(
    "saying_print",
    metadata,
    Column("print", sql.BigInteger, primary_key=True, autoincrement=False),
    Column("revision_id", sql.BigInteger, primary_key=True, autoincrement=False),
    number("quotation"),
)

resolved = Table(
    "resolved",
    metadata,
    of_revision(),
    _big("copies"),  # one number for all articles that print one text
    Column("counted", sql.Boolean, nullable=False),  # as evidence: current, and no copy
    Index("resolved_copies", "copies"),
)

# A band belongs to the first of its group; whoever shares one may be its copy.
copy_band = Table(
    "copy_band",
    metadata,
    Column("key", sql.BigInteger, primary_key=True, autoincrement=False),
    _big("revision_id", ForeignKey("revision.id", ondelete="CASCADE")),
    Index("copy_band_revision", "revision_id"),
)

correction = Table(
    "correction",
    metadata,
    _row_id(),
    text("list"),
    text("kind"),
    Column("body", JSONB, nullable=False),
    stored_at(),
    time("applied_at", nullable=True),
    one_of("list", Corrected),
    one_of("kind", CorrectionKind),
    Index("correction_waiting", "id", postgresql_where=sql.text("applied_at IS NULL")),
)

# A trigger on `revision` fills it, so that whoever stores need not know of the resolver.
unresolved = Table(
    "unresolved",
    metadata,
    of_revision(),
    Column("serial", sql.BigInteger, sql.Identity(), nullable=False),
    stored_at(),
    time("failed_at", nullable=True),  # when the resolver could not read it
    Index("unresolved_serial", "serial", unique=True),
)

resolver_turn = Table(
    "resolver_turn",
    metadata,
    Column("single", sql.Boolean, primary_key=True, server_default=sql.true()),
    _big("turn"),
    Column(
        "resolved_at", sql.DateTime(timezone=True), nullable=False, server_default=sql.func.now()
    ),
    CheckConstraint("single", name="is_one"),
)

kept_answer = Table(
    "kept_answer",
    metadata,
    Column("question", sql.Text, primary_key=True),
    _big("turn"),  # of the resolver, before it was counted
    Column("rows", JSONB, nullable=False),
    time("as_of"),
    Column("seconds", sql.Double, nullable=False),  # that it took to count
)
