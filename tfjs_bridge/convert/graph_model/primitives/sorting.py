"""Order of values."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.registry import Application, NotExpressibleError, lowers


@lowers("top_k")
def top_k(c: Application, x: Tensor) -> list[Tensor]:
    """``top_k`` -> ``TopKV2``."""
    axis = c.params.get("axis", x.rank - 1)
    if axis not in (-1, x.rank - 1):
        raise NotExpressibleError("takes the largest values along an axis that is not the last")
    size = c.b.const(int(c.params["k"]), "int32")
    (shape, _), _ = c.results
    return c.b.emit_many("TopKV2", (x, size), ((shape, x.dtype), (shape, "int32")), sorted=True)


@lowers("sort")
def sort(c: Application, *operands: Tensor) -> list[Tensor]:
    """``sort`` -> ``TopKV2`` of the negative first key, and ``GatherV2`` of the others."""
    axis = c.params["dimension"]
    if c.params["num_keys"] > 2 or (c.params["num_keys"] == 2 and len(operands) > 2):
        raise NotExpressibleError("sorts by several keys")
    key, *others = operands
    rank = key.rank
    order = [k for k in range(rank) if k != axis] + [axis]
    back = np.argsort(order).tolist()
    last = s.transpose(c.b, key, order)
    number = e.cast(c.b, last, "int32") if last.dtype == "bool" else last
    size = last.shape[-1]
    results = ((last.shape, number.dtype), (last.shape, "int32"))
    values, places = c.b.emit_many(
        "TopKV2", (e.unary(c.b, "Neg", number), c.b.size(size)), results, sorted=True
    )
    first = e.cast(c.b, e.unary(c.b, "Neg", values), key.dtype)
    moved = [_in_order(c, s.transpose(c.b, x, order), places) for x in others]
    return [s.transpose(c.b, x, back) for x in (first, *moved)]


def _in_order(c: Application, x: Tensor, places: Tensor) -> Tensor:
    """Emit rows of values in the order of places, (rows..., values) both."""
    from tfjs_bridge.convert.graph_model.primitives.gathering import take
    from tfjs_bridge.convert.graph_model.sizes import product

    b, size = c.b, x.shape[-1]
    rows = product(x.shape[:-1])
    flat = s.reshape(b, places, (rows, size))
    start = e.mul(b, s.reshape(b, s.iota(b, rows), (rows, 1)), b.size(size))
    flat = e.add(b, flat, start)
    number = e.cast(b, x, "int32") if x.dtype == "bool" else x
    values = take(b, s.reshape(b, number, (product(x.shape),)), flat, 0, flat.shape)
    return e.cast(b, s.reshape(b, values, x.shape), x.dtype)
