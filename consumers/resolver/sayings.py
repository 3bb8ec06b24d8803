"""Sayings, in rows: quotations that print the same words of one speaker have one number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from consumers.resolver.arrivals import Arrival
from consumers.resolver.mint import Mint
from pipeline.corpus.sayings import Saying, prints_of, same_saying, saying_of
from pipeline.database import numbers
from schemas.vocabulary import QuotationKind

# Page furniture may have a print ten thousand times; the first of them decide.
MOST_ALIKE = 20

QUOTATIONS = """
SELECT quotation.revision_id, quotation.number, kind, saying,
    array(
        SELECT text FROM quotation_span AS s
        WHERE s.revision_id = quotation.revision_id AND s.quotation = quotation.number
        ORDER BY number
    ) AS spans,
    (SELECT min(identity_id)
     FROM quotation_speaker AS s
     JOIN entity_identity USING (revision_id, entity_id)
     JOIN identity_form ON identity_form.id = form_id
     WHERE s.revision_id = quotation.revision_id AND s.quotation = quotation.number) AS speaker
FROM quotation
LEFT JOIN quotation_saying AS said
    ON said.revision_id = quotation.revision_id AND said.quotation = quotation.number
WHERE {those}
ORDER BY quotation.revision_id, quotation.number
"""
OF_REVISIONS = QUOTATIONS.replace("{those}", "quotation.revision_id = ANY(:revisions)")
AT_PLACES = QUOTATIONS.replace(
    "{those}",
    "(quotation.revision_id, quotation.number) IN ("
    " SELECT * FROM unnest(CAST(:revisions AS bigint[]), CAST(:numbers AS integer[])))",
)
ALIKE = """
SELECT print, found.revision_id, found.quotation
FROM unnest(CAST(:prints AS bigint[])) AS asked (print)
CROSS JOIN LATERAL (
    SELECT revision_id, quotation FROM saying_print
    WHERE saying_print.print = asked.print
    ORDER BY revision_id, quotation LIMIT :most
) AS found
"""
NEW_PRINTS = """
INSERT INTO saying_print (print, revision_id, quotation)
SELECT * FROM unnest(
    CAST(:prints AS bigint[]), CAST(:revisions AS bigint[]), CAST(:numbers AS integer[])
)
ON CONFLICT DO NOTHING
"""
SAYINGS = """
INSERT INTO quotation_saying (revision_id, quotation, saying)
SELECT told.* FROM unnest(
    CAST(:revisions AS bigint[]), CAST(:numbers AS integer[]), CAST(:sayings AS bigint[])
) AS told (revision_id, number, saying)
JOIN quotation USING (revision_id, number)
FOR KEY SHARE OF quotation
ON CONFLICT (revision_id, quotation) DO UPDATE SET saying = EXCLUDED.saying
"""
# Of what was told before only what is otherwise now is written. What `reprocess` replaced
# meanwhile is told when its turn comes.
VOICES = """
INSERT INTO quotation_voice
SELECT told.* FROM voice_told AS told
JOIN quotation ON quotation.revision_id = told.revision_id AND quotation.number = told.quotation
JOIN quotation_speaker AS speaker ON speaker.revision_id = told.revision_id
    AND speaker.quotation = told.quotation AND speaker.entity_id = told.entity_id
WHERE told.revision_id = ANY(:revisions)
FOR SHARE OF quotation
FOR KEY SHARE OF speaker
ON CONFLICT (revision_id, quotation, entity_id) DO UPDATE
SET form_id = EXCLUDED.form_id, saying = EXCLUDED.saying, dated = EXCLUDED.dated,
    outlet = EXCLUDED.outlet, current = EXCLUDED.current, kind = EXCLUDED.kind,
    hidden = EXCLUDED.hidden, copies = EXCLUDED.copies
WHERE quotation_voice IS DISTINCT FROM EXCLUDED
"""

_Place = tuple[int, int]


@dataclass(frozen=True)
class _Quotation:
    """A quotation's place, what it is compared by, and the number it has."""

    place: _Place
    saying: Saying | None
    number: int | None


def tell_sayings(connection: Connection, arrivals: Sequence[Arrival], mint: Mint) -> None:
    """Write which quotations of the arrivals are one with which, once told who speaks.

    A quotation that has a number keeps it; every other has that of the first that is the same.
    """
    here = {"revisions": [arrival.revision for arrival in arrivals]}
    new = [q for q in _quotations(connection, OF_REVISIONS, here) if q.number is None]
    prints = {q.place: () if q.saying is None else prints_of(q.saying) for q in new}
    alike = _alike(connection, {name for names in prints.values() for name in names})
    told: dict[_Place, int] = {}
    for quotation in new:
        found = _first_same(quotation, prints[quotation.place], alike)
        told[quotation.place] = mint.number() if found is None else found
        one = _Quotation(quotation.place, quotation.saying, told[quotation.place])
        for name in prints[quotation.place]:
            alike[name].append(one)
    _write(connection, told, prints)


def tell_voices(connection: Connection, arrivals: Sequence[Arrival]) -> None:
    """Write what is counted of each speaker of the arrivals, once all else of them is told."""
    connection.execute(text(VOICES), {"revisions": [arrival.revision for arrival in arrivals]})


def _first_same(
    quotation: _Quotation, prints: Iterable[int], alike: Mapping[int, list[_Quotation]]
) -> int | None:
    same = (
        other.number
        for name in prints
        for other in alike.get(name, ())
        if quotation.saying is not None
        and other.saying is not None
        and other.number is not None
        and same_saying(quotation.saying, other.saying)
    )
    return min(same, default=None)


def _alike(connection: Connection, prints: Iterable[int]) -> dict[int, list[_Quotation]]:
    """Give what is stored with some prints, but for what is there no longer."""
    asked = {"prints": numbers(prints), "most": MOST_ALIKE}
    rows = connection.execute(text(ALIKE), asked).all()
    places = {(revision, number) for _, revision, number in rows}
    sought = {"revisions": numbers(r for r, _ in places), "numbers": numbers(n for _, n in places)}
    found = {q.place: q for q in _quotations(connection, AT_PLACES, sought)}
    alike: dict[int, list[_Quotation]] = defaultdict(list)
    for name, *place in rows:
        if (quotation := found.get(tuple(place))) is not None:
            alike[name].append(quotation)
    return alike


def _quotations(
    connection: Connection, those: str, asked: Mapping[str, object]
) -> Iterator[_Quotation]:
    for row in connection.execute(text(those), asked):
        saying = saying_of(QuotationKind(row.kind), row.spans, row.speaker)
        yield _Quotation((row.revision_id, row.number), saying, row.saying)


def _write(
    connection: Connection, told: Mapping[_Place, int], prints: Mapping[_Place, Iterable[int]]
) -> None:
    said = {
        "revisions": numbers(revision for revision, _ in told),
        "numbers": numbers(number for _, number in told),
        "sayings": numbers(told.values()),
    }
    connection.execute(text(SAYINGS), said)
    printed = [(name, *place) for place, names in prints.items() for name in names]
    given = {
        "prints": numbers(name for name, _, _ in printed),
        "revisions": numbers(revision for _, revision, _ in printed),
        "numbers": numbers(number for _, _, number in printed),
    }
    connection.execute(text(NEW_PRINTS), given)
