"""A user's list of names: CSV with who is who, read whole or not at all."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.corpus.corrections import CorrectionError
from pipeline.corpus.sightings import KINDS, forms_of
from schemas.vocabulary import IdentityKind

COLUMNS = ("name", "kind", "aliases", "id")
LIST_BYTES = 32 * 1024 * 1024  # 600,000 lines like those of a list of a parliament's members
MOST_CHARACTERS = 300  # of a name, and of an id
_KINDS = {kind.value: kind for kind in IdentityKind} | {k.lower(): v for k, v in KINDS.items()}


@dataclass(frozen=True)
class ListedName:
    """One line of a list: who it is, and all ways of naming him; without an id, as yet unknown."""

    id: str
    name: str
    kind: IdentityKind
    aliases: tuple[str, ...]

    @property
    def spellings(self) -> dict[str, str]:
        """Give the forms that the list speaks of, as it spells them.

        A name of several words means this, whatever articles take it for; "Reading" alone does not.
        """
        own = 0 if self.kind is IdentityKind.PERSON else 1
        both = [(name, forms_of(name)) for name in (self.name, *self.aliases)]
        spelt = {forms[own]: name for name, forms in reversed(both)}
        others = {forms[1 - own]: name for name, forms in reversed(both) if " " in forms[1]}
        return others | spelt


def listed_names(text: str) -> list[ListedName]:
    """Read a list: a heading with name, kind, aliases (parted by ";") and id, in any order.

    Raises CorrectionError naming every bad line by its number.
    """
    rows = csv.DictReader(io.StringIO(text), strict=True)
    if missing := [column for column in COLUMNS if column not in (rows.fieldnames or ())]:
        raise CorrectionError(
            f"line 1: no column {', '.join(missing)}; a heading with {', '.join(COLUMNS)} is wanted"
        )
    found: list[tuple[int, ListedName]] = []
    wrong: list[str] = []
    try:
        for row in rows:
            try:
                found.append((rows.line_num, _listed_name(row)))
            except CorrectionError as error:
                wrong.append(f"line {rows.line_num}: {error}")
    except csv.Error as error:
        wrong.append(f"line {rows.line_num + 1}: {error}")
    wrong += _clashes(found)
    if wrong:
        raise CorrectionError("\n".join(wrong))
    return [name for _, name in found]


def _listed_name(row: dict[str, str | None]) -> ListedName:
    value = {column: " ".join((row[column] or "").split()) for column in COLUMNS}
    aliases = tuple(alias.strip() for alias in value["aliases"].split(";") if alias.strip())
    if (kind := _KINDS.get(value["kind"].lower())) is None:
        kinds = ", ".join(IdentityKind)
        raise CorrectionError(f"kind {value['kind']!r} is none of {kinds}")
    given = [("name", value["name"]), *(("alias", alias) for alias in aliases)]
    for what, words in (*given, *([("id", value["id"])] if value["id"] else [])):
        if not any(c.isalnum() for c in words):
            raise CorrectionError(f"{what} {words!r} holds no letter or digit")
        if len(words) > MOST_CHARACTERS or not words.isprintable():
            raise CorrectionError(f"{what} {words[:40]!r} is too long or not printable")
    return ListedName(value["id"], value["name"], kind, aliases)


def _clashes(found: Iterable[tuple[int, ListedName]]) -> Iterator[str]:
    """Say which lines claim an id or a name that an earlier line has."""
    ids: dict[str, int] = {}
    forms: dict[str, int] = {}
    for line, name in found:
        if name.id and name.id in ids:
            yield f"line {line}: id {name.id} is that of line {ids[name.id]}, too"
        ids.setdefault(name.id, line)
        for form in name.spellings:
            if forms.setdefault(form, line) != line:
                yield f"line {line}: {name.name} is named like line {forms[form]}"
                break
