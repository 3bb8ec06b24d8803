"""Why a message got no answer, told so that it can be sent, stored and read."""

from dataclasses import dataclass

from schemas.vocabulary import RejectionKind

REASON_LENGTH = 2_000  # what the contract of a dead letter takes


@dataclass(frozen=True)
class Rejection:
    """Why a message cannot be answered by an analysis."""

    kind: RejectionKind
    reason: str


def readable(reason: str) -> str:
    """Give a reason that UTF-8 and PostgreSQL can hold, and no longer than the contract says."""
    encodable = reason.encode("utf-8", "backslashreplace").decode().replace("\0", "\\0")
    return encodable[:REASON_LENGTH] or "no reason given"
