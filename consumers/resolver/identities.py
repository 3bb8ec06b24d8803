"""Who is who, in rows: identities, their forms, and the form of every entity."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection, text

from consumers.resolver.arrivals import Arrival
from consumers.resolver.redirects import lead_on, parts
from pipeline.corpus.identities import Identities, Identity, Named
from pipeline.database import numbers
from schemas.vocabulary import IdentityKind

FORMS = """
SELECT id, form, name, identity_id, minted FROM identity_form ORDER BY length(minted), minted, id
"""
KNOWN = "SELECT id, redirect_to, name, kind, source FROM identity"
IDENTITIES = """
INSERT INTO identity (id, name, kind, source)
SELECT * FROM unnest(
    CAST(:ids AS text[]), CAST(:names AS text[]), CAST(:kinds AS text[]), CAST(:sources AS text[])
)
ON CONFLICT (id) DO UPDATE
SET name = EXCLUDED.name, kind = EXCLUDED.kind, source = EXCLUDED.source
"""
FORMS_TOLD = """
INSERT INTO identity_form (form, name, identity_id, minted)
SELECT form, name, identity_id, minted
FROM unnest(
    CAST(:forms AS text[]), CAST(:names AS text[]), CAST(:ids AS text[]), CAST(:minted AS text[])
) WITH ORDINALITY AS given (form, name, identity_id, minted, place)
ORDER BY place
ON CONFLICT (form) DO UPDATE
SET name = EXCLUDED.name, identity_id = EXCLUDED.identity_id, minted = EXCLUDED.minted
RETURNING form, id
"""
# What `reprocess` replaced meanwhile is told when its turn comes; it waits already.
TOLD = """
INSERT INTO entity_identity
    (revision_id, entity_id, form_id, short, name, type, mentions, score, sentences)
SELECT told.*, entity.name, entity.type, mentions, score, sentences FROM unnest(
    CAST(:revisions AS bigint[]), CAST(:entities AS text[]), CAST(:forms AS bigint[]),
    CAST(:shorts AS text[])
) AS told (revision_id, entity_id, form_id, short)
JOIN entity ON entity.revision_id = told.revision_id AND entity.id = told.entity_id
JOIN entity_told AS counted
    ON counted.revision_id = told.revision_id AND counted.entity_id = told.entity_id
