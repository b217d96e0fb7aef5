"""The unrolled steps of recurrent layers: what needs no state is done for all of them at once.

Each node costs as much as the product of a small layer, so that their number is what counts.
"""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.products import matmul
from tfjs_bridge.convert.graph_model.ir import Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region, constant, operands
from tfjs_bridge.convert.graph_model.sizes import product


def product_of_rows(region: Region, node: Node) -> Tensor | None:
    """``MatMul(Unpack(x)[k], kernel)`` -> ``Unpack(MatMul(x, kernel))[k]``, if all are taken."""
    if node.op != "MatMul" or True in (node.attrs["transpose_a"], node.attrs["transpose_b"]):
        return None
    row, kernel = node.inputs
    rows = row.node
    if rows.op != "Unpack" or rows.attrs["axis"] != 0 or constant(kernel) is None:
        return None
    count = len(rows.outputs)
    if count < 2 or region.uses[rows] < count:
        return None
    x = rows.inputs[0]
    flat = s.reshape(region.b, x, (product(x.shape[:2]), x.shape[-1]))
    whole = s.reshape(region.b, matmul(region.b, flat, kernel), (count, *node.output.shape))
    results = [(node.output.shape, "float32")] * count
    return region.b.emit_many("Unpack", (whole,), results, axis=0, num=count)[row.index]


def bias_of_sum(region: Region, node: Node) -> Tensor | None:
    """``(x + MatMul(h, kernel)) + c`` -> ``x + (MatMul(h, kernel) + c)``, which can be fused."""
    found = operands(node) if node.op == "AddV2" else None
    if found is None or found[0].node.op != "AddV2" or not region.is_single(found[0]):
        return None
    total, value = found
    for x, y in (total.node.inputs, total.node.inputs[::-1]):
        is_whole = y.shape == total.shape == node.output.shape
        if y.node.op == "MatMul" and region.is_single(y) and is_whole:
            inner = e.add(region.b, y, region.b.const(value))
            region.uses[inner.node] += 1
            return e.add(region.b, x, inner)
    return None


def zero_state(region: Region, node: Node) -> Tensor | None:
    """``x + 0`` -> ``x``, where zeros are the first state, or what a step makes of it."""
    if node.op != "AddV2":
        return None
    x, y = node.inputs
    for one, other in ((x, y), (y, x)):
        if one.shape == node.output.shape and _is_zero(other):
            return one
    return None


def _is_zero(x: Tensor) -> bool:
    """Whether all values are 0, and cannot be NaN."""
    if x.value is not None:
        return not x.value.any()
    match x.node.op:
        case "BroadcastTo" | "SplitV":
            return _is_zero(x.node.inputs[0])
        case "MatMul":
            kernel = x.node.inputs[1].value
            return _is_zero(x.node.inputs[0]) and kernel is not None and _is_finite(kernel)
        case "Mul":
            first, second = x.node.inputs
            return any(
                _is_zero(one) and other.node.op in ("Sigmoid", "Tanh")
                for one, other in ((first, second), (second, first))
            )
    return False


def _is_finite(value: np.ndarray[tuple[int, ...], np.dtype[np.generic]]) -> bool:
    return bool(np.isfinite(value).all())


def row_of_stack(region: Region, node: Node) -> Tensor | None:
    """``GatherV2(Pack(x, y, z), 2)`` -> ``z``: the last step's result."""
    if node.op != "GatherV2":
        return None
    stack, place, axis = node.inputs
    if stack.node.op != "Pack" or place.value is None or place.rank or axis.value is None:
        return None
    rows, number = stack.node.inputs, int(place.value)
    is_row = int(axis.value) == stack.node.attrs["axis"] and 0 <= number < len(rows)
    return rows[number] if is_row else None


RULES = (zero_state, product_of_rows, bias_of_sum, row_of_stack)
