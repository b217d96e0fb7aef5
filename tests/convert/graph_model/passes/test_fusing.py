"""Kernels with their bias and activation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.products import matmul
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.passes import fusing

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]


def convolution(b: Builder, x: Tensor, op: str = "Conv2D") -> Tensor:
    kernel = b.const(normal(3, 3, 3, 4 if op == "Conv2D" else 1))
    shape = (*x.shape[:3], 4 if op == "Conv2D" else 3)
    attrs = {"strides": [1, 1, 1, 1], "dilations": [1, 1, 1, 1], "padding": "SAME"}
    return b.emit(op, (x, kernel), shape, "float32", data_format="NHWC", **attrs)


@pytest.mark.parametrize("activation", [None, "Relu", "Relu6", "Elu", "Sigmoid"])
@pytest.mark.parametrize("op", ["Conv2D", "DepthwiseConv2dNative"])
def test_convolutions(tmp_path: Path, op: str, activation: str | None) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        y = convolution(b, x, op)
        y = e.add(b, y, b.const(normal(1, 1, 1, int(str(y.shape[-1])))))
        return e.unary(b, activation, y) if activation else y

    done = rewritten(build, [normal(2, 5, 6, 3)], fusing.RULES, folder=tmp_path)
    assert sum(done.before.values()) == 2 + (activation is not None)
    fused = {"Conv2D": "_FusedConv2D", "DepthwiseConv2dNative": "FusedDepthwiseConv2dNative"}
    assert done.after == {fused[op]: 1}
    assert done.difference < 1e-6


def test_an_activation_without_a_bias(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        return e.unary(b, "Relu", convolution(b, x))

    done = rewritten(build, [normal(2, 5, 6, 3)], fusing.RULES, folder=tmp_path)
    assert done.after == {"_FusedConv2D": 1}
    assert done.difference < 1e-6


@pytest.mark.parametrize("is_transposed", [False, True], ids=["kernel", "transposed kernel"])
def test_products(tmp_path: Path, is_transposed: bool) -> None:
    """Of 100 summed values: the wasm backend goes wrong above 48 where a factor is transposed."""

    def build(b: Builder, x: Tensor) -> Tensor:
        kernel = b.const(normal(7, 100) if is_transposed else normal(100, 7))
        y = matmul(b, x, kernel, transpose_y=is_transposed)
        return e.unary(b, "Relu", e.add(b, y, b.const(normal(7))))

    done = rewritten(build, [normal(5, 100)], fusing.RULES, folder=tmp_path)
    assert done.before == {"MatMul": 1, "AddV2": 1, "Relu": 1}
    assert done.after == {"_FusedMatMul": 1}
    assert done.difference < 1e-6


def test_products_whose_factors_are_transposed_when_the_model_runs_stay(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor, y: Tensor) -> Tensor:
        return e.add(b, matmul(b, x, y, transpose_y=True), b.const(normal(5)))

    inputs = [normal(5, 100), normal(5, 100)]
    done = rewritten(build, inputs, fusing.RULES, folder=tmp_path, batch=False)
    assert done.after == {"MatMul": 1, "AddV2": 1}
    assert done.difference == 0


def test_stacks_of_products_stay(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor, y: Tensor) -> Tensor:
        return e.add(b, matmul(b, x, y), b.const(normal(7)))

    done = rewritten(build, [normal(2, 5, 100), normal(2, 100, 7)], fusing.RULES, folder=tmp_path)
    assert done.after == {"BatchMatMulV2": 1, "AddV2": 1}


def test_a_bias_that_is_not_of_channels_stays(tmp_path: Path) -> None:
    """The wasm backend takes one axis only."""

    def build(b: Builder, x: Tensor) -> Tensor:
        return e.add(b, convolution(b, x), b.const(normal(1, 1, 6, 4)))

    done = rewritten(build, [normal(2, 5, 6, 3)], fusing.RULES, folder=tmp_path)
    assert done.after == {"Conv2D": 1, "AddV2": 1}
