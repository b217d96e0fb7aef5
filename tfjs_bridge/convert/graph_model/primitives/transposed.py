"""Transposed convolutions: JAX spreads the values, TensorFlow has an operation for it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.ir import Dim, Shape, Tensor
from tfjs_bridge.convert.graph_model.primitives.padding import Border
from tfjs_bridge.convert.graph_model.registry import Application
from tfjs_bridge.convert.graph_model.sizes import dim_of, plus, product


def transposed(c: Application, x: Tensor, kernel: Tensor, shape: Shape) -> Tensor:
    """``conv_general_dilated`` with ``lhs_dilation`` -> ``Conv2DBackpropInput`` and a cut.

    Args:
        c: Of the primitive.
        x: Shape (batch, space..., channels), one or two axes of space.
        kernel: Shape (space..., channels, outputs), dilated.
        shape: Of the result, (batch, space..., outputs).
    """
    steps = tuple(map(int, c.params["lhs_dilation"]))
    pads = [(dim_of(low), dim_of(high)) for low, high in c.params["padding"]]
    if len(steps) == 1:
        wide = s.expand(c.b, x, [1]), s.expand(c.b, kernel, [0])
        result = _emitted(c, *wide, (1, *steps), [(0, 0), *pads])
        return s.squeeze(c.b, result, [1])
    return _emitted(c, x, kernel, steps, pads)


def _emitted(
    c: Application,
    x: Tensor,
    kernel: Tensor,
    steps: Sequence[int],
    pads: Sequence[tuple[Dim, Dim]],
) -> Tensor:
    window = [int(str(size)) for size in kernel.shape[:2]]
    # JAX's kernel goes over the spread values; TensorFlow's is laid down at each value.
    places = c.b.const(np.array([0, 1], np.int32))
    flipped = c.b.emit("ReverseV2", (kernel, places), kernel.shape, "float32")
    flipped = s.transpose(c.b, flipped, (0, 1, 3, 2))
    full = [
        plus(product((plus(size, -1), step)), k)
        for size, step, k in zip(x.shape[1:3], steps, window, strict=True)
    ]
    shape = (x.shape[0], *full, kernel.shape[-1])
    result = c.b.emit(
        "Conv2DBackpropInput",
        (c.b.shape(shape), flipped, x),
        shape,
        "float32",
        strides=[1, *steps, 1],
        padding="VALID",
        data_format="NHWC",
        dilations=[1, 1, 1, 1],
    )
    # All of it is JAX's result for borders of k - 1.
    widths = tuple(
        (plus(low, 1 - k), plus(high, 1 - k)) for (low, high), k in zip(pads, window, strict=True)
    )
    return Border(widths, is_same=False).written_out(c.b, result, 0.0)[0]
