"""Statements, in rows: stances that the articles of one story print alike have one number."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from consumers.resolver.arrivals import Arrival
from consumers.resolver.issues import NOTHING_TOLD, About, Place
from consumers.resolver.mint import Mint
from pipeline.corpus.identities import Identity
from pipeline.corpus.wording import folded_words, name_of, statement_key
from pipeline.database import numbers

# Within so many days equal words tell one story; a reprint tells its own whenever it comes.
STORY_DAYS = 4

STANCES = """
SELECT revision_id, stance.number, holder, holder_entity, target, target_entity, stance.polarity,
    evidence_text, said.statement, said.key
FROM stance
LEFT JOIN stance_statement AS said USING (revision_id, number)
WHERE revision_id = ANY(:revisions)
ORDER BY revision_id, stance.number
"""
# For each key and time the statement that was first made about then.
NEAR = """
SELECT asked.key, asked.dated, near.statement
FROM unnest(CAST(:keys AS bigint[]), CAST(:times AS timestamptz[])) AS asked (key, dated)
CROSS JOIN LATERAL (
    SELECT statement FROM stance_statement AS said
    WHERE said.key = asked.key
        AND said.dated BETWEEN asked.dated - :days * interval '1 day'
            AND asked.dated + :days * interval '1 day'
    ORDER BY said.dated LIMIT 1
) AS near
"""
REPRINTED = """
SELECT resolved.copies, key, min(statement) FROM stance_statement
JOIN resolved USING (revision_id)
WHERE resolved.copies = ANY(:groups) AND key = ANY(CAST(:keys AS bigint[]))
GROUP BY resolved.copies, key
"""
FORGOTTEN = "DELETE FROM stance_statement WHERE revision_id = ANY(:revisions)"
SAID = """
INSERT INTO stance_statement
    (revision_id, number, statement, key, issue_form_id, reversed,
    dated, outlet, current, polarity, confidence, holder_form_id, target_form_id, copies, hidden)
SELECT said.*, told.dated, outlet, current, told.polarity, told.confidence, holder_form_id,
    target_form_id, copies, told.hidden
FROM unnest(
    CAST(:revisions AS bigint[]), CAST(:numbers AS integer[]), CAST(:statements AS bigint[]),
    CAST(:keys AS bigint[]), CAST(:forms AS bigint[]), CAST(:reversed AS boolean[])
) AS said (revision_id, number, statement, key, issue_form_id, reversed)
JOIN stance USING (revision_id, number)
JOIN stance_told AS told USING (revision_id, number)
FOR SHARE OF stance
"""
# What is told again of the entities of an article is so of its stances, too.
REVISED = """
UPDATE stance_statement AS said
SET current = told.current, dated = told.dated,
    holder_form_id = told.holder_form_id, target_form_id = told.target_form_id
FROM stance_told AS told
WHERE told.revision_id = said.revision_id AND told.number = said.number
    AND said.revision_id = ANY(:revisions)
    AND (told.current, told.dated, told.holder_form_id, told.target_form_id)
        IS DISTINCT FROM (said.current, said.dated, said.holder_form_id, said.target_form_id)
"""


@dataclass(frozen=True)
class Statement:
    """A stance of an article, and the statement that it is."""

    revision: int
    number: int
    statement: int
    key: int


def tell_statements(
    connection: Connection,
    arrivals: Sequence[Arrival],
    identities: Mapping[tuple[int, str], Identity],
    issues: Mapping[Place, About],
    mint: Mint,
) -> None:
    """Write which statement each stance of the arrivals is, and what it is about.

    A statement's number once given stays. `identities` has who each entity is, by revision and
    entity.
    """
    made = _statements(connection, arrivals, identities, mint)
    connection.execute(text(FORGOTTEN), {"revisions": [a.revision for a in arrivals]})
    abouts = [issues.get((s.revision, s.number), NOTHING_TOLD) for s in made]
    rows = {
        "revisions": numbers(s.revision for s in made),
        "numbers": numbers(s.number for s in made),
        "statements": numbers(s.statement for s in made),
        "keys": numbers(s.key for s in made),
        "forms": numbers(about.form for about in abouts),
        "reversed": [about.reversed for about in abouts],
    }
    connection.execute(text(SAID), rows)


def revise_statements(connection: Connection, arrivals: Sequence[Arrival]) -> None:
    """Write who holds the stances of arrivals now, and whether they are current; none is told."""
    connection.execute(text(REVISED), {"revisions": [a.revision for a in arrivals]})


def _statements(
    connection: Connection,
    arrivals: Sequence[Arrival],
    identities: Mapping[tuple[int, str], Identity],
    mint: Mint,
) -> list[Statement]:
    of = {arrival.revision: arrival for arrival in arrivals}
    rows = connection.execute(text(STANCES), {"revisions": sorted(of)}).all()
    keys = [
        _key(
            row.evidence_text,
            row.polarity,
            *(
                _party(identities.get((row.revision_id, entity)), name)
                for name, entity in (
                    (row.holder, row.holder_entity),
                    (row.target, row.target_entity),
                )
            ),
        )
        for row in rows
    ]
    known = _Known(connection, keys, [of[row.revision_id] for row in rows])
    made = []
    for row, key in zip(rows, keys, strict=True):
        arrival = of[row.revision_id]
        number = row.statement if row.key == key else known.number(key, arrival)
        made.append(
            Statement(
                row.revision_id,
                row.number,
                known.keep(key, arrival, mint.number() if number is None else number),
                key,
            )
        )
    return made


def _party(identity: Identity | None, name: str) -> str:
    return " ".join(folded_words(name)) if identity is None else identity.id


def _key(evidence: str, *rest: str) -> int:
    return name_of("\0".join((str(statement_key(evidence)), *rest)).encode())


class _Known:
    """The statements of some keys, those of the database and those of this batch."""

    def __init__(
        self, connection: Connection, keys: Sequence[int], arrivals: Sequence[Arrival]
    ) -> None:
        self._made: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
        times = [arrival.dated for arrival in arrivals]
        asked = {"keys": numbers(keys), "times": times, "days": STORY_DAYS}
        for key, dated, statement in connection.execute(text(NEAR), asked):
            self._made[key].append((dated, statement))
        groups = sorted({a.copies for a in arrivals if a.copies not in (None, a.revision)})
        self._reprinted: dict[tuple[int | None, int], int] = {}
        if groups:
            asked = {"groups": groups, "keys": numbers(set(keys))}
            for group, key, statement in connection.execute(text(REPRINTED), asked):
                self._reprinted[group, key] = statement

    def number(self, key: int, arrival: Arrival) -> int | None:
        """Give the statement that a stance of an arrival repeats; None where it is the first."""
        if (found := self._reprinted.get((arrival.copies, key))) is not None:
            return found
        near = [
            s
            for dated, s in self._made[key]
            if abs(dated - arrival.dated) <= timedelta(days=STORY_DAYS)
        ]
        return min(near, default=None)

    def keep(self, key: int, arrival: Arrival, statement: int) -> int:
        """Remember a statement for those that come later."""
        self._made[key].append((arrival.dated, statement))
        if arrival.copies is not None:
            self._reprinted.setdefault((arrival.copies, key), statement)
        return statement
