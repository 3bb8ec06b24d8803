"""Corrections, in rows: what users said of names and issues, replayed in order and then obeyed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from pipeline.corpus.corrections import CorrectionError
from pipeline.corpus.identities import Identities
from pipeline.corpus.names_list import ListedName
from schemas.vocabulary import Corrected, CorrectionKind, IdentityKind

ALL = "SELECT id, list, kind, body FROM correction WHERE applied_at IS {known} ORDER BY id"
APPLIED = "UPDATE correction SET applied_at = now() WHERE id = ANY(:ids)"
OF_IDS = "SELECT form FROM identity_form WHERE identity_id = ANY(:ids)"


@dataclass(frozen=True)
class Correction:
    """One thing that a user said."""

    id: int
    list: Corrected
    kind: CorrectionKind
    body: Mapping[str, Any]  # what each kind says; `corrected` knows


def corrections(connection: Connection, *, waiting: bool) -> list[Correction]:
    """Give those that wait, or those that hold already, in the order in which they were said."""
    asked = ALL.replace("{known}", "NULL" if waiting else "NOT NULL")
    return [
        Correction(row.id, Corrected(row.list), CorrectionKind(row.kind), row.body)
        for row in connection.execute(text(asked))
    ]


def applied(connection: Connection, those: Iterable[Correction]) -> None:
    """Write down that corrections hold from now on."""
    connection.execute(text(APPLIED), {"ids": [correction.id for correction in those]})


def obey(correction: Correction, engine: Identities) -> tuple[set[str], set[str]]:
    """Have a correction of names hold; give the forms and the identities that it speaks of."""
    names, body = engine.corrections, correction.body
    match correction.kind:
        case CorrectionKind.IMPORT:
            return names.enlist(map(_listed_name, body["names"])), set()
        case CorrectionKind.SPLIT:
            engine.split(body["forms"], f"s{correction.id}", body["name"])
            return set(body["forms"]), set()
        case CorrectionKind.MERGE:
            try:
                names.merge(body["id"], body["into"])
            except CorrectionError:
                return set(), set()  # said twice
            return set(), {body["id"], body["into"]}
        case CorrectionKind.RENAME:
            names.rename(body["id"], body["name"])
            return set(), {body["id"]}


def forms_of_identities(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Give the forms that belong to identities."""
    return set(connection.execute(text(OF_IDS), {"ids": list(ids)}).scalars())


def _listed_name(row: Mapping[str, Any]) -> ListedName:
    return ListedName(row["id"], row["name"], IdentityKind(row["kind"]), tuple(row["aliases"]))
