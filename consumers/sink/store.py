"""The only module that knows contracts and tables: it turns messages into rows, once each."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sql
from sqlalchemy import Connection, Table
from sqlalchemy.dialects.postgresql import distinct_on, insert

from consumers.sink.offsets import Progress, claim_offsets
from pipeline.database import Row, copy_rows
from schemas import tables
from schemas.addresses import id_today
from schemas.contracts import AnalysedArticle, DeadLetter, TextSpan


@dataclass(frozen=True)
class Batch:
    """What is stored at once: messages, and the offsets that follow them."""

    progress: Sequence[Progress]
    analyses: Sequence[AnalysedArticle] = ()
    letters: Sequence[DeadLetter] = ()


def store_batch(connection: Connection, batch: Batch) -> int:
    """Store all of the batch with its offsets; return how many revisions were new.

    All or nothing is the caller's transaction. Raises FencedError when another sink was here.
    """
    claim_offsets(connection, batch.progress)
    store_letters(connection, batch.letters)
    return store_revisions(connection, batch.analyses)


def store_letters(connection: Connection, letters: Iterable[DeadLetter]) -> None:
    """Store dead letters; one that is there already stays as it is."""
    if rows := [_letter_row(letter) for letter in letters]:
        connection.execute(insert(tables.dead_letter).on_conflict_do_nothing(), rows)


def store_revisions(connection: Connection, analyses: Iterable[AnalysedArticle]) -> int:
    """Store analyses as revisions of their articles and settle which of each is current.

    A revision that is there already is not stored again; it is only known to be as recent as
    it was last fetched. Returns how many were new.
    """
    latest: dict[tuple[str, str], AnalysedArticle] = {}
    for analysed in analyses:
        seen = latest.setdefault((analysed.id, analysed.revision), analysed)
        if analysed.fetched_at > seen.fetched_at:
            latest[analysed.id, analysed.revision] = analysed
    if not latest:
        return 0
    articles = sorted({article for article, _ in latest})
    known = _known_revisions(connection, articles)
    new = [analysed for key, analysed in latest.items() if key not in known]
    _raise_times(connection, {known[k]: a.fetched_at for k, a in latest.items() if k in known})
    _insert_new(connection, list(zip(_new_ids(connection, len(new)), new, strict=True)))
    _settle_current(connection, articles)
    return len(new)


def _known_revisions(connection: Connection, articles: Sequence[str]) -> dict[tuple[str, str], int]:
    """Give the ids of the articles' revisions; until the end nobody else may add to them."""
    ids = [{"id": article} for article in articles]
    connection.execute(insert(tables.article).on_conflict_do_nothing(), ids)
    article, revision = tables.article.c, tables.revision.c
    connection.execute(
        sql.select(article.id)
        .where(article.id.in_(articles))
        .order_by(article.id)
        .with_for_update()
    )
    found = connection.execute(
        sql.select(revision.article_id, revision.fingerprint, revision.id).where(
            revision.article_id.in_(articles)
        )
    )
    return {(article_id, fingerprint): number for article_id, fingerprint, number in found}


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

    Of two fetched at once the one stored last counts, so that a replay changes nothing.
    """
    revision = tables.revision
    newest = (
        sql.select(revision.c.id)
        .where(revision.c.article_id.in_(articles))
        .ext(distinct_on(revision.c.article_id))
        .order_by(revision.c.article_id, revision.c.fetched_at.desc(), revision.c.id.desc())
    )
    of_these = sql.update(revision).where(revision.c.article_id.in_(articles))
    retired = of_these.where(revision.c.current, revision.c.id.not_in(newest))
    connection.execute(retired.values(current=False))
    promoted = of_these.where(~revision.c.current, revision.c.id.in_(newest))
    connection.execute(promoted.values(current=True))


def _insert_new(connection: Connection, revisions: Sequence[tuple[int, AnalysedArticle]]) -> None:
    """Copy in all rows of new revisions, each table at once."""
    for table, rows_of in ROWS.items():
        copy_rows(connection, table, [row for key, a in revisions for row in rows_of(key, a)])


def _revision_rows(key: int, analysed: AnalysedArticle) -> Iterator[Row]:
    yield {
        "id": key,
        "article_id": analysed.id,
        "fingerprint": analysed.revision,
        "outlet": analysed.outlet,
        "url": analysed.url,
        "title": analysed.title,
        "authors": list(analysed.authors),
        "published_at": analysed.published_at,
        "fetched_at": analysed.fetched_at,
        "text": analysed.text,
        "language": analysed.language,
        "zones": json.dumps([zone.model_dump() for zone in analysed.zones]),
        "dateline": None if analysed.dateline is None else analysed.dateline.model_dump_json(),
        "credit": list(analysed.credit),
        "provenance": analysed.provenance.model_dump_json(),
    }


def _entity_rows(key: int, analysed: AnalysedArticle) -> Iterator[Row]:
    for entity in analysed.entities:
        yield {"revision_id": key, "id": entity.id, "name": entity.name, "type": entity.type}


def _mention_rows(key: int, analysed: AnalysedArticle) -> Iterator[Row]:
    for entity in analysed.entities:
        for number, mention in enumerate(entity.mentions):
            yield {
                "revision_id": key,
                "entity_id": entity.id,
                "number": number,
                "kind": mention.kind,
                **_span(mention),
            }


def _quotation_rows(key: int, analysed: AnalysedArticle) -> Iterator[Row]:
    for number, quotation in enumerate(analysed.quotations):
        yield {
            "revision_id": key,
            "number": number,
            "kind": quotation.kind,
            **_span(quotation.cue, "cue_"),
            **_span(quotation.speaker, "speaker_"),
            "rule": quotation.rule,
        }


def _quotation_span_rows(key: int, analysed: AnalysedArticle) -> Iterator[Row]:
    for quotation, found in enumerate(analysed.quotations):
        for number, span in enumerate(found.spans):
            yield {"revision_id": key, "quotation": quotation, "number": number, **_span(span)}


def _quotation_speaker_rows(key: int, analysed: AnalysedArticle) -> Iterator[Row]:
    for quotation, found in enumerate(analysed.quotations):
        for entity in found.speaker_entities:
            yield {"revision_id": key, "quotation": quotation, "entity_id": entity}


def _stance_rows(key: int, analysed: AnalysedArticle) -> Iterator[Row]:
    for number, stance in enumerate(analysed.stances):
        yield {
            "revision_id": key,
            "number": number,
            "holder": stance.holder.name,
            "holder_entity": stance.holder.entity,
            **_span(stance.holder.span, "holder_"),
            "target": stance.target.name,
            "target_entity": stance.target.entity,
            **_span(stance.target.span, "target_"),
            "polarity": stance.polarity,
            "confidence": stance.confidence,
            "negated": stance.negated,
            "modality": stance.modality,
            "reported_by": stance.reported_by,
            "basis": stance.basis,
            **_span(stance.evidence, "evidence_"),
            "rule": stance.rule,
        }


def _tone_rows(key: int, analysed: AnalysedArticle) -> Iterator[Row]:
    for tone in analysed.tone:
        yield {
            "revision_id": key,
            "entity_id": tone.entity,
            "score": tone.score,
            "sentences": tone.sentences,
        }


def _span(span: TextSpan | None, prefix: str = "") -> Row:
    values = (None, None, None) if span is None else (span.start, span.end, span.text)
    return dict(zip((f"{prefix}starts", f"{prefix}ends", f"{prefix}text"), values, strict=True))


def _letter_row(letter: DeadLetter) -> Row:
    article, fingerprint = _named_in(letter.original)
    return {
        "id": letter.id,
        "topic": letter.topic,
        "partition": letter.partition,
        "record_offset": letter.offset,
        "key": letter.key,
        "original": letter.original,
        "kind": letter.kind,
        "reason": letter.reason,
        "rejected_by": letter.rejected_by,
        "rejected_at": letter.rejected_at,
        "article_id": article,
        "fingerprint": fingerprint,
    }


def _named_in(original: bytes) -> tuple[str | None, str | None]:
    """Read the article's id and revision out of a rejected message, as far as it has them."""
    try:
        message = json.loads(original)
    except (ValueError, RecursionError):
        return None, None
    if not isinstance(message, dict):
        return None, None
    names = (message.get("article_id", message.get("id")), message.get("revision"))
    article, fingerprint = (n if isinstance(n, str) and _storable(n) else None for n in names)
    url = message.get("url")
    if article is not None and isinstance(url, str):
        article = id_today(article, url)
    return article, fingerprint


def _storable(name: str) -> bool:
    return len(name) <= NAME_LENGTH and name.isprintable()


NAME_LENGTH = 300  # what the contracts take as an id
# In the order in which rows may refer to one another.
ROWS: Mapping[Table, Callable[[int, AnalysedArticle], Iterator[Row]]] = {
    tables.revision: _revision_rows,
    tables.entity: _entity_rows,
    tables.mention: _mention_rows,
    tables.quotation: _quotation_rows,
    tables.quotation_span: _quotation_span_rows,
    tables.quotation_speaker: _quotation_speaker_rows,
    tables.stance: _stance_rows,
    tables.entity_tone: _tone_rows,
}