WHERE NOT EXISTS (
    SELECT FROM entity_identity AS known
    WHERE known.revision_id = told.revision_id AND known.entity_id = told.entity_id
        AND known.form_id = told.form_id AND known.short IS NOT DISTINCT FROM told.short
)
FOR KEY SHARE OF entity
ON CONFLICT (revision_id, entity_id) DO UPDATE
SET form_id = EXCLUDED.form_id, short = EXCLUDED.short
"""
TO_TELL_AGAIN = """
SELECT revision_id FROM entity_identity WHERE short = ANY(:shorts)
UNION
SELECT revision_id FROM entity_identity
JOIN identity_form ON identity_form.id = form_id
WHERE form = ANY(:forms)
"""

_Told = tuple[int, str, Named]  # of a revision's entity


class _Form(NamedTuple):
    """A row of a form."""

    id: int
    name: str
    identity: str
    minted: str | None


@dataclass
class IdentityRows:
    """What the database says of identities, kept beside the engine that tells what it should."""

    engine: Identities
    forms: dict[str, _Form] = field(default_factory=dict)
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)  # id: name, kind, source
    led: dict[str, str] = field(default_factory=dict)  # where ids lead that lead anywhere
    moved: set[str] = field(default_factory=set)  # ids called otherwise, or led on, since asked

    def load(self, connection: Connection) -> None:
        """Read the rows, and have the engine remember the ids that it gave."""
        for row in connection.execute(text(FORMS)):
            self.forms[row.form] = _Form(row.id, row.name, row.identity_id, row.minted)
            self.engine.remember(row.form, row.minted)
        for id_, further, *known in connection.execute(text(KNOWN)):
            self.known[id_] = tuple(known)
            if further is not None:
                self.led[id_] = further

    def tell(
        self, connection: Connection, arrivals: Sequence[Arrival]
    ) -> dict[tuple[int, str], Identity]:
        """Write who each entity of the arrivals is; give it by revision and entity."""
        told = self._named(arrivals)
        known = self.settle(connection, [named.form for _, _, named in told])
        rows = {
            "revisions": numbers(revision for revision, _, _ in told),
            "entities": [entity for _, entity, _ in told],
            "forms": numbers(self.forms[named.form].id for _, _, named in told),
            "shorts": [named.short for _, _, named in told],
        }
        connection.execute(text(TOLD), rows)
        return {(revision, entity): known[named.form] for revision, entity, named in told}

    def by_form(self) -> dict[int, Identity]:
        """Give the identity of each form by the number of its row."""
        return {row.id: self._known_identity(row.identity) for row in self.forms.values()}

    def _known_identity(self, id_: str) -> Identity:
        name, kind, _ = self.known[id_]
        return Identity(id_, name, IdentityKind(kind))

    def _named(self, arrivals: Sequence[Arrival]) -> list[_Told]:
        return [
            (arrival.revision, entity, named)
            for arrival in arrivals
            for entity, named in zip(
                arrival.entities, self.engine.told(arrival.sightings), strict=True
            )
        ]

    def to_tell_again(self, connection: Connection) -> set[int]:
        """Give the revisions whose entities may be named otherwise by what was learnt since."""
        return self.named(connection, self.engine.changed_owners(), self.engine.turned_forms())

    def named(self, connection: Connection, shorts: Set[str], forms: Set[str]) -> set[int]:
        """Give the revisions that have an entity of these surnames alone, or of these forms."""
        if not shorts and not forms:
            return set()
        asked = {"shorts": sorted(shorts), "forms": sorted(forms)}
        return set(connection.execute(text(TO_TELL_AGAIN), asked).scalars())

    def settle(self, connection: Connection, forms: Iterable[str]) -> dict[str, Identity]:
        """Write to whom forms belong now, and those that the engine has changed its mind of.

        Gives all of them.
        """
        changed = self.engine.changed_forms() & self.forms.keys()
        wanted = dict.fromkeys([*forms, *sorted(changed)])
        wanted |= {self.engine.leader(form): None for form in wanted}
        told = {form: self.engine.identity_of(form) for form in wanted}
        self._write_identities(connection, told.values())
        self._write_forms(connection, told)
        self._lead_on(connection, told)
        return told

    def _write_identities(self, connection: Connection, told: Iterable[Identity]) -> None:
        is_users = self.engine.corrections.is_users
        rows = {i.id: (i.name, i.kind.value, "user" if is_users(i.id) else "auto") for i in told}
        changed = {id_: row for id_, row in rows.items() if row != self.known.get(id_)}
        for some in parts(changed):
            names, kinds, sources = zip(*some.values(), strict=True)
            given = {"ids": [*some], "names": [*names], "kinds": [*kinds], "sources": [*sources]}
            connection.execute(text(IDENTITIES), given)
        self.known |= changed
        self.moved |= changed.keys()

    def _write_forms(self, connection: Connection, told: Mapping[str, Identity]) -> None:
        rows = {
            form: (self.engine.name_of(form), told[form].id, self.engine.minted.get(form))
            for form in told
        }
        changed = {form: r for form, r in rows.items() if r != self.forms.get(form, (0,))[1:]}
        for some in parts(changed):
            names, ids, minted = zip(*some.values(), strict=True)
            given = {"forms": [*some], "names": [*names], "ids": [*ids], "minted": [*minted]}
            for form, number in connection.execute(text(FORMS_TOLD), given):
                self.forms[form] = _Form(number, *changed[form])

    def _lead_on(self, connection: Connection, told: Mapping[str, Identity]) -> None:
        minted = {m: told[form].id for form in told if (m := self.engine.minted.get(form))}
        further = minted | self.engine.corrections.merged()
        self.moved |= {id_ for id_, to in further.items() if to != id_}
        lead_on(connection, "identity", further, self.led)
