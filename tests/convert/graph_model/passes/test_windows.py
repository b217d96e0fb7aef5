"""Borders of convolutions, and mean pooling with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.convert.graph_model.passes.comparing import Build, normal, rewritten
from tests.convert.graph_model.passes.tracing import traced
from tfjs_bridge.convert.graph_model.passes import algebra, borders, pooling

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = normal(2, 6, 7, 3)
STAGES = (algebra.RULES, (*borders.RULES, *pooling.RULES))


def padded_convolution(widths: Any, value: float = 0.0, groups: int = 1, stride: int = 1) -> Build:
    import jax.numpy as jnp
    from jax import lax

    kernel = normal(3, 3, 3 // groups, 6)

    def function(x: Any) -> Any:
        y = jnp.pad(x, widths, constant_values=value)
        numbers = ("NHWC", "HWIO", "NHWC")
        options: dict[str, Any] = {"dimension_numbers": numbers, "feature_group_count": groups}
        return lax.conv_general_dilated(y, kernel, (stride, stride), "VALID", **options)

    return traced(function)


@pytest.mark.parametrize("groups", [1, 3], ids=["Conv2D", "DepthwiseConv2dNative"])
@pytest.mark.parametrize(
    "widths",
    [((1, 1), (1, 1)), ((0, 1), (2, 0)), ((5, 4), (0, 0))],
    ids=["same", "one side", "wider than the kernel"],
)
def test_borders_of_zeros(tmp_path: Path, widths: Any, groups: int) -> None:
    build = padded_convolution(((0, 0), *widths, (0, 0)), groups=groups, stride=2)
    done = rewritten(build, [X], *STAGES, folder=tmp_path)
    op = "Conv2D" if groups == 1 else "DepthwiseConv2dNative"
    assert done.before == {"PadV2": 1, op: 1}
    assert done.after == {op: 1}
    assert done.difference < 1e-6


@pytest.mark.parametrize(
    ("widths", "value"),
    [(((0, 0), (1, 1), (1, 1), (0, 0)), 1.0), (((0, 0), (0, 0), (1, 0), (2, 1)), 0.0)],
    ids=["of ones", "of channels"],
)
def test_other_borders_stay(tmp_path: Path, widths: Any, value: float) -> None:
    import jax.numpy as jnp
    from jax import lax

    channels = 3 + sum(widths[3])

    def function(x: Any) -> Any:
        y = jnp.pad(x, widths, constant_values=value)
        numbers = ("NHWC", "HWIO", "NHWC")
        kernel = normal(3, 3, channels, 4)
        return lax.conv_general_dilated(y, kernel, (1, 1), "VALID", dimension_numbers=numbers)

    done = rewritten(traced(function), [X], *STAGES, folder=tmp_path)
    assert done.after == {"PadV2": 1, "Conv2D": 1}


def test_a_border_that_two_need_stays(tmp_path: Path) -> None:
    import jax.numpy as jnp
    from jax import lax

    def function(x: Any) -> Any:
        y = jnp.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
        numbers = ("NHWC", "HWIO", "NHWC")
        one, other = (
            lax.conv_general_dilated(
                y, k * normal(3, 3, 3, 4), (1, 1), "VALID", dimension_numbers=numbers
            )
            for k in (1, 2)
        )
        return one + other

    done = rewritten(traced(function), [X], *STAGES, folder=tmp_path)
    assert done.after == {"PadV2": 1, "Conv2D": 2, "AddV2": 1}


def mean_pooling(window: int, stride: int, padding: Any = "SAME", shift: float = 0.0) -> Build:
    """As Keras computes it."""
    import jax.numpy as jnp
    from jax import lax

    def function(x: Any) -> Any:
        sizes, steps = (1, window, window, 1), (1, stride, stride, 1)
        total = lax.reduce_window(x, 0.0, lax.add, sizes, steps, padding)
        ones = jnp.ones((1, *x.shape[1:3], 1))
        return total / (lax.reduce_window(ones, 0.0, lax.add, sizes, steps, padding) + shift)

    return traced(function)


@pytest.mark.parametrize(("window", "stride"), [(3, 1), (3, 2), (2, 2), (4, 3)], ids=str)
def test_mean_pooling(tmp_path: Path, window: int, stride: int) -> None:
    done = rewritten(mean_pooling(window, stride), [X], *STAGES, folder=tmp_path)
    assert sum(done.before.values()) > 1
    assert done.after == {"AvgPool": 1}
    assert done.difference < 1e-6


@pytest.mark.parametrize(
    "build",
    [
        lambda: mean_pooling(3, 2, ((0, 0), (2, 0), (0, 2), (0, 0))),
        lambda: mean_pooling(3, 2, shift=1.0),
    ],
    ids=["another border", "another divisor"],
)
def test_other_pooling_stays(tmp_path: Path, build: Any) -> None:
    done = rewritten(build(), [X], *STAGES, folder=tmp_path)
    assert sum(done.after.values()) > 1
    assert done.difference < 1e-6
