"""Constants that move together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tests.convert.graph_model.passes.tracing import traced
from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.passes import algebra

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = normal(2, 5)
ROW = normal(5)
KERNEL = normal(5, 5)


def after(function: Any, folder: Path, x: Any = X, most: float = 1e-6) -> dict[str, int]:
    done = rewritten(traced(function), [x], algebra.RULES, folder=folder)
    assert done.difference <= most
    return dict(done.after)


@pytest.mark.parametrize(
    ("function", "left"),
    [
        (lambda x: (x + ROW) - 3.0, {"AddV2": 1}),
        (lambda x: (x * ROW) * 3.0, {"Mul": 1}),
        (lambda x: x * 1.0 * x + 0.0, {"Mul": 1}),
        (lambda x: x / 4.0, {"Mul": 1}),
        (lambda x: (x @ KERNEL) / 3.0, {"MatMul": 1, "Mul": 1}),
        (lambda x: ((x @ KERNEL) - ROW) / 3.0, {"MatMul": 1, "Mul": 1, "AddV2": 1}),
        (lambda x: x + -(x * x), {"Square": 1, "Sub": 1}),
    ],
    ids=["sums", "products", "nothing", "power of two", "of a product", "of a sum", "negative"],
)
def test_constants_are_one(tmp_path: Path, function: Any, left: dict[str, int]) -> None:
    assert after(function, tmp_path) == left


@pytest.mark.parametrize(
    ("function", "left"),
    [
        (lambda x: (x + 2.0**23) - 2.0**23, {"AddV2": 2}),
        (lambda x: (x + np.float32(3e38)) + np.float32(3e38), {"AddV2": 2}),
        (lambda x: (x * np.float32(1e-30)) * np.float32(1e-30), {"Mul": 2}),
        (lambda x: (x * np.float32(1e30)) * np.float32(1e30), {"Mul": 2}),
        (lambda x: x / np.float32(2e38), {"RealDiv": 1}),
        (lambda x: x / 0.0, {"RealDiv": 1}),
        (lambda x: x / np.float32(np.inf), {"RealDiv": 1}),
        (lambda x: 3.0 / x, {"RealDiv": 1}),
        (lambda x: (x + np.float32(np.inf)) - np.float32(np.inf), {"AddV2": 2}),
    ],
    ids=["rounding", "too large", "too small", "infinite", "subnormal", "0", "inf", "of", "nan"],
)
def test_constants_that_would_not_give_the_same_stay(
    tmp_path: Path, function: Any, left: dict[str, int]
) -> None:
    assert after(function, tmp_path, np.abs(X) * 1e3, most=0) == left


def test_whole_numbers_are_divided(tmp_path: Path) -> None:
    """41 times a 41st is less than 1, and nothing when it is rounded down."""
    import jax.numpy as jnp

    x = 41 * np.arange(-5, 5, dtype=np.float32).reshape(2, 5)
    assert np.floor(np.float32(41) * np.float32(1 / 41)) == 0
    done = rewritten(traced(lambda x: jnp.floor(x / 41.0)), [x], algebra.RULES, folder=tmp_path)
    assert done.after == {"RealDiv": 1, "Floor": 1}
    assert done.difference == 0


def test_a_sum_that_is_taken_twice_stays(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        total = e.add(b, x, 2.0)
        return e.mul(b, e.add(b, total, 3.0), total)

    done = rewritten(build, [X], algebra.RULES, folder=tmp_path)
    assert done.after == done.before == {"AddV2": 2, "Mul": 1}


def test_two_constants_do_not_become_one_that_is_large(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        y = e.add(b, x, b.const(normal(100, 1)))
        return e.add(b, y, b.const(normal(1, 100)))

    done = rewritten(build, [normal(1, 100, 100)], algebra.RULES, folder=tmp_path)
    assert done.after == {"AddV2": 2}


def test_neutral_numbers_of_a_higher_rank_stay(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        return e.mul(b, x, b.const(np.ones((3, 1, 1), np.float32)))

    done = rewritten(build, [X], algebra.RULES, folder=tmp_path)
    assert done.after == {"Mul": 1}


def test_whole_numbers_of_int32_stay(tmp_path: Path) -> None:
    """Their division rounds, and their sums wrap round."""

    def build(b: Builder, x: Tensor) -> Tensor:
        y = e.add(b, e.add(b, e.cast(b, x, "int32"), 2), 3)
        return e.cast(b, e.mul(b, y, 1), "float32")

    done = rewritten(build, [X], algebra.RULES, folder=tmp_path)
    assert done.after == done.before


@pytest.mark.parametrize("way", [True, False])
def test_selects_by_a_constant(tmp_path: Path, way: bool) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        condition = b.const(np.full((1, 5), way))
        return b.emit("SelectV2", (condition, x, e.unary(b, "Exp", x)), x.shape, "float32")

    done = rewritten(build, [X], algebra.RULES, folder=tmp_path)
    assert done.after == ({} if way else {"Exp": 1})
    assert done.difference == 0
