"""Fits how far to believe a stance (`pipeline.analysis.stances.pairs.belief`), and prints it.

`read_rows.tsv` holds rows read against their articles by a strict editor: set, article, the
sentence's first character, holder, target, side, and right (r) or wrong (w). The rows of the
development articles of `tests/quality/marked` weigh less, and have a constant of their own: there a
row is right where either reader marked it, which is milder. The sentences of
`tests/unit/stance_cases.txt` are among them: they say how far a rule is right where it is plain.

    python fit_belief.py --data DATA --model FOLDER
"""

import argparse
import csv
import importlib
import json
import sys
import tempfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rows import lines

from pipeline.analysis.analyse import ReadText, read_text
from pipeline.analysis.layout.zones import layout_of
from pipeline.analysis.model.stance_model import FOLDER, StanceModel
from pipeline.analysis.reading.document import Reader
from pipeline.analysis.stances.pairs.belief import Row, Signs, rows_of
from pipeline.analysis.stances.pairs.readings import readings_in
from pipeline.analysis.stances.stances import stated_in
from pipeline.settings import Settings
from schemas.confidence import SHOWN_FROM
from schemas.vocabulary import MentionKind
from tests.quality.marked import gold_of
from tests.stance_cases import Wanted, cases

READ = Path(__file__).with_name("read_rows.tsv")
# Where a row comes from: read strictly, of a marked article, of a plain sentence; and its weight.
READ_STRICTLY, MARKED, PLAIN = "read strictly", "of marked articles", "of plain sentences"
WEIGHTS = {READ_STRICTLY: 1.0, MARKED: 0.15, PLAIN: 0.5}
GROWTH = 1.4  # of the weight of a plain row whose belief is on the wrong side of the line
MOST_ROUNDS = 60
RIDGE = 3.0  # on the weights of standardised signs
FOLDS = 10
BELIEFS = (0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)

Numbers = NDArray[np.float64]
Verdict = tuple[Row, bool]
Place = tuple[str, str, str, str]  # the sentence's first character, holder, target, side


@dataclass(frozen=True)
class Table:
    """Rows: their signs, whether they are right, where they come from, their set and article."""

    signs: Numbers
    right: NDArray[np.bool_]
    origins: NDArray[np.str_]
    sets: NDArray[np.str_]
    articles: NDArray[np.str_]

    def where(self, chosen: NDArray[np.bool_]) -> "Table":
        """Some of the rows."""
        return Table(*(getattr(self, field.name)[chosen] for field in fields(self)))


def read_rows() -> dict[tuple[str, str], dict[Place, bool]]:
    """The verdicts of the strict editor, by set and article."""
    verdicts: dict[tuple[str, str], dict[Place, bool]] = {}
    with READ.open(encoding="utf8", newline="") as file:
        for name, article, *place, verdict in csv.reader(file, delimiter="\t"):
            start, holder, target, side = place
            known = verdicts.setdefault((name, article), {})
            known[start, holder, target, side] = verdict == "r"
    return verdicts


def texts_of(name: str, data: Path) -> dict[str, str]:
    """The articles of a set by id."""
    docs = data / name / "docs.jsonl"
    raws = lines(docs if docs.exists() else data / name / "eval.jsonl")
    return {raw["id"]: raw["text"] for raw in raws}


def read_alone(text: str, reader: Reader) -> ReadText:
    """Read a text without a title."""
    return read_text(text, layout_of(text, None), reader)


def rows_in(article: ReadText, model: StanceModel) -> Iterator[Row]:
    """The rows of an article, however little they are believed, as the analysis makes them."""
    scene = article.scene
    stated = stated_in(article.said, scene)
    readings = list(readings_in(article.said, scene, model))
    return rows_of(stated, readings, scene.cast.doc)


def strict_verdicts(
    article: ReadText, rows: Iterator[Row], verdicts: Mapping[Place, bool]
) -> Iterator[Verdict]:
    """The rows that the strict editor read."""
    for row in rows:
        start, holder, target, side = row.place
        place = str(article.scene.cast.doc[start].idx), holder, target, str(side)
        if place in verdicts:
            yield row, verdicts[place]


def mild_verdicts(
    article: ReadText,
    rows: Iterator[Row],
    marks: Collection[Mapping[str, Any]],
    is_one: Callable[[Mapping[str, Any], Mapping[str, Any]], bool],
) -> Iterator[Verdict]:
    """All rows of an article with marks: right is what is one with a mark."""
    names = {
        entity.name: [m.text for m in entity.mentions if m.kind is MentionKind.NAME]
        for entity in article.scene.cast.entities()
    }
    for row in rows:
        _, holder, target, side = row.place
        claim = {
            "holder": [holder, *names.get(holder, ())],
            "target": [target, *names.get(target, ())],
            "polarity": str(side),
        }
        yield row, any(is_one(mark, claim) for mark in marks)


def plain_verdicts(rows: Iterator[Row], wanted: Collection[Wanted]) -> Iterator[Verdict]:
    """The rows of a sentence that states these stances and no others."""
    for row in rows:
        _, holder, target, side = row.place
        yield row, any(w.is_of(holder, side, target) for w in wanted)


