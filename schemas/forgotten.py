"""What was forgotten for good is known by hashes alone: of articles' ids and outlets' names."""

import hashlib
import json
from contextlib import suppress

from schemas.addresses import id_today, page_id


def hash_of_article(article_id: str) -> str:
    """Name an article so that nobody can read who it is, but can ask whether it is this one."""
    return _hashed("article", article_id)


def hash_of_outlet(name: str) -> str:
    """Name an outlet likewise, whatever its case and spaces."""
    return _hashed("outlet", outlet_key(name))


def outlet_key(name: str) -> str:
    """Write an outlet's name the one way it is compared by here."""
    return " ".join(name.split()).casefold()


def hashes_of(article_id: str, url: str | None, outlet: str | None) -> frozenset[str]:
    """Give all the hashes under which an article may have been forgotten."""
    found = {hash_of_article(id_today(article_id, url))}
    if url is not None:
        with suppress(ValueError):  # no page's address: the article goes by its id
            found.add(hash_of_article(page_id(url)))
    if outlet is not None:
        found.add(hash_of_outlet(outlet))
    return frozenset(found)


def hashes_in(key: bytes | None, message: bytes) -> frozenset[str]:
    """Give those of a message of any kind, as far as its key and its fields tell."""
    found = set() if key is None else {hash_of_article(key.decode(errors="replace"))}
    try:
        fields = json.loads(message)
    except (ValueError, RecursionError):
        return frozenset(found)
    if isinstance(fields, dict):
        names = (
            fields.get("article_id", fields.get("id")),
            fields.get("url"),
            fields.get("outlet"),
        )
        article, url, outlet = (name if isinstance(name, str) else None for name in names)
        found |= hashes_of(article or "", url, outlet)
    return frozenset(found)


def _hashed(kind: str, name: str) -> str:
    return hashlib.sha256(f"{kind}\0{name}".encode(errors="replace")).hexdigest()
