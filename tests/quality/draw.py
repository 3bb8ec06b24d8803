"""Draws the stances to be read, by a fixed seed, from all that wikinews and polnear dev state.

    python -m tests.quality.draw > drawn.jsonl

A line a stance, as `read_stances.jsonl` has them, with an empty verdict to be filled in; the words
around it go to standard error, for the reader alone.
"""

import json
import random
import sys

from pipeline.analysis.analyse import analyse
from pipeline.analysis.reading.document import Reader
from pipeline.settings import Settings
from schemas.contracts import AnalysedArticle, FetchedArticle, Stance
from tests.quality.scores import SHARED

SEED = 1789
DRAWN = 150
AROUND = 300  # characters shown on either side


def main() -> None:
    """Analyse every article, draw, and print."""
    reader = Reader(Settings().model)
    stated = []
    for name in ("wikinews", "polnear"):
        for line in (SHARED / "data" / name / "eval.jsonl").open(encoding="utf8"):
            row = json.loads(line)
            if name == "wikinews" or row["split"] == "dev":
                fetched = FetchedArticle(article_id=row["id"], revision="1", text=row["text"])
                article = analyse(fetched, reader)
                stated += [(name, article, stance) for stance in article.stances]
    print(f"{DRAWN} of {len(stated)}", file=sys.stderr)
    for number, (name, article, stance) in enumerate(random.Random(SEED).sample(stated, DRAWN)):
        print(json.dumps(as_read(name, article, stance)))
        print(f"[{number}] {shown(article, stance)}\n", file=sys.stderr)


def as_read(name: str, article: AnalysedArticle, stance: Stance) -> dict[str, object]:
    """Give a stance by its places, without a word of the text."""
    places = {
        part: [span.start, span.end]
        for part, span in (
            ("evidence", stance.evidence),
            ("holder", stance.holder.span),
            ("target", stance.target.span),
        )
    }
    told = {"polarity": stance.polarity, "confidence": stance.confidence, "rule": stance.rule}
    return {"set": name, "id": article.id, **places, **told, "right": None, "why": ""}


def shown(article: AnalysedArticle, stance: Stance) -> str:
    """Give a stance and the words around its evidence."""
    start, end = stance.evidence.start, stance.evidence.end
    before = article.text[max(0, start - AROUND) : start]
    after = article.text[end : end + AROUND // 2]
    said = f"{stance.holder.name} | {stance.polarity} | {stance.target.name}"
    kind = f"{stance.rule} {stance.confidence} {stance.modality}{reported(article, stance)}"
    return f"{said} ({kind})\n{before}<<{article.text[start:end]}>>{after}"


def reported(article: AnalysedArticle, stance: Stance) -> str:
    """Tell whose words a stance is, if another's than the holder's."""
    if stance.reported_by in (None, stance.holder.entity):
        return ""
    return " by " + next(e.name for e in article.entities if e.id == stance.reported_by)


if __name__ == "__main__":
    main()
