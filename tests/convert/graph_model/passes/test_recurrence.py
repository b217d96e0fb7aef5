"""The unrolled steps of recurrent layers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.products import matmul
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.passes import fusing, recurrence

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = normal(2, 4, 3)
STAGES = (recurrence.RULES, fusing.RULES)


def weights(b: Builder, *shape: int) -> Tensor:
    return b.const(normal(*shape))


def rows_of(b: Builder, x: Tensor) -> list[Tensor]:
    """The four steps of (batch, 4, 3)."""
    timed = s.transpose(b, x, (1, 0, 2))
    return b.emit_many("Unpack", (timed,), [((x.shape[0], 3), "float32")] * 4, axis=0, num=4)


def zeros_of(b: Builder, x: Tensor, size: int) -> Tensor:
    return s.broadcast_to(b, b.const(np.zeros((1, 1), np.float32)), (x.shape[0], size))


def test_a_simple_layer(tmp_path: Path) -> None:
    """One product for all steps, a fused one in each, and none of the first state."""

    def build(b: Builder, x: Tensor) -> Tensor:
        kernel, recurrent, bias = weights(b, 3, 5), weights(b, 5, 5), weights(b, 5)
        state = zeros_of(b, x, 5)
        for row in rows_of(b, x):
            both = e.add(b, matmul(b, row, kernel), matmul(b, state, recurrent))
            state = e.unary(b, "Tanh", e.add(b, both, bias))
        return state

    done = rewritten(build, [X], *STAGES, folder=tmp_path)
    assert (done.before["MatMul"], done.before["AddV2"]) == (8, 8)
    assert done.after["MatMul"] == 1
    assert done.after["_FusedMatMul"] == 3
    assert done.after["AddV2"] == 4
    assert "BroadcastTo" not in done.after
    assert sum(done.after.values()) < sum(done.before.values()) - 8
    assert done.difference < 1e-6


def test_a_product_of_some_rows_stays(tmp_path: Path) -> None:
    """For all of them it would be more work."""

    def build(b: Builder, x: Tensor) -> Tensor:
        return matmul(b, rows_of(b, x)[1], weights(b, 3, 5))

    done = rewritten(build, [X], *STAGES, folder=tmp_path)
    assert done.after == done.before


def test_the_last_row_is_taken_without_the_others(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        rows = [e.mul(b, row, row) for row in rows_of(b, x)]
        stack = b.emit("Pack", rows, (4, *rows[0].shape), "float32", axis=0)
        ends = (stack, b.const(3, "int32"), b.const(0, "int32"))
        return b.emit("GatherV2", ends, rows[0].shape, "float32", batch_dims=0)

    done = rewritten(build, [X], *STAGES, folder=tmp_path)
    assert done.before == {"Transpose": 1, "Unpack": 1, "Mul": 4, "Pack": 1, "GatherV2": 1}
    assert done.after == {"Transpose": 1, "Unpack": 1, "Mul": 1}
    assert done.difference == 0


def test_only_what_is_certainly_zero_is_left_out(tmp_path: Path) -> None:
    """Zero times an infinite value would not be."""

    def build(b: Builder, x: Tensor) -> Tensor:
        first, second, *_ = rows_of(b, x)
        return e.add(b, first, e.mul(b, second, zeros_of(b, x, 3)))

    done = rewritten(build, [X], *STAGES, folder=tmp_path)
    assert done.after == done.before
