"""Stance towards one named target, by a small fine-tuned encoder on one processor thread."""

import hashlib
import json
import platform
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # it has no type marker
from numpy.typing import NDArray

from pipeline.analysis.model.model_input import InputFormat, Pair, input_format
from pipeline.errors import SetupError
from schemas.vocabulary import Polarity

# The weights as shipped; without them the rules alone are at work.
FOLDER = Path(__file__).with_name("weights")
LABELS = ("against", "neutral", "for")
# Names of x86 processors, and of the instructions that add integer products without overflow.
X86 = frozenset("x86_64 amd64 i386 i686".split())
VNNI = frozenset("avx512_vnni avx_vnni".split())
_FLAGS = Path("/proc/cpuinfo")  # on Linux alone


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
        """Judge each pair, in order; 7 ms each on one thread, 18 or more without VNNI.

        One at a time: a batch takes half as long again, for it fills short texts up to the
        longest, and rounds by its largest number, so that an answer hung on its neighbours.
        """
        return [self._score(*self._layout.lay_out(pair)) for pair in pairs]

    def _score(self, tokens: list[int], first: int) -> Scores:
        """Judge one pair laid out; `first` of its tokens belong to the first segment."""
        ids, mask, segments = padded([(tokens, first)])
        feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": segments}
        logits = np.asarray(self._session.run(["logits"], feed)[0][0], dtype=np.float64)
        powers = np.exp((logits - logits.max()) / self._temperature)
        against, neutral, favour = (powers / powers.sum()).tolist()
        return {Polarity.FOR: favour, Polarity.AGAINST: against, Polarity.NEUTRAL: neutral}


def _one_thread_session(weights: bytes) -> onnxruntime.InferenceSession:
    """Open an inference session that uses one processor thread and keeps no memory arena."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    flags = _FLAGS.read_text(encoding="utf8") if _FLAGS.exists() else ""
    if may_overflow(platform.machine(), flags):
        options.add_session_config_entry("session.x64quantprecision", "1")
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def may_overflow(machine: str, cpuinfo: str) -> bool:
    """Tell whether a processor may let products of signed weights overflow: x86 without VNNI.

    `cpuinfo` is Linux's list of processors, each with a line of flags; empty where it is unknown.
    """
    flags = [set(line.split()) for line in cpuinfo.splitlines() if line.startswith("flags")]
    return machine.lower() in X86 and not (flags and all(each & VNNI for each in flags))


def shipped_model(folder: Path = FOLDER) -> StanceModel | None:
    """Load the model that ships with the package; None where it is left out."""
    return StanceModel.load(folder) if (folder / "stance.onnx").exists() else None
