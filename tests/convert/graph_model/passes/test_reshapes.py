"""What changes places with a reshape."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.products import matmul
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.passes import fusing, reshapes
from tfjs_bridge.convert.graph_model.sizes import product

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
STAGES = (reshapes.RULES, fusing.RULES)


def projected(b: Builder, x: Tensor, sizes: tuple[int, ...]) -> Tensor:
    """The last axis of (batch, 4, 5) to 6 values, in a shape of their own."""
    rows = s.reshape(b, x, (product(x.shape[:2]), 5))
    return s.reshape(b, matmul(b, rows, b.const(normal(5, 6))), (*x.shape[:2], *sizes))


@pytest.mark.parametrize("sizes", [(6,), (2, 3), (1, 6), (3, 1, 2)], ids=str)
def test_bias_and_activation(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    """Also those of attention, whose heads and sizes are two axes."""

    def build(b: Builder, x: Tensor) -> Tensor:
        y = projected(b, x, sizes)
        return e.unary(b, "Relu", e.add(b, y, b.const(normal(1, 1, *sizes))))

    done = rewritten(build, [normal(2, 4, 5)], *STAGES, folder=tmp_path)
    assert done.before == {"Reshape": 2, "MatMul": 1, "AddV2": 1, "Relu": 1}
    assert done.after == {"Reshape": 2, "_FusedMatMul": 1}
    assert done.difference < 1e-6


@pytest.mark.parametrize("bias", [(4, 2, 3), (2, 1)], ids=["of rows", "of heads"])
def test_other_constants(tmp_path: Path, bias: tuple[int, ...]) -> None:
    """One of rows stays; one of heads is repeated for each of their values."""

    def build(b: Builder, x: Tensor) -> Tensor:
        return e.add(b, projected(b, x, (2, 3)), b.const(normal(*bias)))

    done = rewritten(build, [normal(2, 4, 5)], *STAGES, folder=tmp_path)
    assert ("_FusedMatMul" in done.after) == (bias == (2, 1))
    assert done.difference < 1e-6
