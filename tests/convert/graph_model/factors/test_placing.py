"""Kernels are stored in few bytes, and their factors are where they cost least."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.convert.graph_model.factors.graphs import (
    Emit,
    convolution,
    placed,
    rounded_in_channels,
    rounded_to_float16,
    signed,
)
from tests.convert.graph_model.passes.comparing import normal
from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.products import matmul
from tfjs_bridge.convert.graph_model.ir import Tensor

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
FEW, MANY = normal(2, 5, 6, 8), normal(1, 100, 100, 8)
KERNEL = normal(3, 3, 8, 32) * np.linspace(0.01, 3, 32, dtype=np.float32)


def activated(activation: str, op: str = "Conv2D") -> Emit:
    """A convolution with a bias and an activation, if any."""

    def emit(b: Builder, x: Tensor, kernel: Tensor) -> Tensor:
        y = convolution(b, x, kernel, op)
        y = e.add(b, y, b.const(normal(int(str(y.shape[-1])))))
        return e.unary(b, activation, y) if activation else y

    return emit


@pytest.mark.parametrize(
    ("activation", "apart"),
    [("", False), ("Relu", False), ("Relu6", True), ("Elu", True), ("Sigmoid", True)],
)
def test_few_outputs_are_multiplied(tmp_path: Path, activation: str, apart: bool) -> None:
    """A Relu stays in front of the factors; others come behind them, as nodes of their own."""
    done = placed(activated(activation), FEW, rounded_in_channels(KERNEL, -1), tmp_path)
    assert done.before == {"_FusedConv2D": 1}
    assert done.after == {"_FusedConv2D": 1, "Mul": 1, **({activation: 1} if apart else {})}
    assert done.stored == ["uint8"]
    assert done.difference < 2e-6


def test_of_many_outputs_the_kernel_is_multiplied(tmp_path: Path) -> None:
    done = placed(activated("Relu6"), MANY, rounded_in_channels(KERNEL, -1), tmp_path)
    assert done.after == {"_FusedConv2D": 1, "Mul": 1}
    assert done.stored == ["uint8"]
    assert done.difference < 2e-6


@pytest.mark.parametrize("pool", ["MaxPool", "AvgPool", "Mean"])
def test_factors_move_behind_pooling(tmp_path: Path, pool: str) -> None:
    """There are fewer values then."""

    def emit(b: Builder, x: Tensor, kernel: Tensor) -> Tensor:
        y = activated("Relu")(b, x, kernel)
        if pool == "Mean":
            axes = b.const(np.array([1, 2], np.int32))
            return b.emit("Mean", (y, axes), (2, 32), "float32", keep_dims=False)
        sizes = {"ksize": [1, 2, 2, 1], "strides": [1, 2, 2, 1], "padding": "SAME"}
        return b.emit(pool, (y,), (2, 3, 3, 32), "float32", data_format="NHWC", **sizes)

    done = placed(emit, FEW, rounded_in_channels(KERNEL, -1), tmp_path)
    assert done.after == {"_FusedConv2D": 1, pool: 1, "Mul": 1}
    assert done.difference < 2e-6


@pytest.mark.parametrize("sign", ["positive", "of both signs"])
@pytest.mark.parametrize("encoding", ["uint8", "float16"])
def test_folded_factors_stay_beside_the_kernel(tmp_path: Path, encoding: str, sign: str) -> None:
    """Those of a batch normalization, with the scales of channels or without."""
    scale = signed(32) if sign != "positive" else np.abs(normal(32)) + np.float32(0.1)

    def emit(b: Builder, x: Tensor, kernel: Tensor) -> Tensor:
        y = e.mul(b, convolution(b, x, kernel), b.const(scale))
        return e.unary(b, "Relu", e.add(b, y, b.const(normal(32))))

    record = rounded_in_channels(KERNEL, -1) if encoding == "uint8" else rounded_to_float16(KERNEL)
    done = placed(emit, FEW, record, tmp_path)
    assert done.before == {"_FusedConv2D": 1}
    assert done.after == {"_FusedConv2D": 1, "Mul": 1}
    assert done.stored == [encoding]
    assert done.difference < 2e-6


@pytest.mark.parametrize("multiplier", [1, 2])
def test_depthwise_kernels(tmp_path: Path, multiplier: int) -> None:
    x, kernel = normal(2, 7, 8, 48), normal(3, 3, 48, multiplier)
    emit = activated("Relu", "DepthwiseConv2dNative")
    done = placed(emit, x, rounded_in_channels(kernel, 2), tmp_path)
    assert done.before == {"FusedDepthwiseConv2dNative": 1}
    assert done.after == {"FusedDepthwiseConv2dNative": 1, "Mul": 1}
    assert done.stored == ["uint8"]
    assert done.difference < 2e-6


@pytest.mark.parametrize("is_transposed", [False, True], ids=["kernel", "transposed kernel"])
def test_products_of_matrices(tmp_path: Path, is_transposed: bool) -> None:
    def emit(b: Builder, x: Tensor, kernel: Tensor) -> Tensor:
        y = matmul(b, x, kernel, transpose_y=is_transposed)
        return e.unary(b, "Relu", e.add(b, y, b.const(normal(20))))

    kernel = normal(20, 90) if is_transposed else normal(90, 20)
    record = rounded_in_channels(kernel, 0 if is_transposed else 1)
    done = placed(emit, normal(5, 90), record, tmp_path)
    assert done.after == {"_FusedMatMul": 1, "Mul": 1}
    assert done.stored == ["uint8"]
    assert done.difference < 2e-6


def test_a_kernel_that_many_take_is_multiplied_once(tmp_path: Path) -> None:
    """As that of an unrolled recurrent layer."""

    def emit(b: Builder, x: Tensor, kernel: Tensor) -> Tensor:
        for _ in range(4):
            x = e.unary(b, "Tanh", matmul(b, x, kernel))
        return x

    done = placed(emit, normal(3, 20), rounded_in_channels(normal(20, 20), 1), tmp_path)
    assert done.after == {"MatMul": 4, "Tanh": 4, "Mul": 1}
    assert done.stored == ["uint8"]
    assert done.difference < 2e-6


def test_heads_of_a_kernel_share_the_scales_of_their_index(tmp_path: Path) -> None:
    """A kernel of three axes becomes a matrix, whose columns have the scales over and over."""

    def emit(b: Builder, x: Tensor, kernel: Tensor) -> Tensor:
        return matmul(b, x, s.reshape(b, kernel, (24, 32)))

    done = placed(emit, normal(5, 24), rounded_in_channels(normal(24, 4, 8), 2), tmp_path)
    assert done.after == {"MatMul": 1, "Mul": 1}
    assert done.stored == ["uint8"]
    assert done.difference < 2e-6


def test_factors_within_a_channel_stay_at_the_kernel(tmp_path: Path) -> None:
    """Scales of inputs cannot be behind the product."""
    done = placed(
        lambda b, x, kernel: matmul(b, x, kernel),
        normal(5, 64),
        rounded_in_channels(normal(64, 20), 0),
        tmp_path,
    )
    assert done.after == {"MatMul": 1, "Mul": 1}
    assert done.stored == ["uint8"]
    assert done.difference < 2e-6


def test_small_kernels_stay_as_they_are(tmp_path: Path) -> None:
    """A node needs more bytes than are saved."""
    done = placed(
        lambda b, x, kernel: matmul(b, x, kernel),
        normal(5, 5),
        rounded_in_channels(normal(5, 40), 1),
        tmp_path,
    )
    assert done.before == done.after


def test_a_kernel_that_is_not_what_its_path_says_stays(tmp_path: Path) -> None:
    """Two variables may have the same path."""
    record = rounded_in_channels(KERNEL, -1)

    def emit(b: Builder, x: Tensor, kernel: Tensor) -> Tensor:
        other = b.const(normal(3, 3, 8, 32), name="other", origin=kernel.node.origin)
        return convolution(b, x, other)

    done = placed(emit, FEW, record, tmp_path)
    assert done.before == done.after == {"Conv2D": 1}
    assert done.difference == 0
