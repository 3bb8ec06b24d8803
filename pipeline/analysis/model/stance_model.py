"""Stances between the words of one sentence, by a small fine-tuned encoder on one thread."""

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime  # type: ignore[import-untyped]  # it has no type marker
from numpy.typing import NDArray

from pipeline.analysis.model.model_input import InputFormat, Pair, input_format
from pipeline.analysis.model.sentence_input import Feed
from pipeline.errors import SetupError
from schemas.vocabulary import Polarity

# The weights as shipped; without them the rules alone are at work.
FOLDER = Path(__file__).with_name("weights")
LABELS = (Polarity.NEUTRAL, Polarity.FOR, Polarity.AGAINST)
# The layers that sentences and questions share, and those that each has of its own.
SHARED, SENTENCES, QUESTIONS = "shared.onnx", "sentences.onnx", "questions.onnx"
PARTS = (SHARED, SENTENCES, QUESTIONS)
# Names of x86 processors, and of the instructions that add integer products without overflow.
X86 = frozenset("x86_64 amd64 i386 i686".split())
VNNI = frozenset("avx512_vnni avx_vnni".split())
_FLAGS = Path("/proc/cpuinfo")  # on Linux alone


Scores = dict[Polarity, float]  # probabilities of the three answers, summing to 1


class StanceModel:
    """Reads sentences and answers questions; load once, use from one thread."""

    def __init__(
        self,
        parts: Mapping[str, onnxruntime.InferenceSession],
        layout: InputFormat,
        temperature: float,
        name: str,
    ) -> None:
        self._parts = parts
        self._layout = layout
        self._temperature = temperature
        self.tokens = layout.tokens
        self.name = name

    @classmethod
    def load(cls, folder: Path) -> "StanceModel":
        """Load the model in a folder, its parts checked against the checksums in `config.json`.

        Raises SetupError when a file is missing, unreadable or not the one described.
        """
        try:
            config = json.loads((folder / "config.json").read_text(encoding="utf8"))
            parts = {part: (folder / part).read_bytes() for part in PARTS}
            layout = input_format(folder / "vocab.txt", config)
            expected, labels = config["sha256"], tuple(config["labels"])
            temperature = float(config["temperature"])
            name = f"{config['name']}-{config['version']}"
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SetupError(f"no stance model in {str(folder)!r}: {error}") from error
        found = {part: hashlib.sha256(weights).hexdigest() for part, weights in parts.items()}
        if found != expected or labels != LABELS:
            raise SetupError(
                f"{str(folder)!r}: the weights have sha256 {found} and labels {labels}, "
                f"expected {expected} and {LABELS}"
            )
        sessions = {part: _one_thread_session(weights) for part, weights in parts.items()}
        return cls(sessions, layout, temperature, name)

    def read(self, feed: Feed) -> NDArray[np.float64]:
        """Give the probability of each of LABELS for each node of a sentence towards each other."""
        return _shares(self._logits(SENTENCES, feed))

    def scores(self, pairs: Sequence[Pair]) -> list[Scores]:
        """Judge each pair, in order."""
        return [self._score(self._layout.lay_out(pair)) for pair in pairs]

    def _score(self, feed: Feed) -> Scores:
        logits = self._logits(QUESTIONS, feed)[0, 1]
        return dict(zip(LABELS, _shares(logits / self._temperature).tolist(), strict=True))

    def _logits(self, part: str, feed: Feed) -> NDArray[np.float64]:
        states = self._given(SHARED, feed)
        return np.asarray(self._given(part, {**feed, "states": states}), dtype=np.float64)

    def _given(self, part: str, feed: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
        session = self._parts[part]
        given: NDArray[np.float32] = session.run(
            None, {each.name: feed[each.name] for each in session.get_inputs()}
        )[0]
        return given


def _shares(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    shares: NDArray[np.float64] = powers / powers.sum(-1, keepdims=True)
    return shares


def _one_thread_session(weights: bytes) -> onnxruntime.InferenceSession:
    """Open an inference session that uses one processor thread.

    It keeps no plan of its memory for each length of sentence and number of nodes: over 1,000
    articles these were a third of what a process grew by, and saved no time.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False
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
    return StanceModel.load(folder) if any((folder / part).exists() for part in PARTS) else None
