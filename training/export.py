"""Writes the folder that `StanceModel` loads: word pieces, three parts in int8, config.json.

    python export.py --data DATA --encoder ENCODER --model 4/model.pt --questions 5/model.pt \\
      --version 8 --sentences A.jsonl B.jsonl --out OUT

Word pieces that the sentences hardly use are cut away; the temperature is fitted on the development
splits of newsmtsc and dse, by the finished int8 weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import (  # type: ignore[import-untyped]  # it has no type marker
    QuantType,
    quantize_dynamic,
)
from pair_reader import PairReader, QuestionReader, trained, trained_questions
from rows import Row, lines, read_split
from scores import macro_f1
from signed_weights import with_signed_weights
from torch import Tensor, nn
from train import DEVELOPMENT, MAX_LENGTH, layout_in

from pipeline.analysis.model.model_input import MARKERS
from pipeline.analysis.model.sentence_input import LONGEST
from pipeline.analysis.model.stance_model import (
    LABELS,
    PARTS,
    QUESTIONS,
    SENTENCES,
    SHARED,
    StanceModel,
)
from pipeline.analysis.model.wordpiece import WordPiece

log = logging.getLogger(__name__)

PIECES = 20_000
SPECIAL_PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
LARGEST = 60_000_000  # bytes of all parts
# What is quantised, by the names of its nodes; the heads stay in floats: they are small.
LAYERS, WORDS = "/layer", "/word_embeddings/"
# The inputs of the parts, with their axes.
TEXT = {"ids": ("tokens",), "segments": ("tokens",)}
NODES = {
    "first": ("nodes",),
    "last": ("nodes",),
    "kind": ("nodes",),
    "quoted": ("nodes",),
    "distance": ("nodes", "others"),
    "speaks": ("nodes", "others"),
}
SIZES = {"tokens": 9, "nodes": 3, "others": 3}  # of the sentence that a graph is traced by
STATES, LOGITS = "states", "logits"


class SharedLayers(nn.Module):
    """What both readers have in common, on one text alone, which needs no mask."""

    def __init__(self, reader: PairReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, ids: Tensor, segments: Tensor) -> Tensor:
        return self.reader.lower(ids.unsqueeze(0), segments.unsqueeze(0), None)[0]


class OwnLayers(nn.Module):
    """What one reader makes of the states that both have in common."""

    def __init__(self, reader: PairReader | QuestionReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor, *nodes: Tensor) -> Tensor:
        told = {name: i.unsqueeze(0) for name, i in zip(NODES, nodes, strict=True)}
        return self.reader.upper(states.unsqueeze(0), None, told)[0]


def kept_pieces(paths: Sequence[Path], tokens: WordPiece) -> list[int]:
    """The PIECES that the sentences use most, the special ones, and every ASCII character.

    A word whose piece is cut is read from smaller ones.
    """
    used: Counter[int] = Counter()
    for line in (line for path in paths for line in lines(path)):
        for text in (line["text"], *line["speakers"]):
            used.update(i for word in tokens.words(text) for i in word.ids)
    always = {tokens.ids[piece] for piece in (*SPECIAL_PIECES, *MARKERS.values())}
    always |= {i for p, i in tokens.ids.items() if p.isascii() and len(p.removeprefix("##")) == 1}
    frequent = [i for i, _ in used.most_common() if i not in always]
    return sorted(always | set(frequent[:PIECES]))


def cut_down(model: PairReader, pieces: Sequence[int]) -> None:
    """Leaves the embeddings of some pieces, and of LONGEST places."""
    embeddings = model.encoder.embeddings
    for name, kept in (("word_embeddings", pieces), ("position_embeddings", range(LONGEST))):
        table = getattr(embeddings, name).weight.detach()[list(kept)]
        count, width = table.shape
        setattr(embeddings, name, nn.Embedding(count, width, _weight=table))


def export(sentences: PairReader, questions: QuestionReader, out: Path) -> None:
    """Writes the parts of the model; raises ValueError where they are larger than LARGEST."""
    text, nodes = traced(TEXT), traced(NODES)
    states = torch.ones(SIZES["tokens"], sentences.encoder.config.hidden_size)
    shared = {**TEXT, STATES: ("tokens", None)}
    own = {STATES: ("tokens", None), **NODES, LOGITS: ("nodes", "others")}
    write_part(SharedLayers(sentences), text, shared, out / SHARED)
    write_part(OwnLayers(sentences), (states, *nodes), own, out / SENTENCES)
    write_part(OwnLayers(questions), (states, *nodes), own, out / QUESTIONS)
    size = sum((out / part).stat().st_size for part in PARTS)
    if size > LARGEST:
        raise ValueError(f"the parts have {size} bytes, more than {LARGEST}")


def traced(inputs: Mapping[str, Sequence[str]]) -> tuple[Tensor, ...]:
    """Inputs of the sentence that a graph is traced by."""
    return tuple(
        torch.ones([SIZES[axis] for axis in axes], dtype=torch.long) for axes in inputs.values()
    )


def write_part(
    part: nn.Module,
    inputs: tuple[Tensor, ...],
    axes: Mapping[str, Sequence[str | None]],
    file: Path,
) -> None:
    """Writes one part: int8 by dynamic quantisation, per channel, signed.

    `axes` are those of the inputs and, last, of the output, by name; None is one of fixed size.
    """
    plain = file.with_suffix(".fp32.onnx")
    names = list(axes)
    torch.onnx.export(
        part.eval(),
        inputs,
        str(plain),
        input_names=names[:-1],
        output_names=names[-1:],
        dynamic_axes={
            name: {i: axis for i, axis in enumerate(each) if axis is not None}
            for name, each in axes.items()
        },
        opset_version=17,
        dynamo=False,
    )
    graph = onnx.load(plain).graph
    kept = [n.name for n in graph.node if LAYERS not in n.name and WORDS not in n.name]
    quantize_dynamic(
        str(plain), str(file), weight_type=QuantType.QUInt8, per_channel=True, nodes_to_exclude=kept
    )
    plain.unlink()
    onnx.save(with_signed_weights(onnx.load(file)), file)


def write_config(
    out: Path, version: str, temperature: float, development: dict[str, float]
) -> None:
    """Writes config.json beside the weights; `development` is macro-F1 by set, in per cent."""
    config = {
        "name": "stancewire-stance",
        "version": version,
        "labels": LABELS,
        "temperature": temperature,
        "max_length": MAX_LENGTH,
        "markers": MARKERS,
        "sha256": {part: hashlib.sha256((out / part).read_bytes()).hexdigest() for part in PARTS},
        "development_macro_f1": development,
    }
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf8")


def logits_of(model: StanceModel, rows: Sequence[Row]) -> NDArray[np.float64]:
    """Log-probabilities that a model gives, asked one by one."""
    answers = model.scores([row.question for row in rows])
    return np.log(np.array([[answer[label] for label in LABELS] for answer in answers]) + 1e-12)


def fitted_temperature(gold: Sequence[int], logits: NDArray[np.float64]) -> float:
    """The temperature that makes the gold answers likeliest (grid of steps of 0.02)."""
    best = (math.inf, 1.0)
    for t in np.arange(0.5, 4.0, 0.02):
        scaled = logits / t
        log_sum = np.log(np.exp(scaled - scaled.max(1, keepdims=True)).sum(1)) + scaled.max(1)
        best = min(best, (float((log_sum - scaled[np.arange(len(gold)), gold]).mean()), float(t)))
    return round(best[1], 2)


def finish(out: Path, data: Path, version: str) -> None:
    """Scores the finished weights, fits their temperature, and writes both down."""
    write_config(out, version, 1.0, {})
    model = StanceModel.load(out)
    sets = {f"{name} {split}": read_split(data, name, split) for name, split in DEVELOPMENT}
    gold = {name: [row.label for row in rows] for name, rows in sets.items()}
    logits = {name: logits_of(model, rows) for name, rows in sets.items()}
    temperature = fitted_temperature(
        [label for labels in gold.values() for label in labels], np.concatenate([*logits.values()])
    )
    scores = {
        name: round(macro_f1(gold[name], logits[name].argmax(1).tolist()), 1) for name in sets
    }
    write_config(out, version, temperature, scores)
    log.info("int8 %s, temperature %s", json.dumps(scores), temperature)


def main() -> None:
    """Writes the folder."""
    logging.basicConfig(format="%(asctime)s %(message)s")  # the quantiser tells of every product
    log.setLevel(logging.INFO)
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with newsmtsc/ and dse/")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of float_encoder.py")
    parser.add_argument("--model", type=Path, required=True, help="weights of the sentences")
    parser.add_argument("--questions", type=Path, required=True, help="weights of the questions")
    parser.add_argument("--version", required=True)
    parser.add_argument("--sentences", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    options = parser.parse_args()
    layout = layout_in(options.encoder)
    model = trained(options.model, options.encoder)
    questions = trained_questions(options.questions, model)
    kept = kept_pieces(options.sentences, layout.tokens)
    cut_down(model, kept)
    options.out.mkdir(parents=True, exist_ok=True)
    pieces = list(layout.tokens.ids)
    text = "\n".join(pieces[i] for i in kept) + "\n"
    (options.out / "vocab.txt").write_text(text, encoding="utf8")
    export(model, questions, options.out)
    finish(options.out, options.data, options.version)


if __name__ == "__main__":
    main()
