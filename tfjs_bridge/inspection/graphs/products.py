"""Products, convolutions and pooling: their shapes, and the multiplications that they take."""

from __future__ import annotations

import math
import string
from collections.abc import Sequence

from tfjs_bridge.inspection.graphs.known import Known, Rule, broadcast, known, values_of
from tfjs_bridge.inspection.graphs.nodes import Node


def _turned(node: Node) -> tuple[bool, bool]:
    return (
        node.flag("transpose_a") or node.flag("adj_x"),
        node.flag("transpose_b") or node.flag("adj_y"),
    )


def _product(node: Node, inputs: Sequence[Known]) -> Known:
    left, right = inputs[0].shape, inputs[1].shape
    is_left, is_right = _turned(node)
    batch = broadcast([left[:-2], right[:-2]])
    return known([*batch, left[-1 if is_left else -2], right[-2 if is_right else -1]])


def _is_channels_first(node: Node) -> bool:
    return node.text("data_format").upper().startswith("NC")


def _slid(node: Node, length: int, window: int, axis: int) -> int:
    strides, spread = node.numbers("strides"), node.numbers("dilations")
    stride = strides[axis] if axis < len(strides) else 1
    covered = (window - 1) * (spread[axis] if axis < len(spread) else 1) + 1
    padding = node.text("padding").lower()
    if padding == "same":
        return math.ceil(length / stride)
    pads = node.numbers("explicit_paddings") if padding == "explicit" else []
    added = sum(pads[2 * axis : 2 * axis + 2])
    return max(0, (length + added - covered) // stride + 1)


def _slid_over(node: Node, shape: Sequence[int], window: Sequence[int], channels: int) -> Known:
    first = 2 if _is_channels_first(node) else 1
    space = shape[first : len(shape) - 2 + first]
    if not space:
        raise ValueError("a picture without a size")
    sizes = [_slid(node, n, window[i], i + first) for i, n in enumerate(space)]
    return known([shape[0], channels, *sizes] if first == 2 else [shape[0], *sizes, channels])


def _convolution(node: Node, inputs: Sequence[Known]) -> Known:
    kernel = inputs[1].shape
    return _slid_over(node, inputs[0].shape, kernel, kernel[-1])


def _depthwise(node: Node, inputs: Sequence[Known]) -> Known:
    kernel = inputs[1].shape
    return _slid_over(node, inputs[0].shape, kernel, kernel[2] * kernel[3])


def _pool(node: Node, inputs: Sequence[Known]) -> Known:
    first = _is_channels_first(node)
    shape, sizes = inputs[0].shape, node.numbers("ksize")
    return _slid_over(node, shape, sizes[2 if first else 1 :], shape[1 if first else -1])


def equation_of(node: Node) -> tuple[list[str], str]:
    """Read an Einsum's equation: the letters of each input, and of the output.

    Raises:
        ValueError: It is not written out, or stands for any number of axes.
    """
    given, arrow, result = node.text("equation").replace(" ", "").partition("->")
    if not arrow or not set(given + result) <= {*string.ascii_letters, ","}:
        raise ValueError("an equation that is not written out")
    return given.split(","), result


def lengths_of(node: Node, inputs: Sequence[Known]) -> dict[str, int]:
    """Return the length of each letter of an Einsum's equation."""
    lengths: dict[str, int] = {}
    for letters, one in zip(equation_of(node)[0], inputs, strict=True):
        lengths |= zip(letters, one.shape, strict=True)
    return lengths


def _einsum(node: Node, inputs: Sequence[Known]) -> Known:
    lengths = lengths_of(node, inputs)
    return known(lengths[letter] for letter in equation_of(node)[1])


_PRODUCTS = ("MatMul", "_FusedMatMul", "BatchMatMul", "BatchMatMulV2")
_CONVOLUTIONS = ("Conv2D", "_FusedConv2D", "Conv3D")
_DEPTHWISE = ("DepthwiseConv2d", "DepthwiseConv2dNative", "FusedDepthwiseConv2dNative")
_POOLS = ("AvgPool", "MaxPool", "AvgPool3D", "MaxPool3D")
_BACKWARDS = ("Conv2DBackpropInput",)

PRODUCTS: dict[str, Rule] = {
    **dict.fromkeys(_PRODUCTS, _product),
    **dict.fromkeys(_CONVOLUTIONS, _convolution),
    **dict.fromkeys(_DEPTHWISE, _depthwise),
    **dict.fromkeys(_POOLS, _pool),
    **dict.fromkeys(_BACKWARDS, lambda _, inputs: known(values_of(inputs[0]))),
    "Einsum": _einsum,
}
"""Rules by operation."""

_UNKNOWN_WORK = frozenset({"Dilation2D", "FFT", "IFFT", "RFFT", "IRFFT", "SparseToDense"})


def work_of(node: Node, inputs: Sequence[Known | None], output: Known | None) -> int | None:
    """Count multiplications with an addition each of one node, of products and convolutions.

    Returns:
        `None` where shapes are not known, or what the operation does is not.
    """
    if node.op not in PRODUCTS or node.op in _POOLS:
        return None if node.op in _UNKNOWN_WORK else 0
    given = [one for one in inputs if one is not None]
    if output is None or len(given) < 2 or len(given) < len(inputs):
        return None
    try:
        return _work(node, given, math.prod(output.shape))
    except (ArithmeticError, IndexError, KeyError, TypeError, ValueError):
        return None


def _work(node: Node, inputs: Sequence[Known], values: int) -> int:
    if node.op in _PRODUCTS:
        return values * inputs[0].shape[-2 if _turned(node)[0] else -1]
    if node.op == "Einsum":
        return math.prod(lengths_of(node, inputs).values())
    kernel = inputs[1].shape
    if node.op in _DEPTHWISE:
        return values * kernel[0] * kernel[1]
    if node.op in _BACKWARDS:  # each value of what comes in goes to all places of the kernel
        return math.prod(inputs[2].shape) * math.prod(kernel[:-1])
    return values * math.prod(kernel[:-1])
