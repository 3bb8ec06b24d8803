"""Trains the stance model: annotated sets and a sentence encoder in, an int8 ONNX folder out.

Steps: rows (read, clean, vary, make) -> fine-tuning -> averaged weights -> word pieces the rows
hardly use are cut away -> ONNX, int8 -> temperature fitted on development rows -> config.json with
all of it, and the scores.

    python train.py --data DATA --encoder ENCODER --annotated annotated.jsonl --out OUT

The Makefile beside this file does that from nothing, packages and questions first.

DATA holds newsmtsc/eval.jsonl and dse/eval.jsonl; only their train splits are trained on.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import itertools
import json
import logging
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnx
import rows as row_source
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import QuantType, quantize_dynamic
from rows import Copying, Row
from signed_weights import with_signed_weights
from torch import Tensor, nn
from transformers import AutoModel

from pipeline.analysis.model.model_input import MARKERS, InputFormat, Pair, input_format
from pipeline.analysis.model.stance_model import LABELS, StanceModel, padded

log = logging.getLogger(__name__)

MARKER_MEANINGS = {
    "target_open": "target",
    "target_close": "target",
    "holder_open": "author",
    "holder_close": "author",
}
MAX_LENGTH = 112
SPECIAL_PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
REPORT_EVERY = 100  # steps
AVERAGE_EVERY = 5  # steps between two updates of the averaged weights
# Fit the temperature, choose the settings.
DEVELOPMENT = (("newsmtsc", "dev_rw"), ("newsmtsc", "dev_mt"), ("dse", "dev"))


@dataclass(frozen=True)
class Recipe:
    """How one encoder is fine-tuned."""

    epochs: float
    rate: float
    head_rate: float
    layer_decay: float = 0.9
    frozen_layers: int = 0
    batch: int = 32
    warmup: float = 0.08
    smoothing: float = 0.05
    dropout: float = 0.1
    average: float = 0.998  # decay of the moving average of the weights
    weight_decay: float = 0.01


class RowDropout(nn.Module):
    """Dropout whose mask is drawn once a row and shared by its tokens.

    Drawing one number a token and feature took 40% of a training step on the processor.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, states: Tensor) -> Tensor:
        if not self.training or self.share == 0.0:
            return states
        shape = (states.shape[0], *[1] * (states.dim() - 2), states.shape[-1])
        return states * (torch.rand(shape) >= self.share).to(states.dtype).div_(1 - self.share)


def with_row_dropout(module: nn.Module, share: float) -> None:
    """Replaces every dropout inside the module that is not switched off."""
    for name, child in module.named_children():
        if isinstance(child, nn.Dropout) and child.p > 0:
            setattr(module, name, RowDropout(share))
        else:
            with_row_dropout(child, share)


