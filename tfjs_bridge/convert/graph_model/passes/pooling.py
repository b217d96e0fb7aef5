"""Mean pooling with ``SAME``: JAX sums zeros around it and divides by how many values there are."""

from __future__ import annotations

import math

import numpy as np

from tfjs_bridge.convert.graph_model.ir import Array, Node, Shape, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region, is_number, operands


def same_mean(region: Region, node: Node) -> Tensor | None:
    """``AvgPool(PadV2(x)) * (size / counts)`` -> ``AvgPool(x)`` with ``SAME``."""
    if node.op != "Mul" or node.output.dtype != "float32":
        return None
    found = operands(node)
    if found is None or found[0].node.op != "AvgPool" or not region.is_single(found[0]):
        return None
    pool, factors = found[0].node, found[1]
    padded = pool.inputs[0]
    if pool.attrs["padding"] != "VALID" or padded.node.op != "PadV2":
        return None
    x, widths, value = padded.node.inputs
    if widths.value is None or not is_number(value, 0.0) or len(x.shape) != 4:
        return None
    counts = _counts(x.shape, pool, widths.value)
    if counts is None:
        return None
    wanted = math.prod(pool.attrs["ksize"]) / counts
    if factors.shape[-3:] != wanted.shape or not np.allclose(
        factors.reshape(-1), wanted.reshape(-1)
    ):
        return None
    attrs = pool.attrs | {"padding": "SAME"}
    return region.b.emit("AvgPool", (x,), node.output.shape, "float32", **attrs)


def _counts(shape: Shape, pool: Node, widths: Array) -> Array | None:
    """Return how many values each window has, shape (height, width, 1), if the border is SAME's."""
    table = widths.reshape(-1, 2).tolist()
    axes = []
    for axis in (1, 2):
        size, window, step = shape[axis], pool.attrs["ksize"][axis], pool.attrs["strides"][axis]
        if not isinstance(size, int):
            return None
        results = -(-size // step)
        total = max((results - 1) * step + window - size, 0)
        if table[axis] != [total // 2, total - total // 2]:
            return None
        starts = np.arange(results) * step - total // 2
        axes.append(np.minimum(starts + window, size) - np.maximum(starts, 0))
    if table[0] != [0, 0] or table[3] != [0, 0]:
        return None
    return np.asarray(axes[0][:, None, None] * axes[1][None, :, None])


RULES = (same_mean,)
