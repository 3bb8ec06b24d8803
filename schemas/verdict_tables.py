"""The rows of readers: their verdicts on claims, and the stances and quotations these speak of.

A verdict hangs on an article's id and on what is claimed there in which words, not on a row: an
article that is answered anew keeps it as long as it claims the same. `judged` could be made anew
from the verdicts.
"""

import sqlalchemy as sql
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY

from schemas.columns import metadata, not_empty, number, one_of, revision_id, text
from schemas.judgements import NOTE_LENGTH, READER_LENGTH
from schemas.vocabulary import Fault, Judged, Polarity, Verdict

verdict = Table(
    "verdict",
    metadata,
    Column("id", sql.BigInteger, sql.Identity(), primary_key=True),
    text("article_id"),  # no foreign key: it outlives the article's rows
    text("kind"),
    text("words"),  # the evidence, or what was said
    text("who", nullable=True),  # the holder or the speakers; None: the article names nobody
    text("target", nullable=True),
    text("polarity", nullable=True),
    Column(
        "claim",
        sql.Text,
        sql.Computed("claim_of(words, who, target, polarity)", persisted=True),
    ),
    text("verdict"),
    text("fault", nullable=True),
    text("note", nullable=True),
    text("reader"),
    Column(
        "judged_at",
        sql.DateTime(timezone=True),
        nullable=False,
        server_default=sql.func.clock_timestamp(),
    ),
    UniqueConstraint("article_id", "kind", "claim", "reader", "judged_at"),
    *(one_of(c, v) for c, v in (("kind", Judged), ("verdict", Verdict), ("fault", Fault))),
    one_of("polarity", Polarity),
    *not_empty("article_id", "words"),
    CheckConstraint(
        "CASE kind WHEN 'stance' THEN num_nulls(who, target, polarity) = 0"
        " ELSE num_nonnulls(target, polarity) = 0 END",
        name="claim_is_whole",
    ),
    CheckConstraint("fault IS NULL OR verdict = 'wrong'", name="fault_is_of_a_wrong_one"),
    CheckConstraint(f"char_length(note) BETWEEN 1 AND {NOTE_LENGTH}", name="note_is_short"),
    CheckConstraint(f"char_length(reader) BETWEEN 1 AND {READER_LENGTH}", name="reader_is_short"),
)

# Who finds which row right or wrong, by the last verdict of each; triggers keep it so, and the
# rows themselves hidden.
judged = Table(
    "judged",
    metadata,
    Column("kind", sql.Text, primary_key=True),
    revision_id(ForeignKey("revision.id", ondelete="CASCADE")),
    number(),
    Column("found_right", ARRAY(sql.Text), nullable=False),
    Column("found_wrong", ARRAY(sql.Text), nullable=False),
    Column(
        "hidden",
        sql.Boolean,
        sql.Computed(
            "cardinality(found_wrong) > 0 AND cardinality(found_wrong) >= cardinality(found_right)",
            persisted=True,
        ),
    ),
    one_of("kind", Judged),
    Index("judged_revision", "revision_id"),
)
