"""The stance model with unsigned weights, as training first quantises it."""

from collections.abc import Iterator

# Numbers of the fields of ONNX's messages, and of types of data, from onnx.proto.
GRAPH, INITIALISER, DATA_TYPE, RAW_DATA = 7, 5, 2, 9
UINT8, INT8 = 2, 3
_FIXED_SIZES = {1: 8, 5: 4}


def with_unsigned_weights(model: bytes) -> bytes:
    """Write every signed table of an ONNX model as the same integers told from 0."""
    changed = bytearray(model)
    for graph in _fields(model, GRAPH, (0, len(model))):
        for tensor in _fields(model, INITIALISER, graph):
            ((kind, _),) = _fields(model, DATA_TYPE, tensor)
            if model[kind] == INT8:
                ((start, end),) = _fields(model, RAW_DATA, tensor)
                changed[kind] = UINT8
                changed[start:end] = bytes(byte ^ 128 for byte in model[start:end])
    return bytes(changed)


def _fields(model: bytes, wanted: int, within: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield where each field of one number begins and ends in a message of Protocol Buffers."""
    at, last = within
    while at < last:
        key, start = _number(model, at)
        if key & 7 in _FIXED_SIZES:
            at = start + _FIXED_SIZES[key & 7]
        else:
            value, at = _number(model, start)
            if key & 7 == 2:
                start, at = at, at + value
        if key >> 3 == wanted:
            yield start, at


def _number(model: bytes, at: int) -> tuple[int, int]:
    """Read a number of 7 bits a byte, the least first; give it and where it ends."""
    number = shift = 0
    while model[at] & 128:
        number |= (model[at] & 127) << shift
        at, shift = at + 1, shift + 7
    return number | model[at] << shift, at + 1
