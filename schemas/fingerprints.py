"""Names of texts by what they say."""

import hashlib


def fingerprint(text: str) -> str:
    """Name a text by its content: the first 32 hex digits of its SHA-256 sum."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
