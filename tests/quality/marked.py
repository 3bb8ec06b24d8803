"""Articles marked in full by two readers, by places and names alone; the texts lie in shared sets.

`marked/dev` and `marked/test` were drawn by a fixed seed from seven sets (politics at home and
abroad, courts, business, protest, war, sport; agencies, papers, broadcasters; 2004 to 2022) and
marked by the shared guide, by two readings that did not see each other. On dev one reader scores F1
84.2 by the other, on test 84.7. Nothing is tuned on test: it is scored three times at most, so
`make quality` leaves it alone.
"""

import importlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from schemas.confidence import SHOWN_FROM

FOLDER = Path(__file__).with_name("marked")
READINGS = ("first", "second")
NEAR = 200  # characters


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


def scores_of(split: str, shared: Path, command: Path) -> dict[str, object]:
    """Score a split: the stances stored and those shown by default, and the holders known."""
    sys.path.append(str(shared))
    evaluate = importlib.import_module("evaluate")  # the shared scorer
    with TemporaryDirectory() as folder:
        gold = gold_of(split, shared, Path(folder))
        done = subprocess.run(
            [command, "analyse", gold], check=True, stdout=subprocess.PIPE, text=True
        )
        articles = list(_lines(gold))
    answers = {answer["id"]: answer for answer in map(json.loads, done.stdout.splitlines())}
    shown = {name: {**answer, "stances": _shown(answer)} for name, answer in answers.items()}
    return {
        "stored": evaluate.marked(articles, answers),
        "shown": evaluate.marked(articles, shown),
        "holders": holders_known(articles, answers, evaluate.alike),
    }


def _shown(answer: dict) -> list[dict]:
    return [stance for stance in answer["stances"] if stance["confidence"] >= SHOWN_FROM]


def holders_known(
    articles: Iterable[dict], answers: Mapping[str, dict], is_alike: Callable[[str, str], bool]
) -> dict[str, object]:
    """Score who is who: how many holders are known where the text does not name them.

    A mark on which both readers agree counts where its holder's name stands in the article, but
    not near its evidence, where a pronoun, a description or a quotation is. Its holder is known if
    an entity with that name is mentioned there, or says the words.
    """
    known: list[bool] = []
    for article in articles:
        text = article["text"]
        for mark in article["both"]:
            start, end = _around(mark["span"], text)
            names = _names(answers[article["id"]], start, end)
            in_text, near, in_names = (
                any(is_alike(holder, words) for holder in mark["holder"] for words in among)
                for among in ([text], [text[start:end]], names)
            )
            if in_text and not near:
                known.append(in_names)
    return {"known": 100 * sum(known) / len(known), "of": len(known)}


def _around(span: list[int], text: str) -> tuple[int, int]:
    """Give the characters of the lines that hold a span, no more than NEAR on either side."""
    start, end = span
    line_end = text.find("\n", end)
    first = max(start - NEAR, text.rfind("\n", 0, start) + 1)
    return first, min(end + NEAR, len(text) if line_end < 0 else line_end)


def _names(found: dict, start: int, end: int) -> list[str]:
    """Give the names of the entities that are mentioned between two characters, or speak there."""
    speakers = {
        entity
        for quotation in found["quotations"]
        if any(span["start"] < end and start < span["end"] for span in quotation["spans"])
        for entity in quotation["speaker_entities"]
    }
    return [
        name
        for entity in found["entities"]
        if entity["id"] in speakers
        or any(m["start"] < end and start < m["end"] for m in entity["mentions"])
        for name in (entity["name"], *(m["text"] for m in entity["mentions"] if _is_name(m)))
    ]


def _is_name(mention: dict) -> bool:
    return mention["kind"] == "name"


def _marks(split: str, reading: str) -> Iterator[dict]:
    return _lines(FOLDER / f"{split}.{reading}.jsonl")


def _lines(path: Path) -> Iterator[dict]:
    return map(json.loads, path.read_text("utf8").splitlines())


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
