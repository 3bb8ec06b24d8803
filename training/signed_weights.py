"""Writes the weights of an unsigned int8 model as signed: the same integers, told from -128.

A processor with VNNI multiplies signed weights 2.5 times as fast, with the same answers. Quantised
as signed from the start, the scales would be others, and so the model.
"""

import numpy as np
from onnx import GraphProto, ModelProto, TensorProto, numpy_helper


def with_signed_weights(model: ModelProto) -> ModelProto:
    """A copy of the model whose integer products have signed weights and zero points."""
    signed = ModelProto()
    signed.CopyFrom(model)
    names = product_weights(signed.graph)
    for tensor in signed.graph.initializer:
        if tensor.name in names and tensor.data_type == TensorProto.UINT8:
            moved = numpy_helper.to_array(tensor).astype(np.int16) - 128
            tensor.CopyFrom(numpy_helper.from_array(moved.astype(np.int8), tensor.name))
    return signed


def product_weights(graph: GraphProto) -> set[str]:
    """The names of the second factors of all integer products, and of their zero points."""
    products = [node for node in graph.node if node.op_type == "MatMulInteger"]
    return {name for node in products for name in (node.input[1], node.input[3])}
