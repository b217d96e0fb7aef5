"""Which axes of a weight an operation's output channels are."""

from __future__ import annotations

from collections.abc import Iterable

from tfjs_bridge.convert.graph_model.ir import GraphModel, Node, Tensor, nodes_of

_DEPTHWISE = frozenset({"DepthwiseConv2dNative", "FusedDepthwiseConv2dNative"})
_MATRICES = {"MatMul": "transpose", "_FusedMatMul": "transpose", "BatchMatMulV2": "adj"}
_LAST = {"Conv2D": -1, "_FusedConv2D": -1, "Conv3D": -1, "Conv2DBackpropInput": -2}


def channel_axes_of(user: Node, weight: Tensor) -> tuple[int, ...] | None:
    """Return the axes of a weight along which an operation's outputs differ.

    Args:
        user: Takes the weight.
        weight: One of its inputs.

    Returns:
        Counted from the start; `None` where the operation is no product of it, or takes it twice.
    """
    places = [place for place, x in enumerate(user.inputs) if x is weight]
    if len(places) != 1:
        return None
    axes = _from_the_end(user, places[0])
    return None if axes is None else tuple(sorted(axis + weight.rank for axis in axes))


def _from_the_end(user: Node, place: int) -> tuple[int, ...] | None:
    if user.op in _MATRICES and place < 2:
        sign = "_x" if place == 0 else "_y"
        if _MATRICES[user.op] == "transpose":
            sign = "_a" if place == 0 else "_b"
        is_transposed = bool(user.attrs.get(f"{_MATRICES[user.op]}{sign}"))
        return (-1,) if is_transposed is (place == 0) else (-2,)
    if place != 1:
        return None
    if user.op in _DEPTHWISE:
        return (-2, -1)
    return (_LAST[user.op],) if user.op in _LAST else None


def taken_in_functions(model: GraphModel) -> set[Node]:
    """Return the constants outside of loops that a loop's body takes.

    There a factor would be multiplied in each turn.
    """
    inner: Iterable[Node] = (
        node for function in model.functions.values() for node in nodes_of(function.outputs)
    )
    return {node.attrs["of"] for node in inner if "of" in node.attrs}
