"""Fits how far to believe the model of a pair (`pipeline.analysis.model.belief`), and prints it.

`read_pairs.tsv` holds pairs read against their articles, of Wikinews and of PolNeAR's dev split:
set, article, the sentence's first character, holder, target, side, and right (r) or wrong (w).

    python fit_belief.py --data DATA
"""

import argparse
import csv
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.analysis.entities.coreference import resolved
from pipeline.analysis.entities.entities import named_entities
from pipeline.analysis.layout.zones import layout_of
from pipeline.analysis.model.belief import Leaning, Signs, leanings
from pipeline.analysis.model.pairs import candidates
from pipeline.analysis.model.stance_model import FOLDER, StanceModel
from pipeline.analysis.names.names import spoken
from pipeline.analysis.quotations.quotations import quoted_passages
from pipeline.analysis.reading.document import Reader
from pipeline.analysis.stances.parties.phrases import Topics
from pipeline.analysis.stances.parties.scene import Scene
from pipeline.analysis.stances.parties.voices import Voices
from pipeline.analysis.stances.stances import stated_in
from pipeline.settings import Settings

READ = Path(__file__).with_name("read_pairs.tsv")
RIDGE = 0.5  # on the weights of standardised signs
FOLDS = 10

Numbers = NDArray[np.float64]


def articles(data: Path) -> Iterator[tuple[str, str, str]]:
    """Set, id and text of every article that pairs were read in."""
    for name in ("wikinews", "polnear"):
        for line in (data / name / "eval.jsonl").open(encoding="utf8"):
            row = json.loads(line)
            if name == "wikinews" or row["split"] == "dev":
                yield name, row["id"], row["text"]


def leanings_of(text: str, reader: Reader, model: StanceModel) -> list[Leaning]:
    """What the model leans to on every pair of an article, as `stances_in` asks it."""
    zones = layout_of(text, None).zones
    doc = reader.document(text, starts=(zone.start for zone in zones))
    quoted = quoted_passages(doc, zones)
    scene = Scene(resolved(named_entities(doc, zones), quoted), Voices(quoted), Topics(doc))
    said = spoken(doc, zones)
    stated = stated_in(said, scene)
    return leanings(candidates(said, quoted, scene, stated), model, stated)


def fitted(signs: Numbers, right: Numbers) -> Numbers:
    """Weights and constant of a ridge logistic regression, by Newton's method."""
    mean, spread = signs.mean(0), signs.std(0)
    known = np.column_stack([(signs - mean) / spread, np.ones(len(right))])
    ridge = RIDGE * np.diag([1.0] * signs.shape[1] + [0.0])
    weights = np.zeros(known.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (p - right) + ridge @ weights
        curve = (known.T * (p * (1 - p))) @ known + ridge
        weights -= np.linalg.solve(curve, slope)
    plain = weights[:-1] / spread
    return np.append(plain, weights[-1] - plain @ mean)


def believed(signs: Numbers, weights: Numbers) -> Numbers:
    """The probabilities that such weights give."""
    found: Numbers = 1 / (1 + np.exp(-signs @ weights[:-1] - weights[-1]))
    return found


def held_out_beliefs(signs: Numbers, right: Numbers, fold: NDArray[np.int_]) -> Numbers:
    """What the weights fitted to all other folds make of each fold's pairs."""
    found = np.zeros(len(right))
    for one in range(FOLDS):
        rest = fold != one
        found[~rest] = believed(signs[~rest], fitted(signs[rest], right[rest]))
    return found


def report(signs: Numbers, right: Numbers, fold: NDArray[np.int_]) -> Iterator[str]:
    """The weights, and how often pairs of held-out articles are right where they are believed."""
    names = [*(field.name for field in fields(Signs)), "constant"]
    for name, weight in zip(names, fitted(signs, right), strict=True):
        yield f"{name:10} {weight:6.2f}"
    yield f"{len(right)} pairs read, {right.mean():.0%} right"
    belief = held_out_beliefs(signs, right, fold)
    for least in np.arange(0.3, 0.9, 0.05):
        sure = belief >= least
        yield f"believed from {least:.2f}: {sure.sum():4}, {right[sure].mean():.0%} right"


def main() -> None:
    """Asks about the read pairs again, fits, and prints."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=FOLDER, help="folder of the weights")
    options = parser.parse_args()
    with READ.open(encoding="utf8", newline="") as file:
        verdicts = {tuple(row[:-1]): row[-1] == "r" for row in csv.reader(file, delimiter="\t")}
    reader, model = Reader(Settings().model), StanceModel.load(options.model)
    rows, folds = [], []
    for name, article, text in articles(options.data):
        for leaning in leanings_of(text, reader, model):
            pair = leaning.pair
            place = (name, article, str(pair.sentence.start_char), *pair.two, str(leaning.side))
            if place in verdicts:
                rows.append((*astuple(leaning.signs), verdicts[place]))
                folds.append(zlib.crc32(article.encode()) % FOLDS)
    table = np.array(rows, dtype=float)
    lines = report(table[:, :-1], table[:, -1], np.array(folds))
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
