"""Operations that make one value of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any

import numpy as np

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.builder import Tensor
from tfjs_bridge.convert.layers_model.context import Mask, Use
from tfjs_bridge.convert.layers_model.handlers import Result, handles
from tfjs_bridge.convert.layers_model.lowerings.arithmetic import (
    ZERO,
    absolute,
    complement,
    different,
    truth,
)
from tfjs_bridge.convert.layers_model.lowerings.axes import chosen_axes, on_last_axis
from tfjs_bridge.convert.layers_model.lowerings.broadcasting import number
from tfjs_bridge.convert.layers_model.lowerings.operation_calls import reduced_axes, setting
from tfjs_bridge.convert.layers_model.lowerings.reductions import (
    Reduce,
    largest,
    mean,
    smallest,
    total,
    unit,
)
from tfjs_bridge.convert.layers_model.primitives import (
    activation,
    add,
    multiply,
    scale,
    subtract,
)

# `keras.config.epsilon()`, unless someone changed it.
_SHORTEST = 1e-7


def _variance(use: Use, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    deviation = subtract(use, x, mean(use, x, axes, True))
    return mean(use, multiply(use, deviation, deviation), axes, keepdims)


def _norm(use: Use, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    """The root of the sum of squares: x times x by its own norm, summed."""
    return total(use, multiply(use, x, unit(use, x, axes)), axes, keepdims)


def _deviation(use: Use, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    count = int(np.prod(use.require_sizes(tuple(x.shape[axis] for axis in axes), "the axes")))
    deviation = subtract(use, x, mean(use, x, axes, True))
    return scale(use, _norm(use, deviation, axes, keepdims), 1 / sqrt(count))


def _log_sum_exp(use: Use, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    """``x - log_softmax(x)``, which is the same for all values; their mean."""
    logs = on_last_axis(use, x, axes, lambda rows: activation(use, rows, "log_softmax"))
    return mean(use, subtract(use, x, logs), axes, keepdims)


def _range(use: Use, x: Tensor, axes: Sequence[int], keepdims: bool) -> Tensor:
    return add(
        use,
        largest(use, x, axes, keepdims),
        largest(use, scale(use, x, -1.0), axes, keepdims),
    )


_REDUCTIONS: Mapping[str, Any] = {
    "ops.Sum": total,
    "ops.Mean": mean,
    "ops.Max": largest,
    "ops.Amax": largest,
    "ops.Min": smallest,
    "ops.Amin": smallest,
    "ops.Var": _variance,
    "ops.Std": _deviation,
    "ops.Ptp": _range,
    "ops.Logsumexp": _log_sum_exp,
}


def _apply(use: Use, config: ConfigReader, reduce: Reduce) -> Tensor:
    x = number(use, use.args[0])
    axes = reduced_axes(use, config, x.rank)
    return reduce(use, x, axes, bool(setting(use, config, "keepdims", False)))


@handles(*_REDUCTIONS, treatment="rewritten")
def reduction(use: Use, config: ConfigReader) -> Tensor:
    """One value over some axes."""
    config.require("initial", (None,), "Leave it out.")
    return _apply(use, config, _REDUCTIONS[use.layer.class_name])


@handles("ops.Norm", treatment="rewritten", note="of vectors; ord 2, 1 or infinity")
def norm(use: Use, config: ConfigReader) -> Tensor:
    """The length of vectors."""
    order = setting(use, config, "ord")
    if order not in (None, 2, 1, "fro", np.inf):
        raise use.refuse(f"expected ord=2, 1 or inf, got {order!r}", "Use one of these.")
    axis = setting(use, config, "axis")
    if isinstance(axis, list | tuple) and len(axis) == 2 and order not in (None, "fro"):
        raise use.refuse("is a norm of matrices; expected ord=None", "Name one axis.")
    if order in (None, 2, "fro"):
        return _apply(use, config, _norm)
    reduce = total if order == 1 else largest
    return _apply(use, config, lambda u, x, axes, keep: reduce(u, absolute(u, x), axes, keep))


@handles("ops.Normalize", treatment="rewritten", note="order 2")
def normalize(use: Use, config: ConfigReader) -> Tensor:
    """Vectors of length 1; shorter ones than Keras's epsilon are divided by that."""
    order = setting(use, config, "order", 2)
    if order != 2:
        raise use.refuse(f"expected order=2, got {order!r}", "Use order=2.")
    least = float(setting(use, config, "epsilon") or _SHORTEST)
    x = number(use, use.args[0])
    return unit(use, x, chosen_axes(use, setting(use, config, "axis", -1), x.rank), least)


@handles("ops.Any", "ops.All", treatment="rewritten", note="as the largest or smallest of 0 and 1")
def any_or_all(use: Use, config: ConfigReader) -> Result:
    """Whether some or all values hold."""
    value, keepdims = use.args[0], bool(setting(use, config, "keepdims", False))
    x = number(use, value)
    axes = reduced_axes(use, config, x.rank)
    is_any = use.layer.class_name == "ops.Any"
    if isinstance(value, Mask):
        plain = value.value is not None and not value.over_features
        if is_any and plain and not keepdims and axes == (x.rank - 1,) and x.rank > 2:
            return Mask(value.source, value.value, over_features=True)
    elif value.dtype != "bool":
        x = different(use, x, ZERO)
    if is_any:
        return truth(use, largest(use, x, axes, keepdims))
    return truth(use, complement(use, largest(use, complement(use, x), axes, keepdims)))


@handles("ops.CountNonzero", treatment="rewritten")
def count_nonzero(use: Use, config: ConfigReader) -> Tensor:
    """How many values are not 0."""
    x = number(use, use.args[0])
    return total(use, different(use, x, ZERO), reduced_axes(use, config, x.rank), False)
