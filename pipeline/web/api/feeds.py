"""New rows as an Atom feed, which a feed reader follows; each entry leads to its words."""

import hashlib
import io
import unicodedata
from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import urljoin

from fastapi import Request
from fastapi.responses import Response
from feedgenerator import Atom1Feed

from pipeline.database import Row
from pipeline.web.answers import address

TELLING = ("article_id", "revision", "holder", "target", "evidence_starts", "starts", "quotation")


def feed_of(request: Request, name: str, rows: list[Row]) -> Response:
    """Write rows as a feed; Atom wants an id of each, which stays while the row says the same."""
    feed = Atom1Feed(
        title=f"stancewire: {name}",
        link=str(request.base_url),
        description="",
        feed_url=str(request.url),
        language="en",
    )
    for row in rows:
        at = row.get("evidence_starts", row.get("starts"))
        place = address("articles", row["article_id"]) + ("" if at is None else f"#c{at}")
        feed.add_item(
            title=_clean(TITLES[name](row)),
            link=urljoin(str(request.base_url), place),
            description=escape(_clean(_words(row))),  # which readers take for HTML
            unique_id=_id(row),
            pubdate=row["dated"],
            updateddate=row["dated"],
            author_name=_clean(str(row["outlet"] or "")) or None,
        )
    out = io.StringIO()
    feed.write(out, "utf-8")
    return Response(out.getvalue(), media_type="application/atom+xml")


def _of_article(row: Row) -> str:
    return str(row["title"] or row["article_id"])


def _of_quotation(row: Row) -> str:
    names = row["speaker_names"]
    return ", ".join(map(str, names)) if isinstance(names, list) and names else "Somebody"


def _of_stance(row: Row) -> str:
    return f"{row['holder_name']} {row['side']} {row['issue_name']}"


TITLES: Mapping[str, Callable[[Row], str]] = {
    "articles": _of_article,
    "quotations": _of_quotation,
    "stances": _of_stance,
}


def _words(row: Row) -> str:
    return str(row.get("evidence") or row.get("quotation") or "")


def _id(row: Row) -> str:
    told = "\0".join(str(row[name]) for name in TELLING if name in row)
    return f"urn:sha256:{hashlib.sha256(told.encode()).hexdigest()}"


def _clean(told: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(c for c in told if unicodedata.category(c) not in ("Cc", "Cs") or c in "\n\t")
