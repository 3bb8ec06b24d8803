"""Analyses made by hand: known rows without a language model."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from kafka import KafkaProducer

from pipeline.settings import Settings
from schemas.confidence import SHOWN_FROM
from schemas.contracts import (
    AnalysedArticle,
    Entity,
    Mention,
    Party,
    Provenance,
    Quotation,
    Stance,
    TextSpan,
    Tone,
    Zone,
)
from schemas.fingerprints import fingerprint
from schemas.topics import Topic, topics_of
from tests.stack.waiting import LAST_RESORT_SECONDS

TEXT = (
    "HARBOUR — Mayor José Venn opposes the new harbour toll. “The toll hurts 🐟 and "
    "fishermen,” Venn said. “We need none.” The WTO was praised."
)
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


def span(text: str, words: str, nth: int = 0) -> dict[str, object]:
    """Find words in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def analysed(
    article_id: str = "toll", text: str = TEXT, *, fetched_at: datetime = NOON, **changes: object
) -> AnalysedArticle:
    """Analyse TEXT, or a text that begins with it."""

    def at(words: str, nth: int = 0) -> TextSpan:
        return TextSpan(**span(text, words, nth))

    def mention(words: str, nth: int = 0, kind: str = "name") -> Mention:
        return Mention(kind=kind, **span(text, words, nth))

    made = AnalysedArticle(
        id=article_id,
        revision=fingerprint(text),
        outlet="The Harbour Gull",
        title="Toll divides harbour",
        fetched_at=fetched_at,
        text=text,
        zones=(Zone(name="dateline", **span(text, "HARBOUR —")),),
        credit=("AP",),
        entities=(
            Entity(
                id="e1",
                name="José Venn",
                type="PERSON",
                mentions=(mention("José Venn"), mention("Venn", 1)),
            ),
            Entity(
                id="e2", name="World Trade Organization", type="ORG", mentions=(mention("WTO"),)
            ),
        ),
        quotations=(
            Quotation(
                kind="direct",
                spans=(at("“The toll hurts 🐟 and fishermen,”"), at("“We need none.”")),
                cue=at("said"),
                speaker=at("Venn", 1),
                speaker_entities=("e1",),
                rule="passage-before-cue",
            ),
        ),
        stances=(
            Stance(
                holder=Party(name="José Venn", entity="e1", span=at("José Venn")),
                target=Party(name="harbour toll", span=at("the new harbour toll")),
                polarity="against",
                confidence=0.9,
                basis="predicate",
                evidence=at("Mayor José Venn opposes the new harbour toll."),
                rule="oppose",
            ),
            Stance(
                holder=Party(name="author", span=at("praised")),
                target=Party(name="WTO", entity="e2", span=at("WTO")),
                polarity="for",
                modality="possible",
                reported_by="e1",
                confidence=SHOWN_FROM,
                basis="model",
                evidence=at("The WTO was praised."),
                rule="praise",
            ),
        ),
        tone=(Tone(entity="e1", score=-0.5, sentences=2),),
        provenance=Provenance(code="1"),
    )
    return made.model_copy(update=changes)


def claim(
    article_id: str,
    holder: str,
    verb: str = "opposes",
    target: str = "harbour toll",
    *,
    more: str = "",
    short: str | None = None,
    hours: int = 0,
    **changes: object,
) -> AnalysedArticle:
    """Analyse "HOLDER opposes the TARGET." and what more the article says; `short` is in that."""
    text = f"{holder} {verb} the {target}. {more or article_id}"

    def at(words: str) -> TextSpan:
        return TextSpan(**span(text, words))

    names = [Mention(kind="name", **span(text, holder))]
    if short is not None:
        start = len(text) - len(more) + more.index(short)
        names.append(Mention(kind="name", start=start, end=start + len(short), text=short))
    made = AnalysedArticle(
        id=article_id,
        revision=fingerprint(text),
        outlet="The Harbour Gull",
        fetched_at=NOON + timedelta(hours=hours),
        text=text,
        zones=(Zone(name="body", start=0, end=len(text), text=text),),
        entities=(Entity(id="e1", name=holder, type="PERSON", mentions=tuple(names)),),
        stances=(
            Stance(
                holder=Party(name=holder, entity="e1", span=at(holder)),
                target=Party(name=target, span=at(target)),
                polarity="for" if verb == "supports" else "against",
                confidence=0.9,
                basis="predicate",
                evidence=at(f"{holder} {verb} the {target}."),
                rule="oppose",
            ),
        ),
        provenance=Provenance(code="1"),
    )
    return made.model_copy(update=changes)


def deliver(settings: Settings, analyses: Iterable[AnalysedArticle]) -> None:
    """Put analyses in their topic; returns when all are confirmed."""
    topic = topics_of(settings.namespace).analyses
    send(settings, topic, ((a.id.encode(), a.model_dump_json().encode()) for a in analyses))


def send(
    settings: Settings,
    topic: Topic,
    messages: Iterable[tuple[bytes | None, bytes]],
    partition: int | None = None,
) -> None:
    """Put bytes in a topic; returns when all are confirmed."""
    producer = KafkaProducer(bootstrap_servers=settings.kafka, acks="all")
    sent = [producer.send(topic.name, v, key=k, partition=partition) for k, v in messages]
    for future in sent:
        future.get(timeout=LAST_RESORT_SECONDS)
    producer.close()
