"""Small graphs of one rounded kernel, with its factors as a part of it and beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.convert.graph_model.passes.comparing import (
    BACKENDS,
    counted,
    normal,
    run_model,
    write_model,
)
from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.artifact.encodings.plan import plan_for
from tfjs_bridge.artifact.encodings.record import Rounded, RoundedWeight
from tfjs_bridge.artifact.encodings.registry import ENCODINGS
from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.origins import origin_of_variable
from tfjs_bridge.convert.graph_model.factors.placing import with_factors
from tfjs_bridge.convert.graph_model.ir import Array, GraphModel, Tensor, nodes_of
from tfjs_bridge.convert.graph_model.passes.optimize import optimized

PATH = "layer/kernel"
# Emits what takes the kernel: the builder, an input and the kernel.
Emit = Callable[[Builder, Tensor, Tensor], Tensor]


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of a graph.

    Attributes:
        before: How many nodes of each operation there were, without constants.
        after: How many there are.
        stored: The encodings of float32 constants of two or more axes and 256 values or more.
        difference: The largest one between the outputs of both, on cpu and wasm.
    """

    before: Counter[str]
    after: Counter[str]
    stored: list[str]
    difference: float


def rounded_in_channels(value: Array, axis: int) -> Rounded:
    """Return a record of a weight of uint8 with a scale for each index of an axis."""
    grid = ENCODINGS["uint8"].grid(value, axis)  # type: ignore[attr-defined]
    weight = RoundedWeight(PATH, "uint8", grid, grid.round(value), value)
    return Rounded(plan_for("uint8"), (weight,))


def rounded_to_float16(value: Array) -> Rounded:
    """Return a record of a weight of float16."""
    near = value.astype(np.float16).astype(np.float32)
    return Rounded(plan_for("float16"), (RoundedWeight(PATH, "float16", None, near, value),))


def placed(emit: Emit, x: Array, record: Rounded, folder: Path) -> Placed:
    """Place the factors of a kernel, and compare with what the graph was without that."""
    plain, better = (_model(emit, x, record, is_placed) for is_placed in (False, True))
    constants = [node for node in nodes_of(better.outputs) if node.value is not None]
    weights = [NamedWeight(node.name, node.value) for node in constants if node.value is not None]
    large = [w for w in weights if w.value.size >= 256 and w.value.dtype == np.float32]
    encoded = [record.encode(weight).quantization or {"dtype": "float32"} for weight in large]
    before, after = counted(plain), counted(better)
    write_model(folder / "before", plain, [x])
    write_model(folder / "after", better, [x])
    pairs = [[run_model(folder / name, b) for name in ("after", "before")] for b in BACKENDS]
    stored = [str(entry["dtype"]) for entry in encoded]
    return Placed(before, after, stored, max(difference(*pair) for pair in pairs))


def _model(emit: Emit, x: Array, record: Rounded, is_placed: bool) -> GraphModel:
    b, value = Builder(), record.weights[0].value
    given = b.input("x0", x.shape, "float32")
    kernel = b.const(value, name=PATH, origin=origin_of_variable(PATH, value.shape))
    model = optimized(GraphModel([given], [emit(b, given, kernel)], b.functions), b)
    return with_factors(model, b, record) if is_placed else model


def convolution(b: Builder, x: Tensor, kernel: Tensor, op: str = "Conv2D") -> Tensor:
    """Emit a convolution with padding."""
    last = (
        kernel.shape[-1]
        if op == "Conv2D"
        else int(str(kernel.shape[2])) * int(str(kernel.shape[3]))
    )
    attrs = {"strides": [1, 1, 1, 1], "dilations": [1, 1, 1, 1], "padding": "SAME"}
    shape = (*x.shape[:3], last)
    return b.emit(op, (x, kernel), shape, "float32", data_format="NHWC", **attrs)


def signed(count: int) -> Array:
    """Return factors of both signs, and a 0."""
    factors: Array = normal(count) + np.sign(normal(count))
    factors[1] = 0
    return factors
