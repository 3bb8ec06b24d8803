"""Trains the stance model in passes, each from the weights of the one before.

    python train.py --data DATA --encoder ENCODER --sentences A.jsonl B.jsonl --out 1/model.pt
    python train.py … --start 1/model.pt --questions questions.jsonl --out 2/model.pt

The first learns sentences; the next ones sentences and questions of `judge`, of the train splits of
newsmtsc and dse, of `annotated_questions.py`, and of the pairs that a strict reader judged. It logs
how good it is after every pass over the examples: on sentences held out of all passes, and on the
development splits of both sets.

    python train.py … --start 4/model.pt --upper 3/model.pt --share 0 --questions … \\
      --taught taught.jsonl --out 5/model.pt

The last learns questions alone, by upper layers of their own on lower ones that stay, and is taught
by an earlier model's answers (Hinton et al., "Distilling the knowledge in a neural network", 2015).
What it learnt and what it began from are mixed in the end, which holds better on texts of another
kind (Wortsman et al., "Robust fine-tuning of zero-shot models", 2022).
"""

from __future__ import annotations

import argparse
import copy
import itertools
import logging
import math
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from examples import (
    Batch,
    Example,
    batch_of,
    question_example,
    question_examples,
    sentence_example,
    shuffled,
    with_taught,
)
from pair_reader import (
    SHARED,
    PairReader,
    QuestionReader,
    drop_layers,
    trained,
    untrained,
)
from rows import (
    Copying,
    Row,
    annotated_rows,
    is_held_out,
    lines,
    read_rows,
    read_split,
    rows_to_learn,
)
from scores import pair_score, question_score
from torch import Tensor, nn

from pipeline.analysis.model.model_input import MARKERS, InputFormat, input_format

log = logging.getLogger(__name__)

MAX_LENGTH = 112  # tokens of a question
MADE = 2000  # questions made from word lists
RENAMED_SHARE = 1 / 16  # of the varied questions, in which persons get other names
DEVELOPMENT = (("newsmtsc", "dev_rw"), ("newsmtsc", "dev_mt"), ("dse", "dev"))
TAUGHT = 0.7  # share of an earlier model's answers in the loss, where there are any
BEGUN = 0.5  # share of the layers as they began in those that learn questions alone
REPORT_EVERY = 50  # steps
AVERAGE_EVERY = 5  # steps between two updates of the averaged weights


Model = PairReader | QuestionReader


@dataclass(frozen=True)
class Recipe:
    """How the model is fine-tuned, in float32: without AVX-512 bfloat16 is imitated, and slower."""

    epochs: float
    rate: float  # of the encoder
    head_rate: float
    batch: int = 32
    frozen_layers: int = 3  # the lowest; the word embeddings are frozen too
    warmup: float = 0.08  # share of the steps
    last_rate: float = 0.02  # share of the rate at the end of the decay
    average: float = 0.998  # decay of the moving average of the weights
    weight_decay: float = 0.01


@dataclass(frozen=True)
class Sets:
    """What is learnt, and by file or set what is scored: sentences and questions held out."""

    learnt: list[Example]
    sentences: dict[str, list[Example]]
    questions: dict[str, list[Example]]

    def report(self, model: Model, step: int) -> None:
        """Logs how good the model is."""
        for name, examples in self.sentences.items():
            log.info("step %d, %s: %s", step, name, pair_score(model, examples))
        for name, examples in self.questions.items():
            log.info("step %d, %s: macro-F1 %.1f", step, name, question_score(model, examples))


def sentence_sets(paths: Sequence[Path], layout: InputFormat) -> Sets:
    """The sentences of some files of `sentences.py` that have a pair to learn."""
    learnt: list[Example] = []
    held: dict[str, list[Example]] = {path.stem: [] for path in paths}
    for path in paths:
        for line in lines(path):
            example = sentence_example(line, layout.tokens)
            if example.weight.any():
                (held[path.stem] if is_held_out(line["article"]) else learnt).append(example)
    return Sets(learnt, {name: found for name, found in held.items() if found}, {})