class Bert(nn.Module):
    """A BERT encoder behind the plain interface of ids, mask and segments."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.model = AutoModel.from_pretrained(
            folder,
            attn_implementation="eager",
            add_pooling_layer=False,
            dtype=torch.float32,
            attention_probs_dropout_prob=0.0,
        )
        self.width: int = self.model.config.hidden_size
        self.layers: nn.ModuleList = self.model.encoder.layer

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        states = self.model(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        )
        found: Tensor = states.last_hidden_state
        return found


class PairClassifier(nn.Module):
    """Encoder, four poolings (all, first token, target marks, holder marks), a small head."""

    def __init__(self, encoder: Bert, marks: tuple[int, int], dropout: float) -> None:
        super().__init__()
        self.encoder = encoder
        self.marks = marks
        width = encoder.width
        self.head = nn.Sequential(
            nn.Dropout(dropout),
            nn.Linear(4 * width, width),
            nn.GELU(),
            nn.Dropout(dropout),
            nn.Linear(width, len(LABELS)),
        )

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        states = self.encoder(input_ids, attention_mask, token_type_ids)
        chosen = [
            attention_mask,
            *((input_ids == mark).to(attention_mask.dtype) for mark in self.marks),
        ]
        whole, target, holder = (mean_where(states, mask) for mask in chosen)
        logits: Tensor = self.head(torch.cat([whole, states[:, 0], target, holder], dim=1))
        return logits


def mean_where(states: Tensor, mask: Tensor) -> Tensor:
    """Mean of the states under the mask; zeros where the mask is empty."""
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)


def classifier_from(folder: Path, layout: InputFormat, dropout: float) -> PairClassifier:
    """An untrained classifier on a pretrained encoder, its marks at the sense of a word."""
    encoder = Bert(folder)
    with_row_dropout(encoder, dropout)
    table = encoder.model.embeddings.word_embeddings.weight
    with torch.no_grad():
        for role, word in MARKER_MEANINGS.items():
            table[getattr(layout, role)] = table[layout.tokens.ids[word]]
    return PairClassifier(encoder, (layout.target_open, layout.holder_open), dropout)


Batch = dict[str, Tensor]


class Examples:
    """Rows laid out as ids once, served in batches of like length."""

    def __init__(self, rows: Sequence[Row], layout: InputFormat) -> None:
        self.laid_out = [layout.lay_out(r.question) for r in rows]
        self.answers = torch.tensor([r.answer for r in rows])
        self.weights = torch.tensor([r.weight for r in rows])

    def __len__(self) -> int:
        return len(self.laid_out)

    def batch(self, chosen: Sequence[int]) -> Batch:
        """The chosen rows as one padded batch."""
        ids, mask, segments = map(torch.from_numpy, padded([self.laid_out[i] for i in chosen]))
        return {"input_ids": ids, "attention_mask": mask, "token_type_ids": segments}

    def shuffled(self, size: int, rng: random.Random) -> Iterator[list[int]]:
        """Batches in random order, each of rows of about one length."""
        order = list(range(len(self)))
        rng.shuffle(order)
        batches = []
        for start in range(0, len(order), size * 40):
            shelf = sorted(order[start : start + size * 40], key=lambda i: len(self.laid_out[i][0]))
            batches += [shelf[i : i + size] for i in range(0, len(shelf), size)]
        rng.shuffle(batches)
        yield from batches

    def served(self, size: int, steps: int, rng: random.Random) -> Iterator[list[int]]:
        """That many batches, over the rows as often as it takes."""
        passes = (batch for _ in itertools.count() for batch in self.shuffled(size, rng))
        yield from itertools.islice(passes, steps)

    def in_order_of_length(self, size: int) -> Iterator[list[int]]:
        """Batches from short to long, for scoring."""
        order = sorted(range(len(self)), key=lambda i: len(self.laid_out[i][0]))
        yield from (order[i : i + size] for i in range(0, len(order), size))


def parameter_groups(model: PairClassifier, recipe: Recipe) -> list[dict[str, object]]:
    """Learning rates that fall from the head down, layer by layer; the lowest layers frozen."""
    encoder: Bert = model.encoder
    groups: list[dict[str, object]] = [
        {"params": list(model.head.parameters()), "lr": recipe.head_rate}
    ]
    layers = list(encoder.layers)
    for depth, layer in enumerate(reversed(layers)):
        frozen = len(layers) - 1 - depth < recipe.frozen_layers
        layer.requires_grad_(not frozen)
        if not frozen:
            groups.append(
                {"params": list(layer.parameters()), "lr": recipe.rate * recipe.layer_decay**depth}
            )
    lowest = [p for n, p in encoder.named_parameters() if ".layer." not in n]
    for p in lowest:
        p.requires_grad_(recipe.frozen_layers == 0 or p.numel() < 100_000)
    groups.append(
        {
            "params": [p for p in lowest if p.requires_grad],
            "lr": recipe.rate * recipe.layer_decay ** len(layers),
        }
    )
    return groups


def class_weights(answers: Tensor) -> Tensor:
    """Inverse square roots of the classes' shares, their mean over rows being 1."""
    shares = answers.sum(0) / answers.sum()
    weights = shares.rsqrt()
    return weights / (weights * shares).sum()


def row_losses(
    logits: Tensor, examples: Examples, chosen: Sequence[int], weights: Tensor, recipe: Recipe
) -> Tensor:
    """Loss of a batch: weighted cross-entropy with the smoothed answers."""
    answers, scale = examples.answers[chosen], examples.weights[chosen]
    wanted = answers * (1 - recipe.smoothing) + answers.sum(1, keepdim=True) * (
        recipe.smoothing / len(LABELS)
    )
    loss = -(wanted * weights * logits.log_softmax(1)).sum(1)
    return (loss * scale).mean()


