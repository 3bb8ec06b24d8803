"""Dead letters: messages that could not be answered, with their place and the reason."""

from dataclasses import dataclass

from schemas.contracts import DeadLetter
from schemas.vocabulary import RejectionKind

REASON_LENGTH = 2_000  # what the contract of a dead letter takes


@dataclass(frozen=True)
class Rejection:
    """Why a message cannot be answered by an analysis."""

    kind: RejectionKind
    reason: str


def rejection(
    place: tuple[str, int, int], key: bytes | None, original: bytes | None, why: Rejection, by: str
) -> DeadLetter:
    """Make the dead letter of the message at `place` (topic, partition, offset), bytes kept."""
    topic, partition, offset = place
    return DeadLetter(
        topic=topic,
        partition=partition,
        offset=offset,
        key=key,
        original=original or b"",
        kind=why.kind,
        reason=why.reason,
        rejected_by=by,
    )


def readable(reason: str) -> str:
    """Give a reason that UTF-8 and PostgreSQL can hold, and no longer than the contract says."""
    encodable = reason.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
    return encodable[:REASON_LENGTH] or "no reason given"