def question_rows(options: argparse.Namespace) -> list[Row]:
    """Judge's questions: those of the sets, of annotated sentences, and of pairs read strictly."""
    copying = Copying(1, RENAMED_SHARE, options.newsmtsc)
    told = (line for path in options.sentences for line in lines(path))
    judged = [r for t in told if not is_held_out(t["article"]) for r in read_rows(t)]
    marked = [*annotated_rows(options.questions), *judged]
    return rows_to_learn(options.data, marked, MADE, copying, options.seed)


def question_sets(options: argparse.Namespace, layout: InputFormat) -> Sets:
    """The questions to learn, with an earlier model's answers where there are any."""
    learnt = question_examples(question_rows(options), layout, options.judge)
    if options.taught is not None:
        learnt = [with_taught(*each) for each in zip(learnt, lines(options.taught), strict=True)]
    scored = {
        f"{name} {split}": [
            question_example(row, layout) for row in read_split(options.data, name, split)
        ]
        for name, split in DEVELOPMENT
    }
    return Sets(learnt, {}, scored)


def loss_of(logits: Tensor, batch: Batch) -> Tensor:
    """Weighted cross-entropy of all pairs, for one text of the batch.

    What an answer lacks of certainty goes to neutral, and from neutral to all three alike. Where an
    earlier model answered too, its answer counts for TAUGHT.
    """
    shares = logits.log_softmax(-1)
    label, certainty = batch["label"], batch["certainty"]
    hit = shares.gather(-1, label.unsqueeze(-1)).squeeze(-1)
    rest = torch.where(label > 0, shares[..., 0], shares.mean(-1))
    gained = certainty * hit + (1 - certainty) * rest
    if "taught" in batch:
        gained = (1 - TAUGHT) * gained + TAUGHT * (batch["taught"] * shares).sum(-1)
    return -(gained * batch["weight"]).sum() / len(label)


