"""The types of what a model takes and gives, from shapes and dtypes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tfjs_bridge.artifact.metadata import Metadata, TensorSpec
from tfjs_bridge.client.facts import fixed_count, picture_input
from tfjs_bridge.client.literals import shape_literal, string

Shape = Sequence[int | None]

# A longer row is read from somewhere, as an array whose length the compiler does not know.
_LONGEST_TUPLE: Final = 16
_SCALARS: Final = {"string": "string", "bool": "boolean", "int64": "number | bigint"}
_FLAT: Final = {
    "float32": "Numbers",
    "int32": "Integers",
    "int64": "Integers | BigInt64Array",
    "bool": "Uint8Array",
}


@dataclass(frozen=True, slots=True)
class ValueType:
    """A property of what is taken or given.

    Attributes:
        name: The input's or output's.
        text: Its type, in TypeScript.
        about: What it holds, in words.
        flat: The type of a typed array in it; empty: there is none.
    """

    name: str
    text: str
    about: str
    flat: str = ""


def example_shape(spec: TensorSpec, metadata: Metadata) -> Shape:
    """Return the shape of one value of an input or output, as `predict` takes and gives it."""
    count = fixed_count(metadata)
    if not spec.shape:
        return ()
    first, *rest = spec.shape
    if count is not None:
        return (count if first is None else first, *rest)
    return spec.shape if first not in (None, 1) else rest


def input_type(spec: TensorSpec, metadata: Metadata, words: Mapping[str, bool]) -> ValueType:
    """Return the type of an input.

    Args:
        spec: What `predict` takes.
        metadata: The artifact's.
        words: The inputs with a vocabulary: whether others than its words may be given.
    """
    shape = example_shape(spec, metadata)
    if spec.name == picture_input(metadata):
        values = "Int32Array" if spec.dtype == "int32" else "Float32Array"
        about = f"A picture of any size; or {_sizes(spec, shape)}, row by row, as it is prepared."
        return ValueType(spec.name, f"PictureSource | {values}", about)
    scalar = _SCALARS.get(spec.dtype, "number")
    if spec.name in words:
        scalar = f"Word<{string(spec.name)}>"
        # Completed by editors as the words are, while any other is taken as well.
        scalar += " | (string & {})" if words[spec.name] else ""
    # A single value is given as it is.
    flat = "" if list(shape) in ([], [1]) else _FLAT.get(spec.dtype, "")
    return ValueType(spec.name, _taken(shape, scalar, flat), _about(spec, shape), flat)


def output_type(spec: TensorSpec, metadata: Metadata) -> ValueType:
    """Return the type of an output."""
    shape = example_shape(spec, metadata)
    scalar = "boolean" if spec.dtype == "bool" else "number"
    if _is_tuple(shape):
        text = f"[{', '.join([scalar] * (shape[0] or 0))}]"
    else:
        text = scalar + "[]" * len(shape)
    return ValueType(spec.name, text, _about(spec, shape))


def _taken(shape: Shape, scalar: str, flat: str) -> str:
    if not shape:
        return scalar
    bracketed = f"({scalar})" if "|" in scalar else scalar
    if list(shape) == [1]:
        return f"{scalar} | readonly [{scalar}]"
    if _is_tuple(shape):
        row = f"readonly [{', '.join([scalar] * (shape[0] or 0))}]"
    else:
        row = f"readonly {bracketed}[]"
    if not flat:
        return _rows(row, len(shape) - 1)
    # What a flat array is worth cannot be told where sizes within are open.
    is_whole = len(shape) == 1 or None not in shape
    rows = _rows(row if len(shape) == 1 else f"{row} | {flat}", len(shape) - 1)
    return f"{rows} | {flat}" if is_whole else rows


def _rows(row: str, depth: int) -> str:
    for _ in range(depth):
        row = f"readonly ({row})[]"
    return row


def _is_tuple(shape: Shape) -> bool:
    return len(shape) == 1 and shape[0] is not None and shape[0] <= _LONGEST_TUPLE


def _about(spec: TensorSpec, shape: Shape) -> str:
    return f"{_sizes(spec, shape)}."


def _sizes(spec: TensorSpec, shape: Shape) -> str:
    """Return shape and dtype in words."""
    if not shape:
        return f"one {spec.dtype}"
    values = f"{spec.dtype} of the shape {shape_literal(shape)}"
    sizes = [size for size in shape if size is not None]
    if len(shape) == 1 or len(sizes) < len(shape):
        return values
    return f"{values}, {math.prod(sizes):,} values"