class MovingAverage:
    """A copy of a model whose weights follow the trained ones slowly; that copy is what is kept."""

    def __init__(self, model: PairClassifier, decay: float) -> None:
        self.model = copy.deepcopy(model)
        self.decay = decay
        pairs = list(zip(self.model.parameters(), model.parameters(), strict=True))
        self.mine: list[Tensor] = [a for a, p in pairs if p.requires_grad]
        self.theirs: list[Tensor] = [p.detach() for _, p in pairs if p.requires_grad]

    @torch.no_grad()
    def follow(self, step: int) -> None:
        """Moves towards the trained weights; faster in the first steps."""
        keep = min(self.decay**AVERAGE_EVERY, step / (step + 10 * AVERAGE_EVERY))
        torch._foreach_lerp_(self.mine, self.theirs, 1 - keep)


def quick_arithmetic() -> torch.autocast:
    """Bfloat16, but float32 without AVX-512: there bfloat16 is imitated, four times as slowly."""
    half = torch.backends.cpu.get_cpu_capability() == "AVX512"
    return torch.autocast("cpu", torch.bfloat16, enabled=half)


def train(
    model: PairClassifier, examples: Examples, recipe: Recipe, seed: int, kept: Path
) -> PairClassifier:
    """Fine-tunes the model; returns the moving average of its weights.

    The average is saved as `kept` now and then, so that a run cut short is not lost.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    groups = parameter_groups(model, recipe)
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.weight_decay, fused=True)
    steps = math.ceil(recipe.epochs * len(examples) / recipe.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate_curve(steps, recipe.warmup))
    average = MovingAverage(model, recipe.average)
    weights = class_weights(examples.answers)
    begun, losses = time.time(), []
    model.train()
    for step, chosen in enumerate(examples.served(recipe.batch, steps, rng), start=1):
        with quick_arithmetic():
            logits = model(**examples.batch(chosen)).float()
        loss = row_losses(logits, examples, chosen, weights, recipe)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        losses.append(loss.item())
        if step % AVERAGE_EVERY == 0:
            average.follow(step)
        if step % REPORT_EVERY == 0:
            seconds, mean = time.time() - begun, sum(losses[-REPORT_EVERY:]) / REPORT_EVERY
            log.info("%s %d/%d loss %.4f, %.0f s", kept.stem, step, steps, mean, seconds)
            torch.save(average.model.state_dict(), kept)
    torch.save(average.model.state_dict(), kept)
    return average.model.eval()


def mean_of(states: Sequence[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of the weights of several passes, a "model soup" (Wortsman et al., ICML 2022)."""
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}


def rate_curve(steps: int, warmup: float) -> Callable[[int], float]:
    """Share of the learning rate at a step: up in a line, then down along a cosine."""
    ramp = max(1, int(warmup * steps))

    def share(step: int) -> float:
        if step < ramp:
            return (step + 1) / ramp
        return 0.5 * (1 + math.cos(math.pi * (step - ramp) / max(1, steps - ramp)))

    return share


@torch.no_grad()
def logits_of(model: PairClassifier, examples: Examples) -> NDArray[np.float32]:
    """The model's logits, a row each."""
    model.eval()
    out = np.zeros((len(examples), len(LABELS)), dtype=np.float32)
    for chosen in examples.in_order_of_length(64):
        with quick_arithmetic():
            out[chosen] = model(**examples.batch(chosen)).float().numpy()
    return out


def macro_f1(gold: Sequence[int], found: Sequence[int]) -> float:
    """Mean F1 over the classes that occur in the gold answers, in per cent."""
    scores = []
    for label in set(gold):
        hits = sum(g == f == label for g, f in zip(gold, found, strict=True))
        scores.append(
            2 * hits / max(1, sum(g == label for g in gold) + sum(f == label for f in found))
        )
    return 100 * sum(scores) / len(scores)


def score(gold: Sequence[int], logits: NDArray[np.floating]) -> float:
    """Macro-F1 of the likeliest answer among the answers that the set knows."""
    allowed = sorted(set(gold))
    return macro_f1(gold, [allowed[int(i)] for i in logits[:, allowed].argmax(1)])


