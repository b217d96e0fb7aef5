"""Order of values."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.primitives.gathering import take
from tfjs_bridge.convert.graph_model.registry import Application, NotExpressibleError, lowers
from tfjs_bridge.convert.graph_model.sizes import product


@lowers("top_k")
def top_k(c: Application, x: Tensor) -> list[Tensor]:
    """``top_k`` -> ``TopKV2``."""
    axis = c.params.get("axis", x.rank - 1)
    if axis not in (-1, x.rank - 1):
        raise NotExpressibleError("takes the largest values along an axis that is not the last")
    size = c.b.const(int(c.params["k"]), "int32")
    (shape, _), _ = c.results
    return c.b.emit_many("TopKV2", (x, size), ((shape, x.dtype), (shape, "int32")), sorted=True)


@lowers("sort", is_lazy=True)
def sort(c: Application, *operands: Tensor) -> list[Tensor]:
    """``sort`` -> ``TopKV2`` of the negative key, and ``GatherV2`` of the others.

    Of several keys by the last one first: ``TopKV2`` leaves equal values in their order.
    """
    axis = c.params["dimension"]
    rank = len(c.shape)
    order = [k for k in range(rank) if k != axis] + [axis]
    moved = [s.transpose(c.b, x, order) for x in operands]
    shape = tuple(c.shape[k] for k in order)
    # Equal values are in the order of their places already.
    first, *others = moved[: c.params["num_keys"]]
    keys = [first, *(key for key in others if not _is_iota(key))]
    whole = [s.broadcast_to(c.b, key, shape) for key in keys]
    places = ascending(c.b, whole.pop())
    for key in reversed(whole):
        places = in_order(c.b, places, ascending(c.b, in_order(c.b, key, places)))
    results = [
        places
        if _is_iota(x) and c.results[k][1] == "int32"
        else in_order(c.b, s.broadcast_to(c.b, x, shape), places)
        for k, x in enumerate(moved)
    ]
    back = np.argsort(order).tolist()
    return [s.transpose(c.b, x, back) for x in results]


def _is_iota(x: Tensor) -> bool:
    """Whether all rows are 0, 1, 2, ..."""
    if any(size != 1 for size in x.shape[:-1]):
        return False
    if x.value is not None:
        return np.array_equal(x.value.reshape(-1), np.arange(x.value.size))
    node = x.node.inputs[0].node if x.node.op == "Reshape" else x.node
    return node.op == "Range" and node.inputs[0].value == 0 and node.inputs[2].value == 1


def ascending(b: Builder, x: Tensor) -> Tensor:
    """Emit the places of each row's values from the least on, NaN last."""
    if x.dtype == "float32":
        is_nan = e.binary(b, "NotEqual", x, x)
        number = e.unary(b, "Neg", e.select(b, is_nan, e.scalar(b, np.inf, x), x))
    else:
        whole = e.cast(b, x, "int32")
        number = e.sub(b, e.scalar(b, -1, whole), whole)  # the least number has no negative
    results = ((x.shape, number.dtype), (x.shape, "int32"))
    ends = (number, b.size(x.shape[-1]))
    return b.emit_many("TopKV2", ends, results, sorted=True)[1]


def in_order(b: Builder, x: Tensor, places: Tensor) -> Tensor:
    """Emit rows of values in the order of places, (rows..., values) both."""
    number = e.cast(b, x, "int32") if x.dtype == "bool" else x
    if x.rank == 1:
        return e.cast(b, take(b, number, places, 0, x.shape), x.dtype)
    size, rows = x.shape[-1], product(x.shape[:-1])
    flat = s.reshape(b, places, (rows, size))
    start = e.mul(b, s.reshape(b, s.iota(b, rows), (rows, 1)), b.size(size))
    values = take(
        b, s.reshape(b, number, (product(x.shape),)), e.add(b, flat, start), 0, flat.shape
    )
    return e.cast(b, s.reshape(b, values, x.shape), x.dtype)
