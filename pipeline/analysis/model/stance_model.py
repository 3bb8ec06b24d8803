"""Stance towards one named target, by a small fine-tuned encoder on one processor thread."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # it has no type marker
from numpy.typing import NDArray

from pipeline.analysis.model.model_input import InputFormat, Pair, input_format
from pipeline.errors import SetupError
from schemas.vocabulary import Polarity

# The weights as shipped; without them the rules alone are at work.
FOLDER = Path(__file__).with_name("weights")
BATCH_PAIRS = 16  # 32 or 64 gained nothing on one thread
LABELS = ("against", "neutral", "for")


Scores = dict[Polarity, float]  # probabilities of the three answers, summing to 1


def padded(
    laid_out: Sequence[tuple[list[int], int]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Give ids, attention mask and segment ids as rectangles, short rows filled with 0 ([PAD])."""
    width = max(len(ids) for ids, _ in laid_out)
    ids, mask, segments = (np.zeros((len(laid_out), width), dtype=np.int64) for _ in range(3))
    for row, (tokens, first) in enumerate(laid_out):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
        segments[row, first : len(tokens)] = 1
    return ids, mask, segments


class StanceModel:
    """Judges pairs of holder and target; load once, use from one thread."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        layout: InputFormat,
        temperature: float,
        name: str,
    ) -> None:
        self._session = session
        self._layout = layout
        self._temperature = temperature
        self.name = name

    @classmethod
    def load(cls, folder: Path) -> "StanceModel":
        """Load the model in a folder, its weights checked against the checksum in `config.json`.

        Raises SetupError when a file is missing, unreadable or not the one described.
        """
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf8"))
            weights = (folder / "stance.onnx").read_bytes()
            layout = input_format(folder / "vocab.txt", config)
            expected, labels = config["sha256"], tuple(config["labels"])
            temperature = float(config["temperature"])
            name = f"{config['name']}-{config['version']}"
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SetupError(f"no stance model in {str(folder)!r}: {error}") from error
        found = hashlib.sha256(weights).hexdigest()
        if found != expected or labels != LABELS:
            raise SetupError(
                f"{str(folder)!r}: stance.onnx has sha256 {found} and labels {labels}, "
                f"expected {expected} and {LABELS}"
            )
        return cls(_one_thread_session(weights), layout, temperature, name)

    def scores(self, pairs: Sequence[Pair]) -> list[Scores]:
        """Judge each pair, in order; about 2 to 4 ms each on one thread."""
        laid_out = [self._layout.lay_out(pair) for pair in pairs]
        order = sorted(range(len(laid_out)), key=lambda i: len(laid_out[i][0]))
        answers: dict[int, Scores] = {}
        for start in range(0, len(order), BATCH_PAIRS):
            batch = order[start : start + BATCH_PAIRS]
            answers.update(zip(batch, self._answered([laid_out[i] for i in batch]), strict=True))
        return [answers[i] for i in range(len(laid_out))]

    def _answered(self, laid_out: Sequence[tuple[list[int], int]]) -> Iterable[Scores]:
        """Judge one batch of pairs laid out."""
        ids, mask, segments = padded(laid_out)
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": segments}
        logits = np.asarray(self._session.run(["logits"], feed)[0], dtype=np.float64)
        powers = np.exp((logits - logits.max(axis=1, keepdims=True)) / self._temperature)
        for against, neutral, favour in (powers / powers.sum(axis=1, keepdims=True)).tolist():
            yield {
                Polarity.FOR: favour,
                Polarity.AGAINST: against,
                Polarity.NEUTRAL: neutral,
            }


def _one_thread_session(weights: bytes) -> onnxruntime.InferenceSession:
    """Open an inference session that uses one processor thread and keeps no memory arena."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def shipped_model(folder: Path = FOLDER) -> StanceModel | None:
    """Load the model that ships with the package; None where it is left out."""
    return StanceModel.load(folder) if (folder / "stance.onnx").exists() else None
