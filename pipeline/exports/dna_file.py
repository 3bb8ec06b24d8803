"""The rows of a Discourse Network Analyzer file, numbered and written some at a time."""

import sqlite3
from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import cast

from pipeline.database import Row
from pipeline.exports.dna_tables import (
    AGREEMENT,
    ATTRIBUTE_IDS,
    CODER,
    CONCEPT,
    CONFIDENCE,
    EVIDENCE,
    ORGANISATION,
    PERSON,
    RULE,
    SHORT,
    STATEMENT_TYPE,
    VARIABLES,
    Variable,
)
from pipeline.exports.dna_text import SHORT_TEXT, DnaText, dna_text, short_text
from schemas.vocabulary import IdentityKind, Polarity

UNNAMED = "unnamed"  # the type of a holder who is nobody across articles
# Each may refer to rows of those before it.
TABLES_IN_ORDER = (
    "DOCUMENTS",
    "STATEMENTS",
    "ENTITIES",
    "ATTRIBUTEVALUES",
    "DATASHORTTEXT",
    "DATABOOLEAN",
    "DATAINTEGER",
    "DATALONGTEXT",
)


class DnaFile:
    """Takes statements by article, and writes them with their documents and entities."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._waiting: dict[str, list[tuple[object, ...]]] = defaultdict(list)
        self._entities: dict[tuple[Variable, Hashable], int] = {}
        self._values: set[tuple[Variable, str]] = set()
        self.documents = 0
        self.statements = 0
        self._revision: object = None
        self._text = dna_text("")
        for variable in VARIABLES:
            if variable.type == SHORT:
                self._entity(variable, None, "")

    def add(self, row: Row, document: Row) -> None:
        """Add a statement, and its document where the statement before has another."""
        if row["revision_id"] != self._revision:
            self._revision = row["revision_id"]
            self.documents += 1
            self._text = dna_text(cast(str, document["text"]))
            self._waiting["DOCUMENTS"].append(_document(self.documents, document, self._text))
        start, stop = (
            self._text.place(cast(int, row[f"evidence_{e}"])) for e in ("starts", "ends")
        )
        self.statements += 1
        self._waiting["STATEMENTS"].append(
            (self.statements, STATEMENT_TYPE, self.documents, start, stop, CODER)
        )
        # Each variable has one value, or DNA drops the statement without a word.
        person, organisation = self._holder(row)
        self._say("DATASHORTTEXT", PERSON, person)
        self._say("DATASHORTTEXT", ORGANISATION, organisation)
        self._say("DATASHORTTEXT", CONCEPT, self._named(CONCEPT, row, "issue", "issue"))
        self._say("DATASHORTTEXT", RULE, self._entity(RULE, row["rule"], str(row["rule"])))
        self._say("DATABOOLEAN", AGREEMENT, int(row["side"] == Polarity.FOR))
        self._say("DATAINTEGER", CONFIDENCE, round(100 * cast(float, row["confidence"])))
        self._say("DATALONGTEXT", EVIDENCE, self._text.text[start:stop])

    def flush(self) -> None:
        """Write what waits."""
        for table in TABLES_IN_ORDER:
            if rows := self._waiting.pop(table, None):
                values = ", ".join("?" * len(rows[0]))
                insert = f"INSERT INTO {table} VALUES ({values})"  # noqa: S608  # the names above
                self._database.executemany(insert, rows)

    def _say(self, table: str, variable: Variable, value: object) -> None:
        self._waiting[table].append((None, self.statements, variable.id, value))

    def _holder(self, row: Row) -> tuple[int, int]:
        """Give the entities of person and organisation: one is the holder, the other nobody."""
        person, organisation = (self._entities[v, None] for v in (PERSON, ORGANISATION))
        if row["holder_kind"] in (None, IdentityKind.PERSON):
            return self._named(PERSON, row, "holder_identity", "holder"), organisation
        return person, self._named(ORGANISATION, row, "holder_identity", "holder")

    def _named(self, variable: Variable, row: Row, id_: str, prefix: str) -> int:
        """Give the entity of an identity or issue; without one, that of the article's words."""
        name, key = str(row[f"{prefix}_name"]), cast(str | None, row[id_])
        kind = str(row[f"{prefix}_kind"] or UNNAMED)
        return self._entity(variable, key or (UNNAMED, name), name, kind, key)

    def _entity(
        self, variable: Variable, key: Hashable, name: str, kind: str = "", notes: str | None = None
    ) -> int:
        if (variable, key) not in self._entities:
            number = len(self._entities) + 1
            value = self._free_value(variable, short_text(name), number)
            self._entities[variable, key] = number
            self._values.add((variable, value))
            self._waiting["ENTITIES"].append((number, variable.id, value, 0, 0, 0, None))
            of_entity = {"Type": kind, "Alias": "", "Notes": notes or ""}
            self._waiting["ATTRIBUTEVALUES"] += [
                (None, number, ATTRIBUTE_IDS[variable, attribute], told)
                for attribute, told in of_entity.items()
            ]
        return self._entities[variable, key]

    def _free_value(self, variable: Variable, value: str, number: int) -> str:
        """Tell two of one name apart by a number: in DNA a name is one thing."""
        if (variable, value) not in self._values:
            return value
        mark = f" ({number})"
        return value[: SHORT_TEXT - len(mark)] + mark


def _document(number: int, document: Row, text: DnaText) -> tuple[object, ...]:
    title = document["title"] or text.text.strip().partition("\n")[0]
    known_as = (document["url"], document["article_id"], document["fingerprint"])
    return (
        number,
        short_text(str(title)),
        text.text,
        CODER,
        short_text(", ".join(cast(Sequence[str], document["authors"]))),
        short_text(str(document["outlet"] or "")),
        "",
        "\n".join(str(name) for name in known_as if name is not None),
        short_text(str(document["language"] or "")),
        int(cast(datetime, document["dated"]).timestamp()),
    )
