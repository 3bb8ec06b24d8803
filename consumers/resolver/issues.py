"""What stances are about, in rows: issues, their forms, and the form of every target."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, text

from consumers.resolver.arrivals import Arrival
from consumers.resolver.redirects import lead_on
from pipeline.corpus.codebook import codebook_from
from pipeline.corpus.identities import Identity
from pipeline.corpus.issues import IN_STORY, Issue, Issues, Spoken, Topic
from pipeline.corpus.sightings import Sighting, sighting_of
from pipeline.corpus.topic_keys import topic_key
from schemas.vocabulary import CorrectionKind

FORMS = """
SELECT id, form, name, issue_id, reversed, minted FROM issue_form
ORDER BY length(minted), minted, id
"""
KNOWN = "SELECT id, redirect_to, name FROM issue"
PHRASES = """
SELECT stance.revision_id, stance.number, target FROM stance
WHERE revision_id = ANY(:revisions) AND target_entity IS NULL
ORDER BY revision_id, stance.number
"""
CAST = """
SELECT entity.revision_id, entity.name, entity.type, form_id
FROM entity
JOIN entity_identity AS told
    ON told.revision_id = entity.revision_id AND told.entity_id = entity.id
WHERE entity.revision_id = ANY(:revisions)
ORDER BY entity.revision_id, entity.id
"""
# Older resolvers called what no article that counts speaks of by its form ("bill house @…").
UNNAMED = """
SELECT form, (
    SELECT mode() WITHIN GROUP (ORDER BY target) FROM stance_statement AS s
    JOIN stance USING (revision_id, number)
    WHERE s.issue_form_id = f.id
) AS phrase
FROM issue_form AS f WHERE name = form AND form LIKE '% @%'
"""
CALLED = """
SELECT revision_id, issue_form_id FROM stance_statement
WHERE revision_id = ANY(:revisions) AND issue_form_id IS NOT NULL
ORDER BY revision_id, number
"""
ISSUES = """
INSERT INTO issue (id, name, source)
SELECT * FROM unnest(CAST(:ids AS text[]), CAST(:names AS text[]), CAST(:sources AS text[]))
ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, source = EXCLUDED.source
"""
FORMS_TOLD = """
INSERT INTO issue_form (form, name, issue_id, reversed, minted)
SELECT form, name, issue_id, reversed, minted
FROM unnest(
    CAST(:forms AS text[]), CAST(:names AS text[]), CAST(:ids AS text[]),
    CAST(:reversed AS boolean[]), CAST(:minted AS text[])
) WITH ORDINALITY AS given (form, name, issue_id, reversed, minted, place)
ORDER BY place
ON CONFLICT (form) DO UPDATE
SET name = EXCLUDED.name, issue_id = EXCLUDED.issue_id, reversed = EXCLUDED.reversed,
    minted = EXCLUDED.minted
