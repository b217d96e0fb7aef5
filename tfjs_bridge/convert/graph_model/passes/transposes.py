"""Moves of axes: two are one, and those around products of matrices are left out.

Attention comes from JAX with axes of size 1 for its groups, and as a product of transposed
matrices: of the weights of all pairs of tokens there would be one copy more.
"""

from __future__ import annotations

from collections.abc import Sequence

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.products import matmul
from tfjs_bridge.convert.graph_model.ir import Node, Shape, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region, constant, operands

_KERNELS = frozenset({"MatMul", "Conv2D", "DepthwiseConv2dNative"})
_FEW = 6


def together(region: Region, node: Node) -> Tensor | None:
    """``Transpose(Transpose(x))`` -> one ``Transpose(x)``, or x."""
    inner = node.inputs[0].node if node.op == "Transpose" else None
    if inner is None or inner.op != "Transpose":
        return None
    first, second = _order(inner), _order(node)
    if first is None or second is None:
        return None
    return s.transpose(region.b, inner.inputs[0], [first[axis] for axis in second])


def reshape_again(region: Region, node: Node) -> Tensor | None:
    """``Reshape(Reshape(x))`` -> ``Reshape(x)``, or x."""
    if node.op != "Reshape" or node.inputs[0].node.op != "Reshape":
        return None
    return s.reshape(region.b, node.inputs[0], node.output.shape)


def before_reshape(region: Region, node: Node) -> Tensor | None:
    """``Transpose(Reshape(x))`` -> ``Reshape(Transpose(x))``, where only sizes of 1 differ."""
    order = _order(node) if node.op == "Transpose" else None
    if order is None or node.inputs[0].node.op != "Reshape":
        return None
    reshaped = node.inputs[0]
    x = reshaped.node.inputs[0]
    own, other = _wide(x.shape), _wide(reshaped.shape)
    if [x.shape[k] for k in own] != [reshaped.shape[k] for k in other]:
        return None
    if x.node.op != "Transpose" and x.rank >= reshaped.rank:
        return None
    matching = dict(zip(other, own, strict=True))
    moved = [matching[axis] for axis in order if axis in matching]
    rest = [axis for axis in range(x.rank) if axis not in moved]
    return s.reshape(region.b, s.transpose(region.b, x, [*moved, *rest]), node.output.shape)


def behind_reshape(region: Region, node: Node) -> Tensor | None:
    """``Softmax(Reshape(x))`` -> ``Reshape(Softmax(x))``, if rows stay; the same of ``Mul``."""
    scale = None
    x = node.inputs[0] if node.inputs else None
    if node.op == "Mul" and node.output.dtype == "float32":
        x, scale = _scaled(node)
    elif node.op != "Softmax":
        return None
    if x is None or x.node.op != "Reshape" or not region.is_single(x):
        return None
    inner = x.node.inputs[0]
    if inner.node.op in _KERNELS or _wide(inner.shape)[-1:] != [inner.rank - 1]:
        return None
    if [inner.shape[k] for k in _wide(inner.shape)] != [x.shape[k] for k in _wide(x.shape)]:
        return None
    if inner.shape[-1] != x.shape[-1]:
        return None
    result = e.unary(region.b, "Softmax", inner) if scale is None else e.mul(region.b, inner, scale)
    region.uses[result.node] += 1
    return s.reshape(region.b, result, x.shape)


def transposed_product(region: Region, node: Node) -> Tensor | None:
    """``x^T @ y^T`` -> ``(y @ x)^T``, of stacks of matrices."""
    if node.op != "BatchMatMulV2" or node.attrs["adj_x"] or node.attrs["adj_y"]:
        return None
    x, y = node.inputs
    if x.rank != y.rank or x.shape[:-2] != y.shape[:-2]:
        return None
    if not all(z.node.op == "Transpose" and region.is_single(z) for z in (x, y)):
        return None
    swapped = [*range(x.rank - 2), x.rank - 1, x.rank - 2]
    order = _order(y.node)
    if order is None or [order[axis] for axis in swapped] != list(range(y.rank)):
        return None  # then it would only change which of them is moved
    first, second = (s.transpose(region.b, z, swapped) for z in (y, x))
    return s.transpose(region.b, matmul(region.b, first, second), swapped)


def scale_of_product(region: Region, node: Node) -> Tensor | None:
    """``(x @ y) * s`` -> ``(x * s) @ y`` of stacks, where s then becomes a part of a kernel."""
    product, scale = _scaled(node) if node.op == "Mul" else (None, None)
    if product is None or scale is None or not region.is_single(product):
        return None
    if product.node.op != "BatchMatMulV2":
        return None
    for place, x in enumerate(product.node.inputs):
        if _leads_to_kernel(region, x):
            inputs = list(product.node.inputs)
            inputs[place] = e.mul(region.b, x, scale)
            region.uses[inputs[place].node] += 1
            attrs = product.node.attrs
            return region.b.emit("BatchMatMulV2", inputs, product.shape, "float32", **attrs)
    return None


def scale_of_moved(region: Region, node: Node) -> Tensor | None:
    """``Transpose(x) * s`` -> ``Transpose(x * s)``, where s then becomes a part of a kernel."""
    moved, scale = _scaled(node) if node.op == "Mul" else (None, None)
    if moved is None or scale is None or moved.node.op not in ("Transpose", "Reshape"):
        return None
    if not _leads_to_kernel(region, moved):
        return None
    result = e.mul(region.b, moved.node.inputs[0], scale)
    region.uses[result.node] += 1
    return region.b.emit(
        moved.node.op, (result, *moved.node.inputs[1:]), moved.shape, "float32", **moved.node.attrs
    )


def _leads_to_kernel(region: Region, x: Tensor) -> bool:
    """Whether a tensor is what a constant kernel gives, moved and with a bias, and nothing else."""
    for _ in range(_FEW):
        if not region.is_single(x):
            return False
        if x.node.op in _KERNELS:
            return constant(x.node.inputs[1]) is not None
        if x.node.op in ("Transpose", "Reshape"):
            x = x.node.inputs[0]
            continue
        found = operands(x.node) if x.node.op == "AddV2" else None
        if found is None:
            return False
        x = found[0]
    return False


def _scaled(node: Node) -> tuple[Tensor | None, Tensor | None]:
    """Return what is multiplied by one number, and the number."""
    found = operands(node)
    if found is None or found[1].size != 1 or found[0].shape != node.output.shape:
        return None, None
    return found[0], next(x for x in node.inputs if x is not found[0])


def _order(node: Node) -> list[int] | None:
    value = node.inputs[1].value
    return None if value is None else [int(axis) for axis in value]


def _wide(shape: Shape) -> Sequence[int]:
    return [axis for axis, size in enumerate(shape) if size != 1]


RULES = (
    *(together, reshape_again, before_reshape, behind_reshape),
    *(transposed_product, scale_of_product, scale_of_moved),
)
