"""Zeros around a tensor become the border of the convolution after it."""

from __future__ import annotations

from tfjs_bridge.convert.graph_model.ir import Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import Region, is_number

_CONVOLUTIONS = frozenset({"Conv2D", "DepthwiseConv2dNative"})


def into_convolution(region: Region, node: Node) -> Tensor | None:
    """``Conv2D(PadV2(x))`` -> ``Conv2D(x)`` with explicit padding."""
    if node.op not in _CONVOLUTIONS or node.attrs["padding"] != "VALID":
        return None
    padded, kernel = node.inputs
    if padded.node.op != "PadV2" or not region.is_single(padded):
        return None
    x, widths, value = padded.node.inputs
    if widths.value is None or not is_number(value, 0.0):
        return None
    table = widths.value.reshape(-1, 2).tolist()
    if table[0] != [0, 0] or table[-1] != [0, 0] or min(map(min, table)) < 0:
        return None
    flat = [int(width) for pair in table for width in pair]
    attrs = node.attrs | {"padding": "EXPLICIT", "explicit_paddings": flat}
    return region.b.emit(node.op, (x, kernel), node.output.shape, node.output.dtype, **attrs)


RULES = (into_convolution,)
