"""What running a model costs, counted and never timed: the same on every machine."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.graph import Call, Graph, Layer, Shape, TensorRef
from tfjs_bridge.convert.keras_classes import keras_class

_BYTES = 4
_TRANSPOSED = frozenset({"Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"})
_ATTENTION = frozenset({"Attention", "AdditiveAttention", "MultiHeadAttention"})
# Their tables are large, and one row is read for each index.
_LOOKUPS = frozenset({"Embedding"})


@dataclass(frozen=True, slots=True)
class Cost:
    """One example's way through a model, all sizes being fixed.

    Attributes:
        multiplications: Multiply-adds of kernels and of attention.
        slow_multiplications: Those of depthwise kernels, which no matrix product does.
        values: Of all tensors that the layers give.
        steps: Calls of layers; a recurrent layer's steps count each.
        bytes: Of the example in golden.bin: its inputs and outputs.
        parameters: Of the model.
    """

    multiplications: int
    slow_multiplications: int
    values: int
    steps: int
    bytes: int
    parameters: int


@dataclass(frozen=True, slots=True)
class _Speed:
    """Nanoseconds of a backend of Keras, on two cores of 2020."""

    multiplication: float
    slow_multiplication: float
    value: float
    step: float
    start: float
    first_step: float = 0.0


# Measured on layers and whole networks (benchmarks/golden_vectors.py). JAX compiles each call when
# it is first run with its shapes.
_SPEEDS: Mapping[str, _Speed] = {
    "numpy": _Speed(0.06, 5.0, 15.0, 6e4, 0.0),
    "jax": _Speed(0.04, 2.0, 3.0, 3e5, 2.5e9, 3e7),
    "tensorflow": _Speed(0.03, 0.1, 1.5, 2e5, 4.5e9),
    "torch": _Speed(0.03, 0.3, 1.5, 6e4, 4.5e9),
}


def cost_of(graph: Graph) -> Cost:
    """Count what one example costs; sizes that are open count as 1."""
    totals = [0, 0, 0, 0]
    _add_graph(graph, totals)
    products, slow, values, steps = totals
    shapes = [graph.spec(ref).shape for ref in (*graph.inputs, *graph.outputs)]
    return Cost(products, slow, values, steps, sum(map(_size, shapes)) * _BYTES, graph.parameters)


def run_ns(cost: Cost, backend: str, examples: float = 1) -> float:
    """Estimate one run of some examples at once, in nanoseconds, but for the backend's start."""
    speed = _SPEEDS.get(backend, _SPEEDS["tensorflow"])
    each = (
        cost.multiplications * speed.multiplication
        + cost.slow_multiplications * speed.slow_multiplication
        + cost.values * speed.value
    )
    return each * examples + cost.steps * speed.step


def start_ns(cost: Cost, backend: str) -> float:
    """Estimate a backend's start in a new process, and of its first run."""
    speed = _SPEEDS[backend]
    # A recurrent layer's steps are compiled once, as a loop; more calls than this are mostly those.
    return speed.start + speed.first_step * min(cost.steps, 100)


def _add_graph(graph: Graph, totals: list[int]) -> None:
    shapes: dict[TensorRef, Shape] = {}
    for layer in graph.layers:
        for number, call in enumerate(layer.calls):
            for place, spec in enumerate(call.outputs):
                shapes[TensorRef(layer.name, number, place)] = spec.shape
    for layer in graph.layers:
        for call in layer.calls:
            if call.graph is not None:
                _add_graph(call.graph, totals)
                continue
            taken = [shapes[ref] for ref in instances((call.args, call.kwargs), TensorRef)]
            for place, amount in enumerate(_call(layer, call, taken)):
                totals[place] += amount


def _call(layer: Layer, call: Call, taken: list[Shape]) -> tuple[int, int, int, int]:
    given = [spec.shape for spec in call.outputs]
    values = sum(map(_size, given))
    steps = _steps(layer, taken)
    weights = 0 if layer.class_name in _LOOKUPS else _kernel_values(layer)
    positions = _positions(layer, taken, given)
    products = weights * max(positions, steps)
    if layer.class_name in _ATTENTION and taken:
        length = _size(taken[0][:2])
        products += 2 * length * _size(taken[0])  # scores, and the sums that they weigh
    if "Depthwise" in layer.class_name or "Separable" in layer.class_name:
        return 0, products, values, 1
    return products, 0, values, steps


def _steps(layer: Layer, taken: list[Shape]) -> int:
    is_stepwise = keras_class(layer.class_name).is_recurrent and taken and len(taken[0]) > 2
    return (taken[0][1] or 1) if is_stepwise else 1


def _positions(layer: Layer, taken: list[Shape], given: list[Shape]) -> int:
    """Count how often a kernel is applied: once for each row of a Dense layer."""
    shapes = taken if layer.class_name in _TRANSPOSED else given
    if layer.config.get("data_format") == "channels_first":
        return max((_size((None, *shape[2:])) for shape in shapes), default=1)
    return max((_size(shape[:-1]) for shape in shapes), default=1)


def _kernel_values(layer: Layer) -> int:
    own = sum(value.size for value in layer.weights.values() if value.ndim > 1)
    return own + sum(_kernel_values(child) for child in layer.children.values())


def _size(shape: Shape) -> int:
    """Count the values of one example."""
    return math.prod(size or 1 for size in shape[1:])
