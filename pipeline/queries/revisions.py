"""How an article changed: words that came and went from revision to revision, and stances."""

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import Engine

from pipeline.compared import Beside, compared
from pipeline.database import Row
from pipeline.queries.called import read
from schemas.addresses import page_id

TEXTS = """
SELECT r.id, fingerprint AS revision, current, fetched_at, title, text,
    coalesce(fetched_at <= retracted_at, FALSE) AS retracted,
    gone_at(r.article_id) AS gone_at
FROM revision AS r JOIN article ON article.id = r.article_id
WHERE r.article_id = :id
ORDER BY r.id
"""
STANCES = """
SELECT revision_id, holder_name, side, issue_name, evidence
FROM stance_history
WHERE article_id = :id AND confidence >= :min_confidence AND (:with_wrong OR NOT hidden)
ORDER BY revision_id, number
"""
_SIDES = {"for": "is for", "against": "is against", "neutral": "is neutral towards"}


def article_called(name: str) -> str:
    """Give the id of the article that an address or an id names."""
    try:
        return page_id(name)
    except ValueError:
        return name


def revisions(
    engine: Engine, article_id: str, min_confidence: float, *, with_wrong: bool = False
) -> list[Row]:
    """Give the revisions of an article, the first first, each with what it changed.

    Words are those of passages that the revision before lacks, or has and this one lacks.
    """
    told = read(
        engine, STANCES, id=article_id, min_confidence=min_confidence, with_wrong=with_wrong
    )
    stances = {
        revision: {_said(row): str(row["evidence"]) for row in rows}
        for revision, rows in groupby(told, key=lambda row: row["revision_id"])
    }
    return list(_changes(read(engine, TEXTS, id=article_id), stances))


def _changes(rows: list[Row], stances: dict[object, dict[str, str]]) -> Iterator[Row]:
    before: Row | None = None
    for row in rows:
        beside = [] if before is None else list(compared(str(before["text"]), str(row["text"])))
        now, then = stances.get(row["id"], {}), stances.get(before["id"], {}) if before else {}
        added, removed = _passages(beside, "later"), _passages(beside, "earlier")
        yield {
            **{name: value for name, value in row.items() if name not in ("id", "text")},
            "added": added,
            "removed": removed,
            "words_added": sum(len(words.split()) for words in added),
            "words_removed": sum(len(words.split()) for words in removed),
            "stances_came": [f"{said}: {now[said]}" for said in now if said not in then],
            "stances_went": [f"{said}: {then[said]}" for said in then if said not in now],
        }
        before = row


def _passages(beside: list[Beside], side: str) -> list[str]:
    pieces = (piece for each in beside for piece in getattr(each, side) or ())
    return [piece.text.strip() for piece in pieces if piece.changed]


def _said(row: Row) -> str:
    return f"{row['holder_name']} {_SIDES[str(row['side'])]} {row['issue_name']}"
