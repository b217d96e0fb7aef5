"""Random numbers: drawn by TensorFlow.js itself, so that they are others each time."""

from __future__ import annotations

from typing import Any

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.ir import Shape, Tensor, dtype_of
from tfjs_bridge.convert.graph_model.primitives.sorting import ascending, in_order
from tfjs_bridge.convert.graph_model.sizes import shape_of
from tfjs_bridge.convert.graph_model.translate import KEY, Translation, inlines, replaces


@inlines(
    *("random_seed", "random_wrap", "random_unwrap", "random_split", "random_fold_in"),
    *("random_bits", "threefry2x32", "random_clone"),
)
def key(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """Emit something in place of a key: whatever a result depends on it is refused."""
    return [t.b.emit(KEY, (), shape_of(v.aval.shape), "int32") for v in equation.outvars]


@replaces("_normal", "_normal_real")
def normal(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``jax.random.normal`` -> ``RandomStandardNormal``."""
    shape, dtype = _result(equation)
    return [_drawn(t, "RandomStandardNormal", shape, dtype)]


@replaces("_uniform")
def uniform(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``jax.random.uniform`` -> ``RandomUniform``, between two bounds."""
    shape, dtype = _result(equation)
    return [_between(t, inputs, shape, dtype)]


@replaces("_randint")
def randint(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``jax.random.randint`` -> ``Floor`` of ``RandomUniform``."""
    shape, dtype = _result(equation)
    bounds = [inputs[0], *(e.cast(t.b, x, "float32") for x in inputs[1:])]
    return [e.cast(t.b, e.unary(t.b, "Floor", _between(t, bounds, shape, "float32")), dtype)]


def _between(t: Translation, inputs: list[Tensor], shape: Shape, dtype: str) -> Tensor:
    _, least, most = inputs
    drawn = _drawn(t, "RandomUniform", shape, dtype)
    return e.add(t.b, e.mul(t.b, drawn, e.sub(t.b, most, least)), least)


@replaces("_truncated_normal")
def truncated_normal(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``jax.random.truncated_normal`` of Keras's bounds, 2 -> ``TruncatedNormal``."""
    _, least, most = inputs
    bounds = [x.value.item() for x in (least, most) if x.value is not None and x.value.size == 1]
    if bounds != [-2, 2]:
        return t.run_closed(equation.params["jaxpr"], inputs)
    shape, dtype = _result(equation)
    return [_drawn(t, "TruncatedNormal", shape, dtype)]


@replaces("_shuffle")
def shuffle(t: Translation, equation: Any, inputs: list[Tensor]) -> list[Tensor]:
    """``jax.random`` shuffles by a sort of random bits -> the same with ``RandomUniform``."""
    shape, _ = _result(equation)
    rows = equation.params["jaxpr"].jaxpr.eqns
    sort = next(row for row in rows if row.primitive.name == "sort")
    axis = sort.params["dimension"]
    order = [k for k in range(len(shape)) if k != axis] + [axis]
    moved = s.transpose(t.b, s.broadcast_to(t.b, inputs[1], shape), order)
    drawn = _drawn(t, "RandomUniform", moved.shape, "float32")
    shuffled = in_order(t.b, moved, ascending(t.b, drawn))
    return [s.transpose(t.b, shuffled, np.argsort(order).tolist())]


def _drawn(t: Translation, op: str, shape: Shape, dtype: str) -> Tensor:
    node = t.b.emit_anew(op, (t.b.shape(shape),), shape, dtype)
    node.node.attrs.update(dtype=dtype, seed=0, seed2=0)
    return node


def _result(equation: Any) -> tuple[Shape, str]:
    (variable,) = equation.outvars
    return shape_of(variable.aval.shape), dtype_of(variable.aval.dtype)
