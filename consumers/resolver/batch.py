"""A batch: what waits is resolved and written with its turn, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from consumers.resolver import arrivals as queue
from consumers.resolver.arrivals import Arrival
from consumers.resolver.copies import grouped, heirs
from consumers.resolver.corpus import Corpus
from consumers.resolver.corrections import applied, corrections, forms_of_identities, obey
from consumers.resolver.sayings import tell_sayings, tell_voices
from consumers.resolver.statements import revise_statements, tell_statements
from consumers.resolver.turns import end_turn, take_turn
from pipeline.corpus.identities import Identity
from pipeline.corpus.sightings import SHORT
from schemas.vocabulary import Corrected

RESOLVED = """
INSERT INTO resolved (revision_id, copies, counted)
SELECT * FROM unnest(
    CAST(:revisions AS bigint[]), CAST(:copies AS bigint[]), CAST(:counted AS boolean[])
)
ON CONFLICT (revision_id) DO UPDATE SET copies = EXCLUDED.copies, counted = EXCLUDED.counted
"""


@dataclass(frozen=True)
class Done:
    """What one batch did."""

    articles: int
    corrections: int


def resolve_batch(connection: Connection, corpus: Corpus, limit: int) -> Done:
    """Obey the corrections that wait, and resolve up to `limit` of the revisions that do.

    All or nothing is the caller's transaction; when it fails, the corpus is no longer true.
    Raises OvertakenError when another resolver was here.
    """
    take_turn(connection, corpus.turn)
    corpus.work_on(connection)
    mended = corpus.issues.mend(connection)
    corrected = _obey(connection, corpus)
    arrivals = queue.waiting(connection, limit)
    if arrivals:
        _resolve(connection, corpus, arrivals)
    if arrivals or corrected or mended:
        corpus.turn += 1
        end_turn(connection, corpus.turn)
    return Done(len(arrivals), corrected)


def _obey(connection: Connection, corpus: Corpus) -> int:
    waiting = corrections(connection, waiting=True)
    if not waiting:
        return 0
    engine = corpus.identities.engine
    for correction in waiting:
        if correction.list is Corrected.ISSUES:
            corpus.issues.obey(connection, correction.kind, correction.body)
            continue
        forms, ids = obey(correction, engine)
        forms |= forms_of_identities(connection, ids)
        forms |= {one for form in forms for one in engine.forms_with(form)}
        corpus.identities.settle(connection, forms)
        shorts = {form.removeprefix(SHORT) for form in forms if form.startswith(SHORT)}
        queue.again(connection, corpus.identities.named(connection, shorts, set()))
    corpus.follow_identities()
    corpus.issues.settle(connection, ())
    applied(connection, waiting)
    return len(waiting)


def _resolve(connection: Connection, corpus: Corpus, arrivals: Sequence[Arrival]) -> None:
    settled = grouped(connection, arrivals)
    engine = corpus.identities.engine
    for before, now in zip(arrivals, settled, strict=True):
        if now.counted and not before.counted:
            engine.learn(now.sightings)
        elif before.counted and not now.counted:
            engine.forget(now.sightings)
    corpus.outdated |= any(_is_answered_anew(arrival) for arrival in arrivals)
    told = corpus.identities.tell(connection, settled)
    rows = {
        "revisions": [arrival.revision for arrival in settled],
        "copies": [arrival.copies for arrival in settled],
        "counted": [arrival.counted for arrival in settled],
    }
    connection.execute(text(RESOLVED), rows)
    changed = [
        (before, now)
        for before, now in zip(arrivals, settled, strict=True)
        if not before.told or before.counted != now.counted
    ]
    _tell_the_rest(connection, corpus, changed, told)
    revise_statements(connection, [now for now in settled if now.told])
    tell_voices(connection, settled)
    again = corpus.identities.to_tell_again(connection) | heirs(connection, arrivals, settled)
    queue.done(connection, arrivals)
    queue.again(connection, again - {arrival.revision for arrival in settled})


def _is_answered_anew(arrival: Arrival) -> bool:
    """Tell whether other rows took the place of those that an article was learnt by."""
    return arrival.counted and not arrival.told and bool(arrival.sightings)


def _tell_the_rest(
    connection: Connection,
    corpus: Corpus,
    changed: Sequence[tuple[Arrival, Arrival]],
    told: Mapping[tuple[int, str], Identity],
) -> None:
    """Tell of articles that are new, or count otherwise than before, what they speak of.

    Of those that wait since others tell who somebody is, only that had to be told again.
    """
    if changed:
        corpus.follow_identities()
        before, now = zip(*changed, strict=True)
        issues = corpus.issues.tell(connection, before, now, told)
        tell_statements(connection, now, told, issues, corpus.mints["statement"])
        tell_sayings(connection, now, corpus.mints["statement"])
