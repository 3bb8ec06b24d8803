"""What messages are as rows: the columns of every table, and the tables in their order."""

import json
from collections.abc import Callable, Iterator, Mapping

from sqlalchemy import Table

from pipeline.database import Row
from schemas import tables
from schemas.addresses import id_today
from schemas.contracts import AnalysedArticle, DeadLetter, TextSpan


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
        "licence": analysed.licence,
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


def letter_row(letter: DeadLetter) -> Row:
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
