"""A table that is also a kernel, transposed, as language models have it, is stored once."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.shapes import constant_of
from tfjs_bridge.convert.graph_model.ir import Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region, constant, is_number

# Smaller ones cost less than the moves do.
_LEAST = 4096


def of_kernel(region: Region, node: Node) -> Tensor | None:
    """``GatherV2(table, places)`` -> ``Transpose(GatherV2(kernel, places))`` along its columns.

    Not a product with the transposed table: the wasm backend has a slow kernel for that.
    """
    if not _takes_rows(node):
        return None
    table, places, _ = node.inputs
    if table.rank != 2 or constant(table) is None or constant_of(table).size < _LEAST:
        return None
    # Another use of the table itself would keep it.
    if not all(_takes_rows(user) for user in region.users.get(table.node, [])):
        return None
    kernel = _transposed(region, table)
    if kernel is None:
        return None
    shape = (kernel.shape[0], *places.shape)
    ends = (kernel, places, region.b.const(1, "int32"))
    columns = region.b.emit("GatherV2", ends, shape, "float32", batch_dims=0)
    return s.transpose(region.b, columns, [*range(1, len(shape)), 0])


def _takes_rows(node: Node) -> bool:
    if node.op != "GatherV2" or node.attrs.get("batch_dims"):
        return False
    return is_number(node.inputs[2], 0) and node.inputs[1].value is None


def _transposed(region: Region, table: Tensor) -> Tensor | None:
    """Return the kernel of a product that is a table with its axes exchanged."""
    value = constant_of(table).T
    for node, users in region.users.items():
        if node.op != "Const" or node.output.shape != value.shape:
            continue
        is_kernel = any(
            user.op == "MatMul" and user.inputs[1] is node.output and not user.attrs["transpose_b"]
            for user in users
        )
        if is_kernel and np.array_equal(constant_of(node.output), value):
            return node.output
    return None


RULES = (of_kernel,)