def all_rows(data: Path, model: StanceModel) -> Iterator[tuple[str, str, str, Verdict]]:
    """Set, article, where it comes from, and every row with its verdict."""
    reader = Reader(Settings().model)
    known = read_rows()
    texts = {name: texts_of(name, data) for name, _ in known}
    for (name, article), verdicts in known.items():
        read = read_alone(texts[name][article], reader)
        for verdict in strict_verdicts(read, rows_in(read, model), verdicts):
            yield name, article, READ_STRICTLY, verdict
    sys.path.insert(0, str(data.parent))
    is_one = importlib.import_module("evaluate").one  # of the shared scorer
    with tempfile.TemporaryDirectory() as folder:
        gold = gold_of("dev", data.parent, Path(folder)).read_text("utf8").splitlines()
    for raw in map(json.loads, gold):
        read = read_alone(raw["text"], reader)
        for verdict in mild_verdicts(read, rows_in(read, model), raw["either"], is_one):
            yield *raw["id"].split("/", 1), MARKED, verdict
    for number, (sentence, wanted) in enumerate(cases()):
        read = read_alone(sentence, reader)
        for verdict in plain_verdicts(rows_in(read, model), wanted):
            yield "cases", str(number), PLAIN, verdict


def table_of(data: Path, model: StanceModel) -> Table:
    """All rows as a table."""
    sets, articles, origins, verdicts = zip(*all_rows(data, model), strict=True)
    return Table(
        signs=np.array([astuple(row.signs) for row, _ in verdicts]),
        right=np.array([right for _, right in verdicts]),
        origins=np.array(origins),
        sets=np.array(sets),
        articles=np.array(articles),
    )


def counting(table: Table) -> Numbers:
    """How much each row counts in the fit: a plain one as much as it takes to be right.

    Their weights grow as those of boosting do (Freund and Schapire, 1997). Raises ValueError where
    no weights will do.
    """
    counts = np.array([WEIGHTS[origin] for origin in table.origins])
    plain = table.origins == PLAIN
    stated = table.signs[:, [field.name for field in fields(Signs)].index("certainty")] > 0
    for _ in range(MOST_ROUNDS):
        shown = np.round(beliefs(table.signs, fitted(table, counts)), 2) >= SHOWN_FROM
        amiss = plain & np.where(table.right, stated & ~shown, shown)
        if not amiss.any():
            return counts
        counts[amiss] *= GROWTH
    raise ValueError(f"{amiss.sum()} plain rows stay on the wrong side of {SHOWN_FROM}")


def beliefs(signs: Numbers, weights: Numbers) -> Numbers:
    """How far rows are believed by weights and constant."""
    found: Numbers = 1 / (1 + np.exp(-signs @ weights[:-1] - weights[-1]))
    return found


def fitted(table: Table, counts: Numbers) -> Numbers:
    """Weights and constant of a ridge logistic regression, by Newton's method."""
    mean, spread = table.signs.mean(0), table.signs.std(0) + 1e-9
    ones = np.ones(len(table.right))
    known = np.column_stack([(table.signs - mean) / spread, table.origins == MARKED, ones])
    signs = table.signs.shape[1]
    ridge = RIDGE * np.diag([1.0] * signs + [0.0] * 2)
    weights = np.zeros(known.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (counts * (p - table.right)) + ridge @ weights
        curve = (known.T * (counts * p * (1 - p))) @ known + ridge
        weights -= np.linalg.solve(curve, slope)
    plain = weights[:signs] / spread
    return np.append(plain, weights[-1] - plain @ mean)


def held_out_beliefs(table: Table, counts: Numbers, groups: NDArray[Any]) -> Numbers:
    """How far weights fitted to all other groups believe each group's rows, as if read strictly."""
    found = np.zeros(len(table.right))
    for group in np.unique(groups):
        own = groups == group
        found[own] = beliefs(table.signs[own], fitted(table.where(~own), counts[~own]))
    return found


def report(table: Table, counts: Numbers) -> Iterator[str]:
    """How often rows read strictly are right from a belief on, by weights that never saw them."""
    folds = np.array([zlib.crc32(article.encode()) % FOLDS for article in table.articles])
    for origin in WEIGHTS:
        rows = table.origins == origin
        yield f"{rows.sum()} rows {origin}, {table.right[rows].mean():.0%} right"
    strict = table.origins == READ_STRICTLY
    for title, groups in (("articles", folds), ("sets", table.sets)):
        belief = held_out_beliefs(table, counts, groups)[strict]
        yield f"other {title}: believed from, rows, right"
        for least in BELIEFS:
            right = table.right[strict][belief >= least]
            yield f"  {least:.2f}  {len(right):4}  {right.mean() if len(right) else 0:.0%}"


def source_of(weights: Numbers) -> Iterator[str]:
    """The weights as lines of Python."""
    yield "WEIGHTS = Signs("
    for field, weight in zip(fields(Signs), weights, strict=False):
        yield f"    {field.name}={weight:.2f},"
    yield ")"
    yield f"CONSTANT = {weights[-1]:.2f}"


def main() -> None:
    """Reads the articles again, fits, and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="data/ of the shared folder")
    parser.add_argument("--model", type=Path, default=FOLDER, help="folder of the weights")
    options = parser.parse_args()
    table = table_of(options.data, StanceModel.load(options.model))
    counts = counting(table)
    printed = (*report(table, counts), *source_of(fitted(table, counts)))
    sys.stdout.writelines(f"{line}\n" for line in printed)


if __name__ == "__main__":
    main()
