"""What the sink takes from Kafka, decoded: an analysis, a dead letter, or why it is neither."""

from dataclasses import dataclass, replace

from kafka.consumer.fetcher import ConsumerRecord
from pydantic import ValidationError

from consumers.dead_letters import rejection
from pipeline.rejection import Rejection, readable
from schemas.addresses import id_today
from schemas.contracts import AnalysedArticle, DeadLetter
from schemas.vocabulary import RejectionKind

REJECTED_BY = "sink"


@dataclass(frozen=True)
class Arrival:
    """One record, its place and what it says."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    original: bytes
    content: AnalysedArticle | DeadLetter | Rejection

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


def named_today(content: AnalysedArticle | DeadLetter) -> AnalysedArticle | DeadLetter:
    """Give an analysis the id of today's rules: it may have been published under older ones."""
    if isinstance(content, DeadLetter):
        return content
    return content.model_copy(update={"id": id_today(content.id, content.url)})


def arrival(record: ConsumerRecord, contract: type[AnalysedArticle] | type[DeadLetter]) -> Arrival:
    """Decode a record by its topic's contract; one that does not fit is a rejection."""
    original = record.value or b""
    content: AnalysedArticle | DeadLetter | Rejection
    try:
        content = named_today(contract.model_validate_json(original))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "message"
        reason = f"{field}: {first['msg']}; {error.error_count()} faults in all"
        content = Rejection(RejectionKind.UNDECODABLE, readable(reason))
    return Arrival(record.topic, record.partition, record.offset, record.key, original, content)
