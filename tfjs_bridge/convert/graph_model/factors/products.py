"""Products that take a kernel without its factors, which come behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tfjs_bridge.convert.graph_model.factors.channels import channel_axes_of
from tfjs_bridge.convert.graph_model.factors.splitting import Split
from tfjs_bridge.convert.graph_model.factors.wiring import Wiring
from tfjs_bridge.convert.graph_model.ir import Array, Node, Shape, Size, Tensor

_FUSED = frozenset({"_FusedConv2D", "_FusedMatMul", "FusedDepthwiseConv2dNative"})
_PLAIN = frozenset({"Conv2D", "MatMul", "DepthwiseConv2dNative", "Conv3D", "Conv2DBackpropInput"})
# Taken for sizes that are left open, but for the number of examples.
_USUAL_SIZE = 64


@dataclass(frozen=True, slots=True, eq=False)
class Behind:
    """A way to multiply a product's channels by factors after it.

    Attributes:
        user: The product.
        vector: The factors, shape (channels,).
        fused: The activation that stays a part of the product; empty if there is none.
        landing: The tensor that is multiplied: the product's own, or what is made of it.
        activation: What is computed of the multiplied values; empty if nothing.
    """

    user: Node
    vector: Array
    fused: str
    landing: Tensor
    activation: str

    @property
    def values(self) -> int:
        """How many values are computed besides, with each example."""
        return count_of(self.landing.shape) * self.nodes

    @property
    def nodes(self) -> int:
        """How many nodes there are besides."""
        return 1 + bool(self.activation)


def behind(wiring: Wiring, kernel: Tensor, made: Split) -> Behind | None:
    """Return how the factors of a kernel can be put behind its product; `None`: they cannot.

    Args:
        wiring: Of the graph.
        kernel: A constant.
        made: It as a product.
    """
    user = wiring.only_user(kernel)
    axes = None if user is None else channel_axes_of(user, kernel)
    if user is None or axes is None or user.inputs[1] is not kernel:
        return None
    vector, activation = _vector(made, axes), _activation(user)
    if vector is None or activation is None or not _is_moderate(vector):
        return None
    is_positive = bool((vector > 0).all())
    if activation and not (is_positive and activation == "Relu"):
        return Behind(user, vector, "", user.output, activation)
    landing = _landing(wiring, user.output) if is_positive else user.output
    return Behind(user, vector, activation, landing, "")


def count_of(shape: Shape) -> int:
    """Return about how many values a tensor has for each example."""
    count = 1
    for axis, size in enumerate(shape):
        is_open = isinstance(size, Size)
        count *= (1 if axis == 0 else _USUAL_SIZE) if is_open else int(str(size))
    return count


def _activation(user: Node) -> str | None:
    """Return what a product is fused with; `None` if it is none that factors can be behind."""
    if user.op in _PLAIN:
        return ""
    if user.op not in _FUSED or user.inputs[2].value is None:
        return None
    return "".join(user.attrs["fused_ops"][1:])


def _vector(made: Split, axes: Sequence[int]) -> Array | None:
    """Return the factors of a product's channels; `None` if they differ within one."""
    sizes = made.factor.shape
    if any(size > 1 and axis not in axes for axis, size in enumerate(sizes)):
        return None
    channels = [made.base.shape[axis] for axis in axes]
    own = made.factor.reshape([sizes[axis] for axis in axes])
    return np.ascontiguousarray(np.broadcast_to(own, channels)).reshape(-1)


def _is_moderate(vector: Array) -> bool:
    """Whether a bias divided by it stays a normal number."""
    sizes = np.abs(vector)
    return bool(((sizes > 1e-12) & (sizes < 1e12)).all())


def _landing(wiring: Wiring, x: Tensor) -> Tensor:
    """Follow a product's result through what a positive factor of each channel may pass."""
    user = wiring.only_user(x)
    while user is not None and user.inputs[0] is x and _may_pass(user):
        x = user.output
        user = wiring.only_user(x)
    return x


def _may_pass(user: Node) -> bool:
    if user.op in ("MaxPool", "AvgPool", "Relu"):
        return True
    if user.op != "Mean" or user.inputs[1].value is None:
        return False
    # Of the places alone: each channel stays one.
    last = user.inputs[0].rank - 1
    return all(axis % (last + 1) < last for axis in user.inputs[1].value.reshape(-1).tolist())
