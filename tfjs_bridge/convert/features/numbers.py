"""Layers and operations of numbers as steps: they prepare what is looked up behind them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tfjs_bridge.convert.features.lookups import require_dense, short
from tfjs_bridge.convert.features.steps import (
    DTYPES,
    NotDeclaredError,
    Reading,
    Step,
    Value,
    declares,
    encoded,
    size_of,
)
from tfjs_bridge.convert.frontend.graph import Shape


@declares("TFDIdentity", "Identity", "Dropout", "GaussianNoise", "GaussianDropout")
def _passed_on(reading: Reading) -> Value:
    return reading.value


@declares("Discretization")
def _discretization(reading: Reading) -> Step:
    layer = reading.operation
    _require_number(reading.value)
    require_dense(layer)
    if not layer.bin_boundaries:
        raise NotDeclaredError("has no boundaries; expected that adapt was called. Call it")
    encode = layer.output_mode
    depth = None if encode == "int" else len(layer.bin_boundaries) + 1
    shape, dtype = encoded(reading.value, encode, depth)
    boundaries = [short(boundary) for boundary in layer.bin_boundaries]
    settings = {"boundaries": boundaries, "encode": encode, "depth": depth}
    return Step("discretize", settings, shape, dtype)


@declares("CategoryEncoding")
def _category_encoding(reading: Reading) -> Step:
    layer = reading.operation
    require_dense(layer)
    if len(reading.values) > 1 or not reading.value.is_whole:
        raise NotDeclaredError(
            "is called with weights, or reads what are not whole numbers. Give it indices alone"
        )
    depth = int(layer.num_tokens)
    shape, dtype = encoded(reading.value, layer.output_mode, depth)
    return Step("categories", {"encode": layer.output_mode, "depth": depth}, shape, dtype)


@declares("Normalization")
def _normalization(reading: Reading) -> Step:
    layer = reading.operation
    _require_number(reading.value)
    if layer.mean is None:
        raise NotDeclaredError("has no mean; expected that adapt was called. Call it")
    mean, variance = (_without_examples(x) for x in (layer.mean, layer.variance))
    settings = {"mean": mean, "variance": variance, "invert": bool(layer.invert)}
    return Step("normalize", settings, reading.value.shape, "float32")


def _without_examples(value: Any) -> Any:
    """Return a mean or variance for one example: the axis of the examples has the size 1."""
    array = np.asarray(value, np.float32)
    if array.ndim and array.shape[0] != 1:
        raise NotDeclaredError("treats each example by itself (axis=0). Use another axis")
    return _listed(array[0] if array.ndim else array)


def _listed(array: Any) -> Any:
    return short(array) if array.ndim == 0 else [_listed(item) for item in array]


@declares("Rescaling")
def _rescaling(reading: Reading) -> Step:
    _require_number(reading.value)
    scale, offset = (np.asarray(x) for x in (reading.operation.scale, reading.operation.offset))
    if scale.ndim or offset.ndim:
        raise NotDeclaredError("has a scale for each value; expected one number. Use Normalization")
    settings = {"scale": short(scale), "offset": short(offset)}
    return Step("rescale", settings, reading.value.shape, "float32")


def _require_number(value: Value) -> None:
    if value.dtype in ("string", "bool"):
        raise NotDeclaredError(f"reads {value.dtype}; expected numbers. Look them up first")


@declares("Concatenate", "TFDConcat")
def _concatenate(reading: Reading) -> Step:
    axis = int(reading.operation.axis)
    rank = len(reading.value.shape)
    axis = axis + rank if axis < 0 else axis
    kinds = {value.dtype for value in reading.values}
    if axis == 0 or (len(kinds) > 1 and {"string", "bool"} & kinds):
        raise NotDeclaredError("joins examples, or text and numbers. Keep them apart")
    sizes = [value.shape[axis] for value in reading.values]
    size = None if None in sizes else sum(size or 0 for size in sizes)
    shape = (*reading.value.shape[:axis], size, *reading.value.shape[axis + 1 :])
    dtype = _joined(kinds)
    return Step("concatenate", {"axis": axis}, shape, dtype, dtype if len(kinds) > 1 else None)


def _joined(kinds: set[str]) -> str:
    return next(kind for kind in ("string", "bool", "float32", "int64", "int32") if kind in kinds)


@declares("Reshape", "Flatten", "ExpandDims", "Squeeze")
def _reshape(reading: Reading) -> Step:
    value = reading.value
    target = list(reading.shape[1:])
    # What Keras says is of its own symbolic shape; the true one has as many values.
    count = size_of(value.shape)
    if len(reading.shape) == 0 or reading.shape[0] not in (None, value.shape[0]):
        raise NotDeclaredError("changes the axis of the examples. Reshape the others alone")
    if target.count(None) > 1:
        raise NotDeclaredError("leaves more than one size open. Fix the sizes")
    sizes = [-1 if size is None else int(size) for size in target]
    shape: Shape = (value.shape[0], *_known(sizes, count))
    return Step("reshape", {"shape": sizes}, shape, value.dtype)


def _known(sizes: Sequence[int], count: int | None) -> Shape:
    """Return sizes with the open one computed, where the number of values is known."""
    known = int(np.prod([size for size in sizes if size != -1]))
    rest = None if count is None or not known else count // known
    return tuple(rest if size == -1 else size for size in sizes)


@declares("Cast")
def _cast(reading: Reading) -> Step | Value:
    dtype = DTYPES.get(str(reading.operation.dtype))
    if dtype is None or "string" in (dtype, reading.value.dtype):
        raise NotDeclaredError("makes numbers of text, or text of numbers. Do it before the model")
    if dtype == reading.value.dtype:
        return reading.value
    return Step("cast", {"dtype": dtype}, reading.value.shape, dtype)
