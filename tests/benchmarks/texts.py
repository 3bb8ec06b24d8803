"""The texts that are read: Wikinews, and political news where it is present."""

import json
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from schemas.contracts import FetchedArticle
from schemas.fingerprints import fingerprint

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
# Each by the first of its files that is there.
CORPORA = {
    "Wikinews": (DATA / "wikinews" / "eval.jsonl", ROOT / "seeds"),
    "political": (DATA / "seesaw" / "docs.jsonl", DATA / "polnear" / "eval.jsonl"),
}
_number = count(1)


def corpora() -> dict[str, list[str]]:
    """Give the texts of each corpus that is present."""
    there = {name: [path for path in paths if path.exists()] for name, paths in CORPORA.items()}
    return {name: _texts(paths[0]) for name, paths in there.items() if paths}


def _texts(path: Path) -> list[str]:
    if path.is_dir():
        return [file.read_text(encoding="utf8") for file in sorted(path.glob("*.txt"))]
    lines = path.read_text(encoding="utf8").splitlines()
    # The order of a file goes by date or paper; so each part of it is like the whole.
    return sorted((json.loads(line)["text"] for line in lines), key=fingerprint)


def articles(texts: Sequence[str], number: int) -> list[FetchedArticle]:
    """Make so many articles, no two of one text: each ends in a sentence of its own."""
    return [of(f"{text}\n\nThis is report {next(_number)}.") for text in _cycled(texts, number)]


def _cycled(texts: Sequence[str], number: int) -> list[str]:
    return [texts[place % len(texts)] for place in range(number)]


def of(text: str) -> FetchedArticle:
    """Make an article of a text, with an id that no other has."""
    return FetchedArticle(
        article_id=f"bench-{next(_number)}", revision=fingerprint(text), text=text, language="en"
    )
