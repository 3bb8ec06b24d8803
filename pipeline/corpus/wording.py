"""Wording: a text's words as they are compared, whatever page they stood on, and 64-bit names."""

import re
import unicodedata
from hashlib import blake2b

from pipeline.analysis.received.as_read import as_read

# What reads as it stands: of the evidence of 976 political articles, 98 in a hundred.
_PLAIN = re.compile(r"[ !\"#$%'()*+,./0-9:;=?@A-Z\[\]^_a-z|~À-ɏ–—‘’“”…-]*")
_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")


def folded_words(text: str) -> list[str]:
    """Give the words of a text as read, without marks, case and accents, in linear time.

    Markup, unseen characters and the line ends of a page are not read: "can&rsquo;t" is "can t".
    """
    words = (text if _PLAIN.fullmatch(text) else as_read(text).text).casefold()
    if not words.isascii():
        words = _ACCENTS.sub("", unicodedata.normalize("NFKD", words))
    return _WORD.findall(words)


def name_of(words: bytes) -> int:
    """Name words by 64 bits that PostgreSQL's bigint holds, alike on every machine and run."""
    return int.from_bytes(blake2b(words, digest_size=8).digest(), "little", signed=True)


def statement_key(evidence: str) -> int:
    """Name what proves a stance, however it is printed: rows of one key say one thing."""
    return name_of(" ".join(folded_words(evidence)).encode())
