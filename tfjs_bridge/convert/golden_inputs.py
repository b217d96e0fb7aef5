"""Random inputs that a model can be run on: for its golden vectors."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.graph import Graph, Layer, Shape, TensorRef, tensors

# Where these take an input, it holds whole numbers below a setting of theirs.
_INDEXED_BY = {
    "Embedding": "input_dim",
    "CategoryEncoding": "num_tokens",
    "ops.OneHot": "num_classes",
}
# These hand an input's values on as they are.
_SAME_VALUES = frozenset(
    {
        *("Reshape", "Flatten", "Permute", "RepeatVector", "Identity", "Dropout", "Concatenate"),
        *("ops.Reshape", "ops.GetItem", "ops.Transpose", "ops.ExpandDims", "ops.Squeeze"),
    }
)
# Tried in turn for sizes that the model leaves open.
_STEPS = (8, 16, 32, 64, 128)
_PIXELS = (32, 64, 96, 128, 224, 299, 331)


def random_inputs(graph: Graph, count: int, sizes: int, seed: int) -> tuple[npt.NDArray[Any], ...]:
    """Draw inputs.

    Args:
        graph: Of the model.
        count: How many of each, where the model leaves it open.
        sizes: Number of the choice of sizes for what is not fixed, from 0; see `choices`.
        seed: Of numpy's `default_rng`.

    Returns:
        One array for each input, the batch first: whole numbers that are valid indices where the
        input is looked up in a table, else uniform in [0, 1) for floats and 0 or 1 for others.
        Where the input passes a Masking, every second example ends in masked steps.
    """
    generator = np.random.default_rng(seed)
    bounds, masked = _index_bounds(graph), _mask_values(graph)
    arrays = []
    for ref in graph.inputs:
        spec = graph.spec(ref)
        shape = (spec.shape[0] or count, *_fixed(spec.shape[1:], sizes))
        if ref in bounds:
            values = generator.integers(0, bounds[ref], shape).astype(spec.dtype)
        else:
            values = generator.random(shape, dtype=np.float32)
            if spec.dtype != "float32":
                values = (values >= 0.5).astype(spec.dtype)
        if ref in masked:
            values[1::2, values.shape[1] * 2 // 3 :] = masked[ref]
        arrays.append(values)
    return tuple(arrays)


def choices(graph: Graph) -> int:
    """How many choices of sizes there are; 1 where all are fixed."""
    open_ranks = [
        len(spec.shape) for spec in map(graph.spec, graph.inputs) if None in spec.shape[1:]
    ]
    return max((len(_candidates(rank)) for rank in open_ranks), default=1)


def _fixed(shape: Shape, choice: int) -> Iterator[int]:
    candidates = _candidates(len(shape) + 1)
    for size in shape:
        yield candidates[min(choice, len(candidates) - 1)] if size is None else size


def _candidates(rank: int) -> Sequence[int]:
    return _STEPS if rank < 4 else _PIXELS


def _index_bounds(graph: Graph) -> dict[TensorRef, int]:
    found: dict[TensorRef, int] = {}
    for ref, layer in _readers(graph, {ref: ref for ref in graph.inputs}):
        if layer.class_name in _INDEXED_BY:
            bound = _setting(layer, _INDEXED_BY[layer.class_name])
            if bound is not None:
                found[ref] = min(int(bound), found.get(ref, int(bound)))
    return found


def _mask_values(graph: Graph) -> dict[TensorRef, float]:
    return {
        ref: float(layer.config["mask_value"])
        for ref, layer in _readers(graph, {ref: ref for ref in graph.inputs})
        if layer.class_name == "Masking"
    }


def _setting(layer: Layer, name: str) -> Any:
    return layer.config.get(name, layer.calls[0].kwargs.get(name))


def _readers(
    graph: Graph, origins: dict[TensorRef, TensorRef]
) -> Iterator[tuple[TensorRef, Layer]]:
    """Each input of the whole model with each layer that takes its values as they are."""
    for layer, number in itertools.chain.from_iterable(
        ((layer, number) for number in range(len(layer.calls))) for layer in graph.layers
    ):
        call = layer.calls[number]
        taken = list(tensors((call.args, call.kwargs), TensorRef))
        known = [origins[ref] for ref in taken if ref in origins]
        if call.graph is not None:
            inner = zip(call.graph.inputs, taken, strict=True)
            yield from _readers(call.graph, {i: origins[o] for i, o in inner if o in origins})
        for origin in known:
            yield origin, layer
            yield from ((origin, child) for child in layer.children.values())
            if layer.class_name in _SAME_VALUES:
                origins[TensorRef(layer.name, number)] = origin
