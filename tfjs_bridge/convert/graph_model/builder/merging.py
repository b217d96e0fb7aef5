"""Tensors of many axes in fewer: WebGL's kernels of some operations take four."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Dim, Shape, Size, Tensor
from tfjs_bridge.convert.graph_model.sizes import product

MOST_AXES = 4


def reshape(b: Builder, x: Tensor, shape: Shape) -> Tensor:
    """Emit the same values in another shape."""
    if x.shape == shape:
        return x
    if x.node.op == "Reshape":  # a reshape of a reshape is one
        return reshape(b, x.node.inputs[0], shape)
    opened = [axis for axis, size in enumerate(shape) if isinstance(size, Size)]
    # -1 leaves one size to the runtime, which needs the others to be more than 0.
    if len(opened) == 1 and 0 not in shape:
        sizes = b.const(np.array([-1 if isinstance(s, Size) else s for s in shape], np.int32))
    else:
        sizes = b.shape(shape)
    return b.emit("Reshape", (x, sizes), shape, x.dtype)


def around(shape: Shape, axis: int) -> tuple[Dim, Dim]:
    """Return the number of values of all axes before one, and of those after it."""
    return product(shape[:axis]), product(shape[axis + 1 :])


def merged(b: Builder, tensors: Sequence[Tensor], shape: Shape) -> list[Tensor] | None:
    """Emit tensors with neighbouring axes as one where all of them are broadcast alike.

    Args:
        b: Emits.
        tensors: That are broadcast to one shape.
        shape: That one.

    Returns:
        The tensors, all of as many axes; `None` if these are still too many.
    """
    whole = [(*(1,) * (len(shape) - x.rank), *x.shape) for x in tensors]
    axes = [axis for axis, size in enumerate(shape) if size != 1]
    groups = [list(group) for _, group in groupby(axes, lambda axis: [x[axis] == 1 for x in whole])]
    if len(groups) > MOST_AXES:
        return None
    return [
        reshape(b, x, tuple(product(sizes[axis] for axis in group) for group in groups))
        for x, sizes in zip(tensors, whole, strict=True)
    ]
