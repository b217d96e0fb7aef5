"""Attention's products of stacks of matrices become products of one matrix for each head.

The wasm backend has fast products of single matrices, which are not transposed, and slow ones of
stacks: with 12 heads, 128 tokens and 64 values a head, 28 ms instead of 3.
"""

from __future__ import annotations

from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.products import matmul
from tfjs_bridge.convert.graph_model.ir import Dim, Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region

# With fewer multiplications in a head, the nodes cost more than the slow kernel (measured).
_LEAST_MULTIPLICATIONS = 30_000
_MOST_HEADS = 32
# Taken for lengths that are left open.
_USUAL_LENGTH = 64


def by_heads(region: Region, node: Node) -> Tensor | None:
    """``BatchMatMulV2`` of (batch, heads, ...) -> ``Unpack``, ``BatchMatMulV2`` of each, ``Pack``.

    Of a batch of one, these are products of single matrices.
    """
    if node.op != "BatchMatMulV2" or _multiplications(node) < _LEAST_MULTIPLICATIONS:
        return None
    x = _plain(region, node.inputs[0], node.attrs["adj_x"])
    y = _plain(region, node.inputs[1], node.attrs["adj_y"])
    heads = node.output.shape[1] if node.output.rank == 4 else 1
    if not isinstance(heads, int) or heads > _MOST_HEADS or x.shape[:2] != y.shape[:2]:
        heads = 1
    if heads == 1 or x.rank != 4:
        return None if (x, y) == tuple(node.inputs) else matmul(region.b, x, y)
    parts = zip(_heads(region, x), _heads(region, y), strict=True)
    products = [matmul(region.b, one, other) for one, other in parts]
    return region.b.emit("Pack", products, node.output.shape, "float32", axis=1)


def _multiplications(node: Node) -> int:
    rows, columns = node.output.shape[-2:]
    x = node.inputs[0].shape
    summed = x[-2] if node.attrs["adj_x"] else x[-1]
    return _guess(rows) * _guess(columns) * _guess(summed)


def _guess(size: Dim) -> int:
    return size if isinstance(size, int) else _USUAL_LENGTH


def _plain(region: Region, x: Tensor, is_transposed: bool) -> Tensor:
    order = [*range(x.rank - 2), x.rank - 1, x.rank - 2]
    return s.transpose(region.b, x, order) if is_transposed else x


def _heads(region: Region, x: Tensor) -> list[Tensor]:
    count = int(str(x.shape[1]))
    results = [((x.shape[0], *x.shape[2:]), "float32")] * count
    return region.b.emit_many("Unpack", (x,), results, axis=1, num=count)


RULES = (by_heads,)
