"""Rows as they stand in `current_stances`: CSV, JSON lines, Parquet; in flat memory."""

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.database import Row
from pipeline.errors import SetupError
from pipeline.exports import source
from pipeline.exports.export import Watched
from pipeline.exports.files import draft_of, write_pieces
from pipeline.exports.source import Selection


class RowsForm(StrEnum):
    """As what rows are written; each is also the ending of a file's name."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


# Of each of PostgreSQL's types that CSV has no word for, how it is written.
WRITTEN = {
    "timestamp with time zone": "to_json(s.{name}) #>> '{{}}'",  # ISO 8601
    "boolean": "s.{name}::text",  # true and false, not t and f
    "text[]": "to_json(s.{name})::text",
}
DUCKDB_TYPES = {
    "timestamp with time zone": "TIMESTAMPTZ",
    "boolean": "BOOLEAN",
    "text[]": "VARCHAR[]",
    "bigint": "BIGINT",
    "integer": "INTEGER",
    "double precision": "DOUBLE",
}
CSV = "FORMAT csv, HEADER"
# The JSON of a row holds neither of these two characters raw, so that COPY neither quotes nor
# escapes anything: every line is the JSON.
BARE = "FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02'"
# One line of the CSV: an evidence of a whole article and its words, in bytes.
LONGEST_LINE = 16 * 1024 * 1024
# One thread holds least; nothing is fetched from the network.
ENGINE = {"threads": 1, "autoinstall_known_extensions": False}
# How duckdb reads it: nothing is guessed, and an empty text is not NULL.
DIALECT = {
    "header": True,
    "delimiter": ",",
    "quotechar": '"',
    "escapechar": '"',
    "na_values": "",
    "allow_quoted_nulls": False,
    "auto_detect": False,
    "parallel": False,
    "max_line_size": LONGEST_LINE,
}


@dataclass(frozen=True)
class RowsExport:
    """All columns of `current_stances`, by date."""

    form: RowsForm
    kind = "rows"

    def options(self) -> Row:
        return {"form": self.form}

    def write(
        self, connection: Connection, selection: Selection, path: Path, watched: Watched
    ) -> Row:
        """Write the rows; raises SetupError where Parquet needs a package that is not there."""
        if self.form is RowsForm.PARQUET:
            _write_parquet(connection, selection, path, watched)
        else:
            write_pieces(path, watched(pieces(connection, selection, self.form)))
        return {}


def pieces(connection: Connection, selection: Selection, form: RowsForm) -> Iterator[bytes]:
    """Yield CSV with a heading, or JSON lines; a row at a time."""
    if form is RowsForm.JSONL:
        yield from source.copied(connection, selection, _json(connection), BARE)
    else:
        yield from source.copied(connection, selection, _plain(connection), CSV)


def _json(connection: Connection) -> str:
    """Select one JSON object with the view's columns."""
    names = ", ".join(f"s.{name}" for name, _ in source.columns(connection))
    return f"(SELECT row_to_json(o) FROM (SELECT {names}) AS o)"  # noqa: S608  # the view's columns


def _plain(connection: Connection) -> str:
    """Select the view's columns as CSV writes them."""
    return ", ".join(
        f"{WRITTEN.get(type_, 's.{name}').format(name=name)} AS {name}"
        for name, type_ in source.columns(connection)
    )


def _write_parquet(
    connection: Connection, selection: Selection, path: Path, watched: Watched
) -> None:
    """Write CSV to a temporary file and have duckdb turn it into Parquet, without an index."""
    duckdb = _duckdb()
    types = {n: DUCKDB_TYPES.get(t, "VARCHAR") for n, t in source.columns(connection)}
    with draft_of(path.with_suffix(".csv")) as table:
        write_pieces(table, watched(pieces(connection, selection, RowsForm.CSV)))
        try:
            with duckdb.connect(config=dict(ENGINE)) as engine:
                found = engine.read_csv(str(table), columns=types, **DIALECT)
                found.write_parquet(str(path), compression="zstd")
        except duckdb.Error as error:
            raise SetupError(f"duckdb could not write the file: {error}") from error


def _duckdb() -> Any:  # noqa: ANN401  # a package that need not be there
    try:
        return importlib.import_module("duckdb")
    except ImportError as error:
        raise SetupError(
            'Parquet needs the package duckdb:\n  pip install "stancewire[parquet]"\n'
            "Or name a file that ends in .csv or .jsonl."
        ) from error
