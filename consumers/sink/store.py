"""The only module that knows contracts and tables: it turns messages into rows, once each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import MappingProxyType

import sqlalchemy as sql
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import distinct_on, insert

from consumers.sink.forgotten import hold_forgotten, not_forgotten
from consumers.sink.offsets import Progress, claim_offsets
from consumers.sink.rows import ROWS, letter_row
from pipeline.database import copy_rows
from schemas import tables
from schemas.contracts import AnalysedArticle, DeadLetter, Retraction
from schemas.forgotten import hashes_in, hashes_of

FOUND = [table for table in ROWS if table is not tables.revision]  # what an analysis found
# What of a revision the analysis says, in the words of COPY; the rest is as it was received.
SAY = sql.text("""
UPDATE revision SET language = :language, zones = CAST(:zones AS jsonb),
    dateline = CAST(:dateline AS jsonb), credit = :credit, provenance = CAST(:provenance AS jsonb)
WHERE id = :id
""")
NEVER = datetime.min.replace(tzinfo=UTC)


# Article and revision -> when it was queued; of what is not here nobody knows.
Queued = Mapping[tuple[str, str], datetime]


@dataclass(frozen=True)
class Batch:
    """What is stored at once: messages, and the offsets that follow them."""

    progress: Sequence[Progress]
    analyses: Sequence[AnalysedArticle] = ()
    letters: Sequence[DeadLetter] = ()
    retractions: Sequence[Retraction] = ()
    queued: Queued = field(default_factory=dict)


def store_batch(connection: Connection, batch: Batch) -> int:
    """Store all of the batch with its offsets; return how many revisions were new.

    What was forgotten for good is passed over. All or nothing is the caller's transaction.
    Raises FencedError when another sink was here.
    """
    claim_offsets(connection, batch.progress)
    hold_forgotten(connection)
    letters = not_forgotten(connection, batch.letters, lambda d: hashes_in(d.key, d.original))
    analyses = not_forgotten(connection, batch.analyses, lambda a: hashes_of(a.id, a.url, a.outlet))
    retractions = not_forgotten(
        connection, batch.retractions, lambda r: hashes_of(r.article_id, r.url, None)
    )
    store_letters(connection, letters)
    return store_articles(connection, analyses, retractions, batch.queued)


def store_letters(connection: Connection, letters: Iterable[DeadLetter]) -> None:
    """Store dead letters; one that is there already stays as it is."""
    if rows := [letter_row(letter) for letter in letters]:
        connection.execute(insert(tables.dead_letter).on_conflict_do_nothing(), rows)


def store_articles(
    connection: Connection,
    analyses: Iterable[AnalysedArticle],
    retractions: Sequence[Retraction] = (),
    queued: Queued = MappingProxyType({}),
) -> int:
    """Store analyses as revisions of their articles and settle which of each is current.

    A revision that is there already is not stored again: it is known to be as recent as it was
    last fetched, and its rows are replaced by an answer that was asked for later than theirs.
    Returns how many were new.
    """
    latest: dict[tuple[str, str], AnalysedArticle] = {}
    for analysed in analyses:
        key = analysed.id, analysed.revision
        latest[key] = _of_both(latest[key], analysed) if key in latest else analysed
    articles = sorted({article for article, _ in latest} | {r.article_id for r in retractions})
    if not articles:
        return 0
    known = _known_revisions(connection, articles)
    new = [analysed for key, analysed in latest.items() if key not in known]
    stored = [(known[key], analysed) for key, analysed in latest.items() if key in known]
    _note_retractions(connection, retractions)
    _raise_times(connection, {there.id: analysed.fetched_at for there, analysed in stored})
    _replace(connection, [(there.id, a) for there, a in stored if _asked(a) > there.asked_at])
    _insert_new(connection, list(zip(_new_ids(connection, len(new)), new, strict=True)), queued)
    _settle_current(connection, articles)
    return len(new)


@dataclass(frozen=True)
class _Known:
    """A revision that is stored, and when its rows were asked for anew."""

    id: int
    asked_at: datetime


def _asked(analysed: AnalysedArticle) -> datetime:
    """Tell when an answer was asked for anew; one that was not is before all that were."""
    return analysed.provenance.asked_anew_at or NEVER


def _of_both(one: AnalysedArticle, other: AnalysedArticle) -> AnalysedArticle:
    """Of two answers to one revision give the one that counts, as recent as the later fetched."""
    later = max(one, other, key=lambda a: (_asked(a), a.fetched_at))  # of equals the first
    fetched = max(one.fetched_at, other.fetched_at)
    return later.model_copy(update={"fetched_at": fetched})


def _known_revisions(
    connection: Connection, articles: Sequence[str]
) -> dict[tuple[str, str], _Known]:
    """Give the articles' stored revisions; until the end nobody else may add to them."""
    ids = [{"id": article} for article in articles]
    connection.execute(insert(tables.article).on_conflict_do_nothing(), ids)
    article, revision = tables.article.c, tables.revision.c
    connection.execute(
        sql.select(article.id)
        .where(article.id.in_(articles))
        .order_by(article.id)
        .with_for_update()
    )
    asked = revision.provenance["asked_anew_at"].astext.cast(sql.DateTime(timezone=True))
    found = connection.execute(
        sql.select(revision.article_id, revision.fingerprint, revision.id, asked).where(
            revision.article_id.in_(articles)
        )
    )
    return {
        (article_id, fingerprint): _Known(number, asked_at or NEVER)
        for article_id, fingerprint, number, asked_at in found
    }


