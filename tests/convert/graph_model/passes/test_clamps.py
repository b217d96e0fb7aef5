"""Maxima and minima with numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.convert.graph_model.passes.comparing import rewritten
from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.passes import clamps

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = np.array([[-np.inf, -3, -1, -0.5, 0.5, 1, 3, np.inf]], np.float32)


def with_number(b: Builder, op: str, x: Tensor, number: float, *, first: bool = False) -> Tensor:
    y = e.scalar(b, number, x)
    return e.binary(b, op, *((y, x) if first else (x, y)))


@pytest.mark.parametrize("first", [False, True], ids=["x, number", "number, x"])
@pytest.mark.parametrize("outer", ["Maximum", "Minimum"])
def test_both_ends(tmp_path: Path, outer: str, first: bool) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        numbers = {"Maximum": -1.0, "Minimum": 2.0}
        inner = "Minimum" if outer == "Maximum" else "Maximum"
        x = with_number(b, inner, x, numbers[inner], first=first)
        return with_number(b, outer, x, numbers[outer], first=first)

    done = rewritten(build, [X[:, 1:-1]], clamps.RULES, folder=tmp_path)
    assert done.before == {"Maximum": 1, "Minimum": 1}
    assert done.after == {"ClipByValue": 1}
    assert done.difference == 0


@pytest.mark.parametrize("op", ["Maximum", "Minimum"])
def test_one_end_keeps_infinities_at_the_other(tmp_path: Path, op: str) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        clamped = with_number(b, op, x, 0.75)
        return e.unary(b, "Reciprocal", clamped) if op == "Maximum" else e.unary(b, "Exp", clamped)

    done = rewritten(build, [X], clamps.RULES, folder=tmp_path)
    assert done.after["ClipByValue"] == 1
    assert op not in done.after
    assert done.difference == 0


def test_ends_in_the_wrong_order_stay(tmp_path: Path) -> None:
    """ClipByValue refuses them; the outer one wins."""

    def build(b: Builder, x: Tensor) -> Tensor:
        return with_number(b, "Maximum", with_number(b, "Minimum", x, -1.0), 2.0)

    done = rewritten(build, [X[:, 1:-1]], clamps.RULES, folder=tmp_path)
    assert done.difference == 0


def test_what_is_used_twice_is_not_lost(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        high = with_number(b, "Minimum", x, 2.0)
        return e.add(b, with_number(b, "Maximum", high, -1.0), high)

    done = rewritten(build, [X[:, 1:-1]], clamps.RULES, folder=tmp_path)
    assert done.after == {"ClipByValue": 2, "AddV2": 1}
    assert done.difference == 0


def test_tensors_stay(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        return e.binary(b, "Maximum", x, b.const(np.arange(6, dtype=np.float32)))

    done = rewritten(build, [X[:, 1:-1]], clamps.RULES, folder=tmp_path)
    assert done.after == {"Maximum": 1}
