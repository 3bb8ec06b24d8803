"""Columns: what the rows of all tables are made of, and the rules that each kind obeys."""

from collections.abc import Iterator
from enum import StrEnum

import sqlalchemy as sql
from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint
from sqlalchemy.dialects.postgresql import ARRAY

metadata = sql.MetaData(
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ck": "%(table_name)s_%(constraint_name)s",
    }
)


def text(name: str, *, nullable: bool = False) -> "Column[str]":
    """Hold any text."""
    return Column(name, sql.Text, nullable=nullable)


def time(name: str, *, nullable: bool = False) -> "Column[object]":
    """Hold a moment, with its zone."""
    return Column(name, sql.DateTime(timezone=True), nullable=nullable)


def stored_at() -> "Column[object]":
    """Hold when the row was stored."""
    return Column(
        "stored_at", sql.DateTime(timezone=True), nullable=False, server_default=sql.func.now()
    )


def hidden() -> "Column[bool]":
    """Say whether readers judged the row wrong, so that it is shown only if asked for."""
    return Column("hidden", sql.Boolean, nullable=False, server_default=sql.false())


def words(name: str, of: str) -> "Column[list[str]]":
    """Hold the words of a name as `name_words` folds them.

    They have no accents, case, punctuation or characters that nobody sees.
    """
    return Column(name, ARRAY(sql.Text), sql.Computed(of, persisted=True))


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Allow only the values of a closed set."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def not_empty(*columns: str) -> Iterator[CheckConstraint]:
    """Allow no empty text in these columns."""
    return (CheckConstraint(f"{c} <> ''", name=f"{c}_is_not_empty") for c in columns)


def span(prefix: str = "", *, nullable: bool = False) -> Iterator[sql.schema.SchemaItem]:
    """Make the columns of a span and the rule that its text is as long as it says."""
    starts, ends, said = f"{prefix}starts", f"{prefix}ends", f"{prefix}text"
    for name in (starts, ends):
        yield Column(name, sql.Integer, nullable=nullable)
    yield text(said, nullable=nullable)
    rule = f"{starts} >= 0 AND {ends} > {starts} AND char_length({said}) = {ends} - {starts}"
    if nullable:
        absent = f"num_nulls({starts}, {ends}, {said})"
        rule = f"{absent} = 3 OR ({absent} = 0 AND {rule})"
    yield CheckConstraint(rule, name=f"{prefix}span_fits")


def revision_id(*refers: ForeignKey) -> "Column[int]":
    return Column("revision_id", sql.BigInteger, *refers, primary_key=True, autoincrement=False)


def of_revision() -> "Column[int]":
    return revision_id(ForeignKey("revision.id", ondelete="CASCADE"))


def number(name: str = "number") -> "Column[int]":
    return Column(name, sql.Integer, primary_key=True, autoincrement=False)


def within(table: str, *, here: str, there: str) -> ForeignKeyConstraint:
    """Refer to a row of the same revision and of no other."""
    return ForeignKeyConstraint(
        ["revision_id", here],
        [f"{table}.revision_id", f"{table}.{there}"],
        ondelete="CASCADE",
    )