def fitted_temperature(gold: Sequence[int], logits: NDArray[np.floating]) -> float:
    """The temperature that makes the gold answers likeliest (grid of steps of 0.02)."""
    best = (math.inf, 1.0)
    for t in np.arange(0.5, 4.0, 0.02):
        scaled = logits / t
        log_sum = np.log(np.exp(scaled - scaled.max(1, keepdims=True)).sum(1)) + scaled.max(1)
        best = min(best, (float((log_sum - scaled[np.arange(len(gold)), gold]).mean()), float(t)))
    return round(best[1], 2)


def layout_in(folder: Path) -> InputFormat:
    """The layout by the vocabulary that the folder holds."""
    return input_format(folder / "vocab.txt", {"markers": MARKERS, "max_length": MAX_LENGTH})


def with_fewer_pieces(
    model: PairClassifier, layout: InputFormat, rows: Sequence[Row], size: int, out: Path
) -> InputFormat:
    """Cuts the vocabulary to about `size` pieces, writes it, and returns the layout to use.

    Kept are the pieces that the rows use most, and every single ASCII character, so that a word
    whose piece is cut is read from smaller ones. Positions beyond MAX_LENGTH go too.
    """
    used = Counter(i for row in rows for i in layout.lay_out(row.question)[0])
    ids = layout.tokens.ids
    always = {ids[piece] for piece in (*SPECIAL_PIECES, *MARKERS.values())}
    always |= {i for p, i in ids.items() if p.isascii() and len(p.removeprefix("##")) == 1}
    frequent = [i for i, _ in used.most_common() if i not in always]
    kept = sorted(always | set(frequent[: max(0, size - len(always))]))
    pieces = list(ids)
    text = "\n".join(pieces[i] for i in kept) + "\n"
    (out / "vocab.txt").write_text(text, encoding="utf8")
    embeddings = model.encoder.model.embeddings
    for name, rows_kept in (("word_embeddings", kept), ("position_embeddings", range(MAX_LENGTH))):
        table = getattr(embeddings, name).weight.detach()[list(rows_kept)]
        setattr(embeddings, name, nn.Embedding.from_pretrained(table))
    smaller = layout_in(out)
    model.marks = (smaller.target_open, smaller.holder_open)
    return smaller


def export(model: PairClassifier, layout: InputFormat, out: Path) -> None:
    """Writes stance.fp32.onnx and its int8 copy stance.onnx (dynamic quantisation, per channel)."""
    question = Pair("Mara Venn praised the plan.", "plan", None, "Mara Venn", None)
    ids, mask, segments = map(torch.from_numpy, padded([layout.lay_out(question)] * 2))
    axes = {
        name: {0: "rows", 1: "tokens"} for name in ("input_ids", "attention_mask", "token_type_ids")
    }
    plain = out / "stance.fp32.onnx"
    torch.onnx.export(
        model.float().eval(),
        (ids, mask, segments),
        str(plain),
        input_names=list(axes),
        output_names=["logits"],
        dynamic_axes=axes | {"logits": {0: "rows"}},
        opset_version=17,
        dynamo=False,
    )
    quantised = out / "stance.onnx"
    quantize_dynamic(str(plain), str(quantised), weight_type=QuantType.QUInt8, per_channel=True)
    onnx.save(with_signed_weights(onnx.load(quantised)), quantised)


