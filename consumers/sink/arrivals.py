"""What the sink takes from Kafka, decoded: an analysis, a retraction, a dead letter, or a fault."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from kafka.consumer.fetcher import ConsumerRecord
from pydantic import ValidationError

from consumers.dead_letters import rejection
from pipeline.rejection import Rejection, readable
from schemas.addresses import id_today
from schemas.contracts import AnalysedArticle, DeadLetter, Retraction, retraction_in
from schemas.topics import QUEUED_AT
from schemas.vocabulary import RejectionKind

REJECTED_BY = "sink"
Content = AnalysedArticle | Retraction | DeadLetter


@dataclass(frozen=True)
class Arrival:
    """One record, its place and what it says."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    original: bytes
    content: Content | Rejection
    queued_at: datetime | None = None  # when the article came to Kafka, where its answer says so

    def refused(self, reason: str) -> "Arrival":
        """Give the same arrival, its content replaced by why the database refuses it."""
        why = Rejection(RejectionKind.REFUSED_BY_DATABASE, readable(reason))
        return replace(self, content=why)

    @property
    def letter(self) -> DeadLetter | None:
        """The dead letter that a rejected arrival becomes; None when it is not rejected."""
        if not isinstance(self.content, Rejection):
            return None
        place = (self.topic, self.partition, self.offset)
        return rejection(place, self.key, self.original, self.content, REJECTED_BY)


def named_today(content: Content) -> Content:
    """Give what is said of an article the id of today's rules: it may come under older ones."""
    if isinstance(content, DeadLetter):
        return content
    if isinstance(content, Retraction):
        renamed = id_today(content.article_id, content.url)
        return content.model_copy(update={"article_id": renamed})
    return content.model_copy(update={"id": id_today(content.id, content.url)})


def arrival(record: ConsumerRecord, contract: type[AnalysedArticle] | type[DeadLetter]) -> Arrival:
    """Decode a record by its topic's contract; one that does not fit is a rejection.

    Where analyses are awaited, retractions come too.
    """
    original = record.value or b""
    content: Content | Rejection | None
    try:
        content = contract.model_validate_json(original)
    except ValidationError as error:
        content = retraction_in(original) if contract is AnalysedArticle else None
        content = content or _rejected(error)
    if not isinstance(content, Rejection):
        content = named_today(content)
    return Arrival(
        record.topic,
        record.partition,
        record.offset,
        record.key,
        original,
        content,
        _queued_at(record),
    )


def queued(arrivals: Iterable[Arrival]) -> dict[tuple[str, str], datetime]:
    """Tell when each revision among these came to Kafka first, as far as its answers say so."""
    times: dict[tuple[str, str], datetime] = {}
    for one in arrivals:
        if isinstance(one.content, AnalysedArticle) and one.queued_at is not None:
            times.setdefault((one.content.id, one.content.revision), one.queued_at)
    return times


def _queued_at(record: ConsumerRecord) -> datetime | None:
    said = dict(record.headers).get(QUEUED_AT)
    try:
        return None if said is None else datetime.fromtimestamp(int(said) / 1000, UTC)
    except (ValueError, OverflowError, OSError):  # not written by us
        return None


def _rejected(error: ValidationError) -> Rejection:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or "message"
    reason = f"{field}: {first['msg']}; {error.error_count()} faults in all"
    return Rejection(RejectionKind.UNDECODABLE, readable(reason))
