"""One value of many."""

from __future__ import annotations

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import reductions as r
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.registry import Application, lowers

_OPS = {
    "reduce_sum": "Sum",
    "reduce_max": "Max",
    "reduce_min": "Min",
    "reduce_prod": "Prod",
    "reduce_and": "All",
    "reduce_or": "Any",
}
_RUNNING = {"cumsum": "Cumsum", "cumprod": "Cumprod"}


@lowers(*_OPS)
def reduce(c: Application, x: Tensor) -> Tensor:
    """``reduce_sum`` -> ``Sum``, and so on."""
    op, axes = _OPS[c.name], tuple(c.params["axes"])
    if x.dtype == "bool" and op in ("Max", "Min"):
        op = "Any" if op == "Max" else "All"
    return r.reduce(c.b, op, x, axes)


@lowers("argmax", "argmin")
def arg_reduce(c: Application, x: Tensor) -> Tensor:
    """``argmax`` -> ``ArgMax``."""
    (axis,) = c.params["axes"]
    if x.dtype == "bool":
        x = e.cast(c.b, x, "int32")
    return r.arg_reduce(c.b, "ArgMax" if c.name == "argmax" else "ArgMin", x, axis)


@lowers(*_RUNNING)
def running(c: Application, x: Tensor) -> Tensor:
    """``cumsum`` -> ``Cumsum``."""
    return r.cumulative(c.b, _RUNNING[c.name], x, c.params["axis"], reverse=c.params["reverse"])