def _note_retractions(connection: Connection, retractions: Iterable[Retraction]) -> None:
    """Remember of each article when it was last taken back, whatever order that comes in."""
    article = tables.article
    then = sql.bindparam("then", type_=article.c.retracted_at.type)
    if rows := [{"known": r.article_id, "then": r.retracted_at} for r in retractions]:
        connection.execute(
            sql.update(article)
            .where(article.c.id == sql.bindparam("known"))
            .values(retracted_at=sql.func.greatest(article.c.retracted_at, then)),
            rows,
        )


def _raise_times(connection: Connection, fetched: Mapping[int, datetime]) -> None:
    revision = tables.revision
    later = sql.bindparam("later", type_=revision.c.fetched_at.type)
    if rows := [{"known": number, "later": time} for number, time in fetched.items()]:
        connection.execute(
            sql.update(revision)
            .where(revision.c.id == sql.bindparam("known"), revision.c.fetched_at < later)
            .values(fetched_at=later),
            rows,
        )


def _new_ids(connection: Connection, count: int) -> list[int]:
    sequence = sql.func.pg_get_serial_sequence("revision", "id")
    each = sql.func.generate_series(1, count).table_valued("number")
    return list(connection.scalars(sql.select(sql.func.nextval(sequence)).select_from(each)))


def _settle_current(connection: Connection, articles: Sequence[str]) -> None:
    """Make the revision fetched last the current one: a late arrival of an old one is history.

    So is whatever was fetched before its article was taken back, or in the same instant.
    Of two fetched at once the one stored last counts, so that a replay changes nothing.
    """
    article, revision = tables.article, tables.revision
    taken_back = sql.select(article.c.retracted_at).where(article.c.id == revision.c.article_id)
    standing = revision.c.fetched_at > taken_back.scalar_subquery()
    newest = (
        sql.select(revision.c.id)
        .where(revision.c.article_id.in_(articles), sql.func.coalesce(standing, sql.true()))
        .ext(distinct_on(revision.c.article_id))
        .order_by(revision.c.article_id, revision.c.fetched_at.desc(), revision.c.id.desc())
    )
    of_these = sql.update(revision).where(revision.c.article_id.in_(articles))
    retired = of_these.where(revision.c.current, revision.c.id.not_in(newest))
    connection.execute(retired.values(current=False))
    promoted = of_these.where(~revision.c.current, revision.c.id.in_(newest))
    connection.execute(promoted.values(current=True))


def _replace(connection: Connection, answers: Sequence[tuple[int, AnalysedArticle]]) -> None:
    """Put what an analysis found in the place of what an earlier one had found."""
    if not answers:
        return
    ids = [key for key, _ in answers]
    for table in reversed(FOUND):
        connection.execute(sql.delete(table).where(table.c.revision_id.in_(ids)))
    connection.execute(SAY, [row for key, a in answers for row in ROWS[tables.revision](key, a)])
    _insert(connection, FOUND, answers)


def _insert_new(
    connection: Connection, answers: Sequence[tuple[int, AnalysedArticle]], queued: Queued
) -> None:
    """Copy in revisions, with when they were queued, and all that was found in them."""
    rows = [
        {**row, "queued_at": queued.get((a.id, a.revision))}
        for key, a in answers
        for row in ROWS[tables.revision](key, a)
    ]
    copy_rows(connection, tables.revision, rows)
    _insert(connection, FOUND, answers)


def _insert(
    connection: Connection, into: Iterable[Table], answers: Sequence[tuple[int, AnalysedArticle]]
) -> None:
    """Copy in the rows of analyses, each table at once."""
    for table in into:
        rows_of = ROWS[table]
        copy_rows(connection, table, [row for key, a in answers for row in rows_of(key, a)])
