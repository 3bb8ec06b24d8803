"""Arrivals: stored revisions that wait for the resolver, with what it asks of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, text

from pipeline.corpus.sightings import Sighting, sighting_of

WAITING = """
SELECT revision_id, serial, current, dated, outlet, copies, counted,
    EXISTS (SELECT FROM entity_identity AS e WHERE e.revision_id = unresolved.revision_id) AS told
FROM unresolved
JOIN revision ON revision.id = revision_id
LEFT JOIN resolved USING (revision_id)
WHERE failed_at IS NULL
ORDER BY serial
LIMIT :limit
"""
# Those that count as evidence, as they were resolved.
COUNTED = """
SELECT revision_id, 0 AS serial, current, dated, outlet, copies, counted, TRUE AS told
FROM resolved
JOIN revision ON revision.id = revision_id
WHERE counted AND revision_id > :after
ORDER BY revision_id
LIMIT :limit
"""
DATES = """
SELECT revision_id, dated FROM resolved
JOIN revision ON revision.id = revision_id
WHERE counted AND revision_id > :after
ORDER BY revision_id
LIMIT :limit
"""
SIGHTINGS = """
SELECT entity.revision_id, entity.id, entity.name, entity.type,
    coalesce(array_agg(mention.text ORDER BY number) FILTER (WHERE kind = 'name'), '{}'),
    coalesce(array_agg(mention.text) FILTER (WHERE kind = 'pronoun'), '{}')
FROM entity
LEFT JOIN mention ON mention.revision_id = entity.revision_id AND mention.entity_id = entity.id
WHERE entity.revision_id = ANY(:revisions)
GROUP BY entity.revision_id, entity.id
ORDER BY entity.revision_id, min(starts), entity.id
"""
DONE = """
DELETE FROM unresolved
USING unnest(CAST(:revisions AS bigint[]), CAST(:serials AS bigint[])) AS done (revision_id, serial)
WHERE unresolved.revision_id = done.revision_id AND unresolved.serial = done.serial
"""

SET_ASIDE = """
UPDATE unresolved SET failed_at = now()
WHERE serial = (SELECT min(serial) FROM unresolved WHERE failed_at IS NULL)
RETURNING revision_id
"""


@dataclass(frozen=True)
class Arrival:
    """A revision to be resolved: what it names, and what was decided of it before."""

    revision: int
    serial: int
    current: bool
    dated: datetime
    outlet: str | None
    copies: int | None  # None: it was never resolved
    counted: bool  # as evidence
    told: bool  # who its entities are
    entities: tuple[str, ...]
    sightings: tuple[Sighting, ...]


def waiting(connection: Connection, limit: int) -> list[Arrival]:
    """Give the revisions that wait longest."""
    return _arrivals(connection, WAITING, limit=limit)


def counted(connection: Connection, after: int, limit: int) -> list[Arrival]:
    """Give the next revisions behind one, of those that count as evidence."""
    return _arrivals(connection, COUNTED, after=after, limit=limit)


def counted_dates(connection: Connection, after: int, limit: int) -> dict[int, date]:
    """Give the next revisions behind one, of those that count as evidence, with their days."""
    rows = connection.execute(text(DATES), {"after": after, "limit": limit})
    return {row.revision_id: row.dated.date() for row in rows}


def done(connection: Connection, arrivals: Sequence[Arrival]) -> None:
    """Let arrivals wait no longer, but for those that changed since they were read."""
    places = {
        "revisions": [arrival.revision for arrival in arrivals],
        "serials": [arrival.serial for arrival in arrivals],
    }
    connection.execute(text(DONE), places)


def set_aside(connection: Connection) -> int | None:
    """Pass over what has waited longest, from now on; give its revision."""
    found: int | None = connection.execute(text(SET_ASIDE)).scalar()
    return found


def again(connection: Connection, revisions: Iterable[int]) -> None:
    """Let revisions wait once more, for what was learnt since may change them."""
    connection.execute(
        text(
            "INSERT INTO unresolved (revision_id) SELECT unnest(CAST(:revisions AS bigint[]))"
            " ON CONFLICT DO NOTHING"
        ),
        {"revisions": sorted(set(revisions))},
    )


def _arrivals(connection: Connection, asked: str, **parameters: int) -> list[Arrival]:
    rows = connection.execute(text(asked), parameters).all()
    seen = _sightings(connection, [row.revision_id for row in rows])
    return [
        Arrival(
            row.revision_id,
            row.serial,
            row.current,
            row.dated,
            row.outlet,
            row.copies,
            bool(row.counted),
            row.told,
            tuple(entity for entity, _ in seen[row.revision_id]),
            tuple(sighting for _, sighting in seen[row.revision_id]),
        )
        for row in rows
    ]


def _sightings(
    connection: Connection, revisions: Sequence[int]
) -> dict[int, list[tuple[str, Sighting]]]:
    found: dict[int, list[tuple[str, Sighting]]] = defaultdict(list)
    for revision, entity, name, type_, spellings, pronouns in connection.execute(
        text(SIGHTINGS), {"revisions": list(revisions)}
    ):
        found[revision].append((entity, sighting_of(name, spellings, type_, pronouns)))
    return found
