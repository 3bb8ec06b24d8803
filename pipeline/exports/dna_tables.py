"""The tables of a Discourse Network Analyzer 3.0 file, and what stands in every one."""

import base64
import hashlib
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

VERSION = "3.0.11"  # whose own code opened, searched and exported such a file
PASSWORD = "stancewire"  # noqa: S105  # to be known: DNA asks for one
SALT = b"stancewire-admin"  # 16 bytes; of a password that is no secret
ROUNDS = 100_000
BLACK = "Red INTEGER DEFAULT 0, Green INTEGER DEFAULT 0, Blue INTEGER DEFAULT 0"

PERMISSIONS = (
    "PermissionAddDocuments PermissionEditDocuments PermissionDeleteDocuments"
    " PermissionImportDocuments PermissionAddStatements PermissionEditStatements"
    " PermissionDeleteStatements PermissionEditAttributes PermissionEditRegex"
    " PermissionEditStatementTypes PermissionEditCoders PermissionEditCoderRelations"
    " PermissionViewOthersDocuments PermissionEditOthersDocuments"
    " PermissionViewOthersStatements PermissionEditOthersStatements"
).split()


def _refers(column: str, table: str) -> str:
    return f"{column} INTEGER NOT NULL REFERENCES {table} (ID) ON DELETE CASCADE"


def _values(name: str, value: str) -> str:
    """Describe the table of what statements say in variables of one type."""
    return (
        f"{name} (ID INTEGER PRIMARY KEY, {_refers('StatementId', 'STATEMENTS')},"
        f" {_refers('VariableId', 'VARIABLES')}, {value}, UNIQUE (StatementId, VariableId))"
    )


TABLES = (
    "SETTINGS (Property TEXT PRIMARY KEY, Value TEXT)",
    f"CODERS (ID INTEGER PRIMARY KEY, Name TEXT NOT NULL, {BLACK}, Refresh INTEGER DEFAULT 0,"
    " FontSize INTEGER DEFAULT 14, Password TEXT, PopupWidth INTEGER DEFAULT 300,"
    " ColorByCoder INTEGER DEFAULT 0, PopupDecoration INTEGER DEFAULT 0,"
    f" PopupAutoComplete INTEGER DEFAULT 1, {', '.join(f'{p} INTEGER' for p in PERMISSIONS)})",
    f"DOCUMENTS (ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, {_refers('Coder', 'CODERS')},"
    " Author TEXT, Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER)",
    f"STATEMENTTYPES (ID INTEGER PRIMARY KEY, Label TEXT NOT NULL, {BLACK})",
    "VARIABLES (ID INTEGER PRIMARY KEY, Variable TEXT NOT NULL, DataType TEXT NOT NULL,"
    f" {_refers('StatementTypeId', 'STATEMENTTYPES')}, UNIQUE (Variable, StatementTypeId))",
    f"VARIABLELINKS (ID INTEGER PRIMARY KEY, {_refers('SourceVariableId', 'VARIABLES')},"
    f" {_refers('TargetVariableId', 'VARIABLES')})",
    f"REGEXES (Label TEXT PRIMARY KEY, {BLACK})",
    f"CODERRELATIONS (ID INTEGER PRIMARY KEY, {_refers('Coder', 'CODERS')},"
    f" {_refers('OtherCoder', 'CODERS')}, viewStatements INTEGER DEFAULT 1,"
    " editStatements INTEGER DEFAULT 1, viewDocuments INTEGER DEFAULT 1,"
    " editDocuments INTEGER DEFAULT 1)",
    f"STATEMENTS (ID INTEGER PRIMARY KEY, {_refers('StatementTypeId', 'STATEMENTTYPES')},"
    f" {_refers('DocumentId', 'DOCUMENTS')}, Start INTEGER NOT NULL, Stop INTEGER NOT NULL,"
    f" {_refers('Coder', 'CODERS')})",
    f"ENTITIES (ID INTEGER PRIMARY KEY, {_refers('VariableId', 'VARIABLES')},"
    f" Value TEXT NOT NULL, {BLACK}, ChildOf INTEGER REFERENCES ENTITIES (ID),"
    " UNIQUE (VariableId, Value))",
    _values("DATABOOLEAN", "Value INTEGER NOT NULL"),
    _values("DATAINTEGER", "Value INTEGER NOT NULL"),
    _values("DATALONGTEXT", "Value TEXT"),
    _values("DATASHORTTEXT", _refers("Entity", "ENTITIES")),
    f"ATTRIBUTEVARIABLES (ID INTEGER PRIMARY KEY, {_refers('VariableId', 'VARIABLES')},"
    " AttributeVariable TEXT NOT NULL, UNIQUE (VariableId, AttributeVariable))",
    f"ATTRIBUTEVALUES (ID INTEGER PRIMARY KEY, {_refers('EntityId', 'ENTITIES')},"
    f" {_refers('AttributeVariableId', 'ATTRIBUTEVARIABLES')}, AttributeValue TEXT,"
    " UNIQUE (EntityId, AttributeVariableId))",
)


class Variable(NamedTuple):
    """What a statement says, by number and type."""

    id: int
    name: str
    type: str


SHORT, LONG, NUMBER, YES_OR_NO = "short text", "long text", "integer", "boolean"
PERSON = Variable(1, "person", SHORT)
ORGANISATION = Variable(2, "organization", SHORT)
CONCEPT = Variable(3, "concept", SHORT)
AGREEMENT = Variable(4, "agreement", YES_OR_NO)
CONFIDENCE = Variable(5, "confidence", NUMBER)
EVIDENCE = Variable(6, "evidence", LONG)
RULE = Variable(7, "rule", SHORT)
VARIABLES = (PERSON, ORGANISATION, CONCEPT, AGREEMENT, CONFIDENCE, EVIDENCE, RULE)
CODER = STATEMENT_TYPE = 1  # the only ones
ATTRIBUTES = ("Type", "Alias", "Notes")
ATTRIBUTE_IDS = {
    (variable, attribute): number
    for number, (variable, attribute) in enumerate(
        ((v, a) for v in VARIABLES if v.type == SHORT for a in ATTRIBUTES), 1
    )
}


def make_tables(database: sqlite3.Connection, made_on: date) -> None:
    """Make all tables, with one coder and the variables of one type of statement."""
    for table in TABLES:
        database.execute(f"CREATE TABLE {table}")
    _insert(database, "SETTINGS", [("version", VERSION), ("date", made_on.isoformat())])
    look = (0, 0, 0, 0, 14, _hashed(PASSWORD), 300, 0, 0, 1)
    _insert(database, "CODERS", [(CODER, "Admin", *look, *(1 for _ in PERMISSIONS))])
    _insert(database, "STATEMENTTYPES", [(STATEMENT_TYPE, "DNA Statement", 239, 208, 51)])
    _insert(database, "VARIABLES", [(*variable, STATEMENT_TYPE) for variable in VARIABLES])
    _insert(
        database,
        "ATTRIBUTEVARIABLES",
        [(number, v.id, attribute) for (v, attribute), number in ATTRIBUTE_IDS.items()],
    )


def _insert(database: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    values = ", ".join("?" * len(rows[0]))
    database.executemany(f"INSERT INTO {table} VALUES ({values})", rows)  # noqa: S608  # our own


def _hashed(password: str) -> str:
    """Give what DNA keeps of a password."""
    digest = hashlib.sha256(SALT + password.encode()).digest()
    for _ in range(ROUNDS - 1):
        digest = hashlib.sha256(digest).digest()
    return base64.b64encode(SALT + digest).decode()
