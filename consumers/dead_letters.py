"""Dead letters: messages that could not be answered, with their place and the reason."""

from pipeline.rejection import Rejection
from schemas.contracts import DeadLetter


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