def write_config(out: Path, version: str, temperature: float, notes: dict[str, object]) -> None:
    """Writes config.json beside the weights."""
    config = {
        "name": "stancewire-stance",
        "version": version,
        "labels": LABELS,
        "temperature": temperature,
        "max_length": MAX_LENGTH,
        "markers": MARKERS,
        "input": (
            "[CLS] text, target and holder marked where the text names them [SEP] "
            "holder_open holder target_open target [SEP]; segment ids 0 and 1; "
            "without a holder the part about it is left out"
        ),
        "inputs": ["input_ids", "attention_mask", "token_type_ids"],
        "output": "logits",
        "sha256": hashlib.sha256((out / "stance.onnx").read_bytes()).hexdigest(),
        "training": notes,
    }
    (out / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf8")


def onnx_logits(out: Path, rows: Sequence[Row]) -> NDArray[np.float64]:
    """Log-probabilities that the finished folder gives, through the runtime itself."""
    answers = StanceModel.load(out).scores([r.question for r in rows])
    return np.log(np.array([[a[label] for label in LABELS] for a in answers]) + 1e-12)


def development_rows(data: Path) -> dict[str, list[Row]]:
    """Development rows by set."""
    return {
        f"{name} {split}": row_source.read_split(data, name, split) for name, split in DEVELOPMENT
    }


def report_scores(
    model: PairClassifier, sets: dict[str, list[Row]], layout: InputFormat, title: str
) -> None:
    """Prints the macro-F1 on each set."""
    scores = {
        name: round(score([r.label for r in rows], logits_of(model, Examples(rows, layout))), 1)
        for name, rows in sets.items()
    }
    log.info("%s %s", title, json.dumps(scores))


def finish(
    model: PairClassifier,
    layout: InputFormat,
    options: argparse.Namespace,
    notes: dict[str, object],
) -> None:
    """Exports, fits the temperature on int8 logits, and logs what the finished folder scores."""
    out, version = options.out, options.version
    export(model, layout, out)
    write_config(out, version, 1.0, notes)
    sets = development_rows(options.data)
    rows = [r for part in sets.values() for r in part]
    temperature = fitted_temperature([r.label for r in rows], onnx_logits(out, rows))
    scores = {
        name: round(score([r.label for r in part], onnx_logits(out, part)), 1)
        for name, part in sets.items()
    }
    write_config(out, version, temperature, notes | {"development_macro_f1_int8": scores})
    log.info("int8 %s, temperature %s", json.dumps(scores), temperature)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with newsmtsc/ and dse/")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of float_encoder.py")
    parser.add_argument("--out", type=Path, required=True, help="folder to write")
    parser.add_argument(
        "--start", type=Path, nargs="+", help="model.pt of earlier passes, to go on from their mean"
    )
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--made", type=int, default=2000, help="rows made from word lists")
    parser.add_argument("--copies", type=int, default=2, help="copies of every row, varied")
    parser.add_argument("--newsmtsc", type=int, default=1, help="times each of its rows is taken")
    parser.add_argument("--renamed", type=float, default=0.1, help="share of them renamed")
    parser.add_argument("--annotated", type=Path, help="pairs of annotated_questions.py")
    parser.add_argument("--epochs", type=float, default=2.0, help="passes over the rows")
    parser.add_argument(
        "--rate", type=float, default=1e-4, help="learning rate at the encoder's top layer"
    )
    parser.add_argument(
        "--frozen", type=int, default=0, help="lowest layers of the encoder left as they are"
    )
    parser.add_argument("--pieces", type=int, help="word pieces to keep (default: all)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--version", default="1")
    return parser.parse_args()


def main() -> None:
    """Runs the whole training."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = arguments()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "vocab.txt").write_text(
        (options.encoder / "vocab.txt").read_text(encoding="utf8"), encoding="utf8"
    )
    layout = layout_in(options.out)
    rows = row_source.rows_to_learn(
        options.data,
        row_source.annotated_rows(options.annotated) if options.annotated else [],
        options.made,
        Copying(options.copies, options.renamed, options.newsmtsc),
        options.seed,
    )
    log.info("%d rows", len(rows))
    recipe = Recipe(
        epochs=options.epochs,
        rate=options.rate,
        head_rate=6 * options.rate,
        frozen_layers=options.frozen,
    )
    model = classifier_from(options.encoder, layout, recipe.dropout)
    if options.start is not None:
        model.load_state_dict(mean_of([torch.load(path) for path in options.start]))
    model = train(model, Examples(rows, layout), recipe, options.seed, options.out / "model.pt")
    report_scores(model, development_rows(options.data), layout, "float32")
    if options.pieces is not None:
        layout = with_fewer_pieces(model, layout, rows, options.pieces, options.out)
    notes = {"seed": options.seed, "rows": len(rows), "recipe": asdict(recipe)}
    finish(model, layout, options, notes)


if __name__ == "__main__":
    main()
