"""What was printed twice, in rows: each article's group, and which of it counts as evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import TypeAdapter
from sqlalchemy import Connection, text

from consumers.resolver.arrivals import Arrival
from pipeline.corpus.copies import bands_of, body_of, original_of, shingles_of
from pipeline.database import numbers
from schemas.contracts import Zone

BODIES = "SELECT id, zones FROM revision WHERE id = ANY(:revisions)"
OWNERS = "SELECT key, revision_id FROM copy_band WHERE key = ANY(CAST(:keys AS bigint[]))"
BANDS = """
INSERT INTO copy_band (key, revision_id)
SELECT * FROM unnest(CAST(:keys AS bigint[]), CAST(:revisions AS bigint[]))
ON CONFLICT DO NOTHING
"""
COUNTED = """
SELECT copies, revision_id FROM resolved JOIN revision ON revision.id = revision_id
WHERE copies = ANY(:groups) AND counted AND current
"""
# Of each group of which nothing counts any more, the first that could.
HEIRS = """
SELECT DISTINCT ON (copies) revision_id FROM resolved JOIN revision ON revision.id = revision_id
WHERE copies = ANY(:groups) AND current AND NOT revision_id = ANY(:here)
    AND NOT EXISTS (
        SELECT FROM resolved AS other WHERE other.copies = resolved.copies AND other.counted
    )
ORDER BY copies, revision_id
"""

_ZONES = TypeAdapter(tuple[Zone, ...])


def grouped(connection: Connection, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """Give the arrivals with their groups, and say of each whether it counts as evidence.

    Of the current articles of a group one does: the first that was resolved.
    """
    told = _groups(connection, [a for a in arrivals if a.copies is None])
    settled = [replace(a, copies=told.get(a.revision, a.copies)) for a in arrivals]
    groups = sorted({a.copies for a in settled if a.copies is not None})
    counted: dict[int, set[int]] = {group: set() for group in groups}
    for group, revision in connection.execute(text(COUNTED), {"groups": groups}):
        counted[group].add(revision)
    return [_counted(arrival, counted[arrival.copies or 0]) for arrival in settled]


def heirs(
    connection: Connection, before: Sequence[Arrival], settled: Sequence[Arrival]
) -> set[int]:
    """Give the copies that count from now on, since those that did no longer do."""
    groups = [
        now.copies for was, now in zip(before, settled, strict=True) if was.counted > now.counted
    ]
    if not groups:
        return set()
    asked = {"groups": groups, "here": [arrival.revision for arrival in settled]}
    return set(connection.execute(text(HEIRS), asked).scalars())


def _counted(arrival: Arrival, counted: set[int]) -> Arrival:
    """Let an arrival count if it is current and nothing else of its group does."""
    counted.discard(arrival.revision)
    counts = arrival.current and not counted
    if counts:
        counted.add(arrival.revision)
    return replace(arrival, counted=counts)


def _groups(connection: Connection, new: Sequence[Arrival]) -> dict[int, int]:
    """Tell each new revision's group, by its first; a band belongs to the first that had it."""
    shingles = {
        revision: shingles_of(body)
        for revision, body in _bodies(connection, [a.revision for a in new]).items()
    }
    bands = {revision: bands_of(found) for revision, found in shingles.items()}
    owners = _owners(connection, [key for keys in bands.values() for key in keys])
    firsts = {
        first: shingles_of(body)
        for first, body in _bodies(connection, sorted(set(owners.values()))).items()
    }
    groups: dict[int, int] = {}
    owned: dict[int, int] = {}
    for revision in sorted(shingles):
        candidates = {owners[key] for key in bands[revision] if key in owners}
        found = original_of(shingles[revision], {first: firsts[first] for first in candidates})
        groups[revision] = revision if found is None else found
        if found is None:
            firsts[revision] = shingles[revision]
            for key in bands[revision]:
                if owners.setdefault(key, revision) == revision:
                    owned[key] = revision
    connection.execute(text(BANDS), {"keys": numbers(owned), "revisions": numbers(owned.values())})
    return groups


def _bodies(connection: Connection, revisions: Sequence[int]) -> Mapping[int, str]:
    rows = connection.execute(text(BODIES), {"revisions": list(revisions)})
    return {revision: body_of(_ZONES.validate_python(zones)) for revision, zones in rows}


def _owners(connection: Connection, keys: Sequence[int]) -> dict[int, int]:
    rows = connection.execute(text(OWNERS), {"keys": numbers(keys)})
    return {row.key: row.revision_id for row in rows}
