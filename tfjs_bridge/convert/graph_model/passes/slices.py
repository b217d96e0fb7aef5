"""Values at constant places: parts that are copied, not gathered one by one."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.ir import Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region

# StridedSlice of more axes is not known to every backend.
_MOST_AXES = 5


def of_one(region: Region, node: Node) -> Tensor | None:
    """``GatherV2(x, 0)`` along an axis of size 1 -> ``Reshape(x)``."""
    if node.op != "GatherV2" or node.attrs.get("batch_dims"):
        return None
    x, places, where = node.inputs
    if where.value is None or x.shape[int(where.value)] != 1 or places.value is None:
        return None
    is_first = places.value.size == 1 and not places.value.any()
    return s.reshape(region.b, x, node.output.shape) if is_first else None


def of_gather(region: Region, node: Node) -> Tensor | None:
    """``GatherV2(x, [1, 3, 5])`` -> ``StridedSlice(x)``, or x where all of it is taken."""
    if node.op != "GatherV2" or node.attrs.get("batch_dims"):
        return None
    x, places, where = node.inputs
    if places.value is None or where.value is None or x.dtype == "bool" or x.value is not None:
        return None
    if x.rank > _MOST_AXES or places.rank > 1 or not places.value.size:
        return None
    axis, numbers = int(where.value), places.value.reshape(-1)
    if numbers.min() < 0:
        return None
    if places.rank == 0:
        return s.take(region.b, x, axis, int(numbers[0]))
    steps = np.unique(np.diff(numbers)) if numbers.size > 1 else np.array([1])
    if steps.size != 1 or steps[0] < 1:
        return None
    begin = [int(numbers[0]) if k == axis else 0 for k in range(x.rank)]
    strides = [int(steps[0]) if k == axis else 1 for k in range(x.rank)]
    return s.cut(region.b, x, begin, node.output.shape, strides)


# Before others, which look through reshapes.
SINGLE = (of_one,)
RULES = (of_gather,)
