"""Draws the stances to be read of those shown by default, as many from each of four sources.

    python -m tests.quality.draw > drawn.jsonl

The seed is fixed. No article of theirs was learnt from, and none is drawn of which rows were read
strictly before.

A line a stance, as `read_widely.jsonl` has them, with an empty verdict to be filled in; the words
around it go to standard error, for the reader alone.
"""

import json
import random
import sys
from pathlib import Path

from pipeline.analysis.analyse import analyse
from pipeline.analysis.reading.document import Reader
from pipeline.settings import Settings
from schemas.confidence import SHOWN_FROM
from schemas.contracts import AnalysedArticle, FetchedArticle, Stance
from tests.quality.scores import SHARED

SEED = 1850
FITTED = Path(__file__).parents[2] / "training" / "read_rows.tsv"
# How many articles of each are read. No test split is among them: it would be known by what is
# mended afterwards.
SOURCES = {
    "worldwide_newswire": ("eval.jsonl", 100),
    "polnear": ("eval.jsonl", 100),
    "seesaw": ("docs.jsonl", 100),
    "reuters21578": ("eval.jsonl", 300),
}
DRAWN = 50  # of each source
AROUND = 300  # characters shown on either side


def main() -> None:
    """Analyse articles of each source, draw, and print."""
    reader = Reader(Settings().model)
    fitted = {tuple(line.split("\t")[:2]) for line in FITTED.read_text("utf8").splitlines()}
    for name, (file, count) in SOURCES.items():
        chance = random.Random(SEED)
        lines = (SHARED / "data" / name / file).open(encoding="utf8")
        rows = [row for row in map(json.loads, lines) if (name, str(row["id"])) not in fitted]
        articles = [
            analyse(FetchedArticle(article_id=str(r["id"]), revision="1", text=r["text"]), reader)
            for r in chance.sample(rows, count)
        ]
        stated = [(a, s) for a in articles for s in a.stances if s.confidence >= SHOWN_FROM]
        print(f"{DRAWN} of {len(stated)} in {len(articles)} of {name}", file=sys.stderr)
        for article, stance in chance.sample(stated, DRAWN):
            print(json.dumps(as_read(name, article, stance)))
            print(f"[{name} {article.id}] {shown(article, stance)}\n", file=sys.stderr)


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