RETURNING form, id
"""
LONGEST_PHRASE = 200  # characters; a form must fit into an index
Place = tuple[int, int]  # of a stance: its revision and number


class About(NamedTuple):
    """What a stance is about that has no entity for its target: a row of a form, and the side."""

    form: int | None
    reversed: bool


NOTHING_TOLD = About(None, reversed=False)


class _Form(NamedTuple):
    """A row of a form."""

    id: int
    name: str
    issue: str
    reversed: bool
    minted: str | None


class _Phrase(NamedTuple):
    """A target that is no entity."""

    number: int
    target: str


@dataclass
class IssueRows:
    """What the database says of issues, kept beside the engine that tells what it should."""

    engine: Issues
    forms: dict[str, _Form] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)  # id -> name
    led: dict[str, str] = field(default_factory=dict)  # where ids lead that lead anywhere
    unnamed: list[str] = field(default_factory=list)  # forms whose rows have no name to read

    def load(self, connection: Connection) -> None:
        """Read the rows, and have the engine remember the ids that it gave."""
        named = {form: _name(form, phrase) for form, phrase in connection.execute(text(UNNAMED))}
        self.unnamed = [*named]
        for row in connection.execute(text(FORMS)):
            self.forms[row.form] = _Form(row.id, row.name, row.issue_id, row.reversed, row.minted)
            if row.minted is not None:
                self.engine.remember(row.form, row.minted, named.get(row.form, row.name))
        for id_, further, name in connection.execute(text(KNOWN)):
            self.known[id_] = name
            if further is not None:
                self.led[id_] = further

    def by_number(self) -> dict[int, tuple[str, str]]:
        """Give each form and its name by the number of its row."""
        return {row.id: (form, row.name) for form, row in self.forms.items()}

    def recall(
        self,
        connection: Connection,
        dates: Mapping[int, date],
        identities: Mapping[int, Identity],
        forms: Mapping[int, tuple[str, str]],
    ) -> None:
        """Learn anew from revisions told before, by their dates.

        Who its entities are and what each phrase was told to be is taken from their rows, by the
        numbers of their forms, not told again.
        """
        asked = {"revisions": [*dates]}
        cast: dict[int, list[tuple[Sighting, Identity]]] = defaultdict(list)
        for revision, name, type_, form in connection.execute(text(CAST), asked):
            cast[revision].append((sighting_of(name, (), type_), identities[form]))
        called: dict[int, list[tuple[str, str]]] = defaultdict(list)
        for revision, form in connection.execute(text(CALLED), asked):
            called[revision].append(forms[form])
        for revision, day in dates.items():
            self.engine.recall(Spoken((), day, cast[revision]), called[revision])

    def tell(
        self,
        connection: Connection,
        before: Sequence[Arrival],
        arrivals: Sequence[Arrival],
        identities: Mapping[tuple[int, str], Identity],
    ) -> dict[Place, About]:
        """Learn what the arrivals speak of, and give what each of their stances is about."""
        phrases = _phrases(connection, arrivals)
        spoken = {a.revision: _spoken(a, phrases[a.revision], identities) for a in arrivals}
        for was, now in zip(before, arrivals, strict=True):
            if now.counted and not was.counted:
                self.engine.learn(spoken[now.revision])
            elif was.counted and not now.counted:
                self.engine.forget(spoken[now.revision])
        told = [
            (revision, phrase.number, topic)
            for revision, said in spoken.items()
            for phrase, topic in zip(phrases[revision], self.engine.told(said), strict=True)
        ]
        self.settle(connection, [topic.form for _, _, topic in told if topic is not None])
        return {(revision, number): self._about(topic) for revision, number, topic in told}

    def obey(self, connection: Connection, kind: CorrectionKind, body: Mapping[str, str]) -> None:
        """Have a correction hold, for all that is stored."""
        self.correct(kind, body)
        self.settle(connection, list(self.forms))

    def correct(self, kind: CorrectionKind, body: Mapping[str, str]) -> None:
        """Have the engine know a correction."""
        match kind:
            case CorrectionKind.IMPORT:
                self.engine.codebook = codebook_from(body["toml"])
            case CorrectionKind.MERGE:
                self.engine.merge(body["id"], body["into"])
            case CorrectionKind.RENAME:
                self.engine.rename(body["id"], body["name"])
            case CorrectionKind.SPLIT:
                raise ValueError("no issue can be split")

    def mend(self, connection: Connection) -> bool:
        """Write the names of forms that had none to read; say whether there were any."""
        unnamed, self.unnamed = self.unnamed, []
        if unnamed:
            self.settle(connection, unnamed)
        return bool(unnamed)

    def settle(self, connection: Connection, forms: Iterable[str]) -> None:
        """Write to which issue forms belong now, and those the engine has changed its mind of."""
        wanted = dict.fromkeys([*forms, *sorted(self.engine.changed & self.forms.keys())])
        self.engine.changed.clear()
        told = {form: self.engine.issue_of(form) for form in wanted}
        self._write_issues(connection, told.values())
        self._write_forms(connection, told)
        further = {m: told[form].id for form in told if (m := self.engine.minted(form))}
        lead_on(connection, "issue", further | self.engine.merged(), self.led)

    def _write_issues(self, connection: Connection, told: Iterable[Issue]) -> None:
        changed = {issue.id: issue.name for issue in told if self.known.get(issue.id) != issue.name}
        if changed:
            users = {issue.id for issue in self.engine.codebook.issues}
            sources = ["user" if id_ in users else "auto" for id_ in changed]
            rows = {"ids": [*changed], "names": [*changed.values()], "sources": sources}
            connection.execute(text(ISSUES), rows)
            self.known |= changed

    def _write_forms(self, connection: Connection, told: Mapping[str, Issue]) -> None:
        rows = {
            form: (self.engine.name_of(form), issue.id, issue.reversed, self.engine.minted(form))
            for form, issue in told.items()
        }
        changed = {form: r for form, r in rows.items() if r != self.forms.get(form, (0,))[1:]}
        if not changed:
            return
        names, ids, sides, minted = zip(*changed.values(), strict=True)
        given = {"forms": [*changed], "names": [*names], "ids": [*ids]}
        given |= {"reversed": [*sides], "minted": [*minted]}
        for form, number in connection.execute(text(FORMS_TOLD), given):
            self.forms[form] = _Form(number, *changed[form])

    def _about(self, topic: Topic | None) -> About:
        if topic is None:
            return NOTHING_TOLD
        return About(self.forms[topic.form].id, topic.reversed)


def _name(form: str, phrase: str | None) -> str:
    """Name a form by a phrase that has it, or by its words where none is left."""
    key = None if phrase is None else topic_key(phrase[:LONGEST_PHRASE])
    return key.name if key is not None else phrase or form.partition(IN_STORY)[0]


def _phrases(connection: Connection, arrivals: Sequence[Arrival]) -> Mapping[int, list[_Phrase]]:
    found: dict[int, list[_Phrase]] = defaultdict(list)
    asked = {"revisions": [arrival.revision for arrival in arrivals]}
    for revision, number, target in connection.execute(text(PHRASES), asked):
        found[revision].append(_Phrase(number, target))
    return found


def _spoken(
    arrival: Arrival, phrases: Sequence[_Phrase], identities: Mapping[tuple[int, str], Identity]
) -> Spoken:
    cast = [
        (sighting, identities[arrival.revision, entity])
        for entity, sighting in zip(arrival.entities, arrival.sightings, strict=True)
    ]
    targets = [phrase.target[:LONGEST_PHRASE] for phrase in phrases]
    return Spoken(targets, arrival.dated.date(), cast)