def mixed(begun: Mapping[str, Tensor], learnt: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights between those that a model began with and those that it has learnt."""
    return {name: torch.lerp(learnt[name], begun[name], BEGUN) for name in begun}


def trained_groups(model: Model, recipe: Recipe) -> list[dict[str, object]]:
    """The weights that are learnt, with their rates; the others are frozen."""
    if isinstance(model, QuestionReader):
        body: nn.Module = model.layers
    else:
        body = model.encoder
        for part in (
            body.embeddings.word_embeddings,
            *body.encoder.layer[: recipe.frozen_layers],
        ):
            part.requires_grad_(requires_grad=False)
    return [
        {"params": [p for p in body.parameters() if p.requires_grad], "lr": recipe.rate},
        {"params": list(model.head.parameters()), "lr": recipe.head_rate},
    ]


def rate_curve(steps: int, recipe: Recipe) -> Callable[[int], float]:
    """Share of the learning rate at a step: up in a line, then down in a line."""
    ramp = int(recipe.warmup * steps)

    def share(step: int) -> float:
        if step < ramp:
            return (step + 1) / ramp
        return max(recipe.last_rate, (steps - step) / (steps - ramp))

    return share


class MovingAverage:
    """A copy of a model whose weights follow the trained ones slowly; that copy is what is kept."""

    def __init__(self, model: Model, decay: float) -> None:
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


def train(model: Model, sets: Sets, recipe: Recipe, seed: int) -> Model:
    """Fine-tunes the model; returns the moving average of its weights."""
    groups = trained_groups(model, recipe)
    optimiser = torch.optim.AdamW(groups, weight_decay=recipe.weight_decay, fused=True)
    epoch = math.ceil(len(sets.learnt) / recipe.batch)
    steps = math.ceil(recipe.epochs * epoch)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, rate_curve(steps, recipe))
    average = MovingAverage(model, recipe.average)
    begun, losses = time.monotonic(), []
    model.train()
    for step, batch in enumerate(served(sets.learnt, recipe.batch, steps, seed), start=1):
        loss = loss_of(model(**batch), batch)
        loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        losses.append(loss.item())
        if step % AVERAGE_EVERY == 0:
            average.follow(step)
        if step % REPORT_EVERY == 0:
            seconds, mean = time.monotonic() - begun, sum(losses[-REPORT_EVERY:]) / REPORT_EVERY
            log.info("step %d of %d: loss %.3f, %.0f s", step, steps, mean, seconds)
        if step % epoch == 0 or step == steps:
            sets.report(average.model, step)
    return average.model


def served(examples: Sequence[Example], size: int, steps: int, seed: int) -> Iterator[Batch]:
    """That many batches, over the examples as often as it takes."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    yield from map(batch_of, itertools.islice(shuffled(examples, size, rng), steps))


def upper_layers(reader: PairReader, before: PairReader) -> Iterator[nn.Module]:
    """The upper layers of a reader, then those that it had before they were dropped."""
    kept = reader.encoder.encoder.layer
    yield from kept[SHARED:]
    yield from before.encoder.encoder.layer[len(kept) :]


def layout_in(folder: Path) -> InputFormat:
    """The layout by the vocabulary that the folder holds."""
    return input_format(folder / "vocab.txt", {"markers": MARKERS, "max_length": MAX_LENGTH})


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--data", type=Path, required=True, help="folder with newsmtsc/ and dse/")
    add("--encoder", type=Path, required=True, help="folder of float_encoder.py")
    add("--sentences", type=Path, nargs="+", required=True, help="files of sentences.py")
    add("--share", type=float, default=1.0, help="of the sentences; 0: questions alone")
    add("--questions", type=Path, help="file of annotated_questions.py; none: sentences alone")
    add("--taught", type=Path, help="answers to them, a line each, as earlier.py gives them")
    add("--judge", type=float, default=6.0, help="weight of a question in the loss")
    add("--newsmtsc", type=int, default=1, help="times each of its questions is taken")
    add("--drop-layers", type=int, nargs="*", default=[], metavar="N", help="from 0 on")
    add("--upper", type=Path, help="model.pt before layers were dropped: train questions' layers")
    add("--start", type=Path, help="model.pt of the pass before")
    add("--epochs", type=float, required=True, help="passes over the examples")
    add("--rate", type=float, required=True, help="highest learning rate of the encoder")
    add("--head-rate", type=float, required=True, help="highest learning rate of the head")
    add("--seed", type=int, default=7)
    add("--threads", type=int, default=2)
    add("--out", type=Path, required=True, help="file of weights to write")
    return parser.parse_args()


def main() -> None:
    """Runs one pass."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    layout = layout_in(options.encoder)
    sets = Sets([], {}, {})
    if options.share:
        sets = sentence_sets(options.sentences, layout)
        chance = random.Random(options.seed)  # noqa: S311 - not for secrets
        some = chance.sample(sets.learnt, int(options.share * len(sets.learnt)))
        sets = replace(sets, learnt=some)
    if options.questions is not None:
        more = question_sets(options, layout)
        sets = Sets([*sets.learnt, *more.learnt], sets.sentences, more.questions)
    log.info("%d examples", len(sets.learnt))
    model: Model
    if options.start is None:
        model = untrained(options.encoder, layout)
    else:
        model = trained(options.start, options.encoder)
    drop_layers(model, options.drop_layers)
    recipe = Recipe(options.epochs, options.rate, options.head_rate)
    if options.upper is not None:
        model = QuestionReader(model, upper_layers(model, trained(options.upper, options.encoder)))
        begun = copy.deepcopy(model.state_dict())
        model = train(model, sets, recipe, options.seed)
        model.load_state_dict(mixed(begun, model.state_dict()))
        sets.report(model, 0)
    else:
        model = train(model, sets, recipe, options.seed)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), options.out)


if __name__ == "__main__":
    main()
