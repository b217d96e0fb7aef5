"""Transposed convolutions as convolutions that give all phases of a stride."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.passes import fusing, transposed
from tfjs_bridge.convert.graph_model.sizes import plus, product

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = normal(2, 4, 5, 3)
STAGES = (transposed.BIASED, transposed.RULES, fusing.RULES)


def transposed_convolution(
    b: Builder, x: Tensor, size: tuple[int, int], strides: tuple[int, int]
) -> Tensor:
    kernel = b.const(normal(*size, 2, 3))
    space = [
        plus(product((plus(n, -1), step)), k)
        for n, step, k in zip(x.shape[1:3], strides, size, strict=True)
    ]
    shape = (x.shape[0], *space, 2)
    return b.emit(
        "Conv2DBackpropInput",
        (b.shape(shape), kernel, x),
        shape,
        "float32",
        strides=[1, *strides, 1],
        padding="VALID",
        data_format="NHWC",
        dilations=[1, 1, 1, 1],
    )


@pytest.mark.parametrize(
    ("size", "strides", "more"),
    [
        ((2, 2), (2, 2), {"Reshape": 2, "Transpose": 1}),
        ((3, 3), (2, 2), {"Reshape": 2, "Transpose": 1, "StridedSlice": 1}),
        ((4, 4), (2, 2), {"Reshape": 2, "Transpose": 1}),
        ((1, 1), (2, 3), {"Reshape": 2, "Transpose": 1, "StridedSlice": 1}),
        ((5, 2), (2, 3), {"Reshape": 2, "Transpose": 1, "StridedSlice": 1}),
        ((1, 4), (1, 2), {"Reshape": 1}),
    ],
    ids=str,
)
def test_all_kernels_and_strides(
    tmp_path: Path, size: tuple[int, int], strides: tuple[int, int], more: dict[str, int]
) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        return transposed_convolution(b, x, size, strides)

    done = rewritten(build, [X], *STAGES, folder=tmp_path)
    # Of the shape that Conv2DBackpropInput is told when the model runs, nothing is left.
    assert done.before == {"Conv2DBackpropInput": 1, "Shape": 1, "StridedSlice": 1, "Pack": 1}
    assert done.after == {"Conv2D": 1, **more}
    assert done.difference < 1e-6


def test_the_bias_is_fused(tmp_path: Path) -> None:
    """It is one of all phases then."""

    def build(b: Builder, x: Tensor) -> Tensor:
        bias = b.const(np.array([1.0, -2.0], np.float32))
        return e.add(b, transposed_convolution(b, x, (2, 2), (2, 2)), bias)

    done = rewritten(build, [X], *STAGES, folder=tmp_path)
    assert done.after == {"_FusedConv2D": 1, "Reshape": 2, "Transpose": 1}
    assert done.difference < 1e-6


def test_a_result_that_is_used_twice_is_computed_once(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        y = transposed_convolution(b, x, (2, 2), (2, 2))
        return e.mul(b, y, e.add(b, y, b.const(np.array([1.0, -2.0], np.float32))))

    done = rewritten(build, [X], *STAGES, folder=tmp_path)
    assert done.after["Conv2D"] == 1
    assert done.after["AddV2"] == 1
    assert done.difference < 1e-6
