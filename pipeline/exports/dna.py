"""Stances as a Discourse Network Analyzer file, each with its highlight in its article's text."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import cast

from sqlalchemy import Connection

from pipeline.database import Row
from pipeline.errors import SetupError
from pipeline.exports import source
from pipeline.exports.dna_file import DnaFile
from pipeline.exports.dna_tables import make_tables
from pipeline.exports.export import Watched
from pipeline.exports.source import Selection
from schemas.vocabulary import Polarity

# So many texts at most are held at once, each of 1 MiB at most.
STATEMENTS_AT_ONCE = 200
# A draft that breaks off is removed, and one that is whole is put on the disk with its manifest.
FOR_A_DRAFT = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = ON")
Documents = Callable[[Iterable[int]], Mapping[int, Row]]


@dataclass(frozen=True)
class DnaExport:
    """Every stance for or against something as a statement of a person or an organisation."""

    kind = "dna"

    def options(self) -> Row:
        return {}

    def write(
        self, connection: Connection, selection: Selection, path: Path, watched: Watched
    ) -> Row:
        rows = watched(source.stances(connection, selection))
        with closing(sqlite3.connect(path)) as database:
            for pragma in FOR_A_DRAFT:
                database.execute(f"PRAGMA {pragma}")
            try:
                with database:
                    return write_dna(database, rows, partial(source.documents, connection))
            except sqlite3.OperationalError as error:  # the disk is full
                raise SetupError(f"The file could not be written: {error}") from error


def write_dna(database: sqlite3.Connection, rows: Iterable[Row], documents: Documents) -> Row:
    """Write rows whose articles come together; neutral ones have no place in DNA."""
    make_tables(database, datetime.now(UTC).date())
    file = DnaFile(database)
    neutral = 0
    for some in _some_of(rows):
        sided = [row for row in some if row["side"] != Polarity.NEUTRAL]
        neutral += len(some) - len(sided)
        texts = documents({cast(int, row["revision_id"]) for row in sided})
        for row in sided:
            file.add(row, texts[cast(int, row["revision_id"])])
        file.flush()
    file.flush()
    return {"documents": file.documents, "statements": file.statements, "neutral_rows": neutral}


def _some_of(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while some := list(islice(remaining, STATEMENTS_AT_ONCE)):
        yield some
