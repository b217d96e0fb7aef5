"""Factors in kernels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.graph_model.passes.comparing import Build, normal, rewritten
from tests.convert.graph_model.passes.tracing import traced
from tfjs_bridge.convert.graph_model.ir import Array
from tfjs_bridge.convert.graph_model.passes import algebra, fusing, scales

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = normal(2, 6, 6, 3)
RULES = ((*algebra.RULES, *scales.RULES), fusing.RULES)


def convolved(x: Any, kernel: Array, groups: int = 1) -> Any:
    from jax import lax

    numbers = ("NHWC", "HWIO", "NHWC")
    options = {"dimension_numbers": numbers, "feature_group_count": groups}
    return lax.conv_general_dilated(x, kernel, (1, 1), "VALID", **options)


def normalized(y: Any, channels: int) -> Any:
    """As Keras's BatchNormalization is computed."""
    from jax import lax

    variance = np.abs(normal(channels)) + 0.5
    scale = lax.rsqrt(variance + 1e-3) * normal(channels)
    return (y - normal(channels)) * scale + normal(channels)


def batch_normalization(op: str) -> Build:
    def function(x: Any) -> Any:
        if op == "Conv2D":
            return normalized(convolved(x, normal(3, 3, 3, 4)), 4)
        if op == "DepthwiseConv2dNative":
            return normalized(convolved(x, normal(3, 3, 1, 6), 3), 6)
        return normalized(x.reshape(-1, 3) @ normal(3, 4), 4)

    return traced(function)


@pytest.mark.parametrize("op", ["Conv2D", "DepthwiseConv2dNative", "MatMul"])
def test_of_a_batch_normalization_nothing_is_left(tmp_path: Path, op: str) -> None:
    done = rewritten(batch_normalization(op), [X], *RULES, folder=tmp_path)
    assert done.before[op] == 1
    assert sum(done.before.values()) > sum(done.after.values()) == 1 + done.after["Reshape"]
    assert done.difference < 1e-6


@pytest.mark.parametrize(
    "scale",
    [normal(4, 4, 1), normal(2, 4, 4, 4), np.float32(np.inf), np.float32(1e-25)],
    ids=["of places", "of all", "infinite", "small"],
)
def test_other_factors_stay(tmp_path: Path, scale: Array) -> None:
    function = traced(lambda x: convolved(x, normal(3, 3, 3, 4)) * scale)
    done = rewritten(function, [X], *RULES, folder=tmp_path, batch=False)
    assert done.after == {"Conv2D": 1, "Mul": 1}


def test_channels_that_are_switched_off(tmp_path: Path) -> None:
    scale = np.array([1, 0, 2, 0], np.float32)
    function = traced(lambda x: convolved(x, normal(3, 3, 3, 4)) * scale)
    done = rewritten(function, [X], *RULES, folder=tmp_path)
    assert done.after == {"Conv2D": 1}
    assert done.difference < 1e-6


def test_what_is_needed_without_the_factor_too_stays(tmp_path: Path) -> None:
    import jax.numpy as jnp

    def function(x: Any) -> Any:
        y = convolved(x, normal(3, 3, 3, 4))
        return jnp.tanh(y) + y * normal(4)

    done = rewritten(traced(function), [X], *RULES, folder=tmp_path)
    assert done.after == done.before == {"Conv2D": 1, "Tanh": 1, "Mul": 1, "AddV2": 1}


@pytest.mark.parametrize("are_same", [True, False], ids=["same factors", "other factors"])
@pytest.mark.parametrize("width", [8, 80], ids=["small", "large"])
def test_a_kernel_that_two_use(tmp_path: Path, width: int, are_same: bool) -> None:
    """A large one is not stored twice; where both factors are the same, it need not be."""
    kernel, scale = normal(80, width), normal(width)

    def function(x: Any, y: Any) -> Any:
        return (x @ kernel) * scale - (y @ kernel) * (scale if are_same else -scale)

    inputs = [normal(2, 80), normal(2, 80) + 1]
    done = rewritten(traced(function), inputs, *RULES, folder=tmp_path)
    assert done.difference < 1e-5
    folded = are_same or width == 8
    assert done.after.get("Mul", 0) == (0 if folded else 2)
    size = (tmp_path / "after" / "w.bin").stat().st_size
    assert size <= (2 if width == 8 else 1.1) * kernel.nbytes


def test_a_kernel_that_is_large_and_used_without_a_factor_stays(tmp_path: Path) -> None:
    kernel = normal(80, 80)
    function = traced(lambda x, y: (x @ kernel) * normal(80) - y @ kernel)
    done = rewritten(function, [normal(2, 80), normal(2, 80) + 1], *RULES, folder=tmp_path)
    assert done.after == {"MatMul": 2, "Mul": 1, "Sub": 1}
