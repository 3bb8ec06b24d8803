"""Articles marked in full by two readers, by places and names alone; the texts lie in shared sets.

`marked/dev` and `marked/test` were drawn by a fixed seed from seven sets (politics at home and
abroad, courts, business, protest, war, sport; agencies, papers, broadcasters; 2004 to 2022) and
marked by the shared guide, by two readings that did not see each other. On dev one reader scores F1
84.2 by the other, on test 84.7. Nothing is tuned on test: it is scored three times at most, so
`make quality` leaves it alone.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).with_name("marked")
READINGS = ("first", "second")


def gold_of(split: str, shared: Path, folder: Path) -> Path:
    """Lay two readings together as the shared scorer wants them; returns the file it reads."""
    texts = {reading["id"]: _text(reading["id"], shared) for reading in _marks(split, READINGS[0])}
    articles = folder / "articles.jsonl"
    _write(articles, ({"id": name, "text": text} for name, text in texts.items()))
    for reading in READINGS:
        marks = _marks(split, reading)
        _write(folder / reading, ({**row, "stances": _quoted(row, texts)} for row in marks))
    merge = [sys.executable, shared / "evaluate.py", "merge", *(folder / r for r in READINGS)]
    gold = folder / f"{split}.jsonl"
    with gold.open("wb") as out:
        subprocess.run([*merge, articles], check=True, stdout=out, stderr=subprocess.DEVNULL)
    return gold


def _marks(split: str, reading: str) -> Iterator[dict]:
    lines = (FOLDER / f"{split}.{reading}.jsonl").read_text("utf8").splitlines()
    return map(json.loads, lines)


def _quoted(row: dict, texts: dict[str, str]) -> list[dict]:
    """Give the marks of an article with the words of their evidence."""
    text = texts[row["id"]]
    return [{**mark, "evidence": text[slice(*mark["evidence"])]} for mark in row["stances"]]


def _text(name: str, shared: Path) -> str:
    """Look up the text of "polnear/some-article"."""
    folder, _, article = name.partition("/")
    for file in ("docs.jsonl", "eval.jsonl"):
        if (path := shared / "data" / folder / file).exists():
            with path.open(encoding="utf8") as lines:
                return next(row["text"] for row in map(json.loads, lines) if row["id"] == article)
    raise FileNotFoundError(f"{shared}: no set {folder}")


def _write(path: Path, rows: Iterator[dict]) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf8")
