"""Attention's products by heads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.products import matmul
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.passes import heads

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]


def plain(b: Builder, x: Tensor, y: Tensor) -> Tensor:
    return matmul(b, x, y)


def of_rows(b: Builder, x: Tensor, y: Tensor) -> Tensor:
    return matmul(b, x, y, transpose_y=True)


@pytest.mark.parametrize("batch", [1, 2])
def test_each_head_has_a_product_of_its_own(tmp_path: Path, batch: int) -> None:
    inputs = [normal(batch, 3, 40, 32), normal(batch, 3, 32, 40)]
    done = rewritten(plain, inputs, heads.RULES, folder=tmp_path)
    assert done.before == {"BatchMatMulV2": 1}
    assert done.after == {"Unpack": 2, "BatchMatMulV2": 3, "Pack": 1}
    assert done.difference < 1e-6


def test_what_is_transposed_is_so_before_the_product(tmp_path: Path) -> None:
    """The fast product takes nothing that is transposed."""
    inputs = [normal(2, 3, 40, 32), normal(2, 3, 40, 32)]
    done = rewritten(of_rows, inputs, heads.RULES, folder=tmp_path)
    assert done.after == {"Transpose": 1, "Unpack": 2, "BatchMatMulV2": 3, "Pack": 1}
    assert done.difference < 1e-6


def test_one_head_needs_no_division(tmp_path: Path) -> None:
    inputs = [normal(2, 40, 32), normal(2, 40, 32)]
    done = rewritten(of_rows, inputs, heads.RULES, folder=tmp_path)
    assert done.after == {"Transpose": 1, "BatchMatMulV2": 1}
    assert done.difference < 1e-6


@pytest.mark.parametrize(
    ("x", "y"),
    [((2, 3, 8, 4), (2, 3, 4, 8)), ((2, 40, 40, 32), (2, 40, 32, 40))],
    ids=["small", "many heads"],
)
def test_others_stay(tmp_path: Path, x: tuple[int, ...], y: tuple[int, ...]) -> None:
    """Where the nodes would cost more than the slow product."""
    done = rewritten(plain, [normal(*x), normal(*y)], heads.RULES, folder=tmp_path)
    assert done.after == done.before == {"BatchMatMulV2": 1}


def test_factors_of_other_stacks_stay(tmp_path: Path) -> None:
    """One that is broadcast over the heads cannot be divided."""
    inputs = [normal(2, 3, 40, 32), normal(2, 1, 32, 40)]
    done = rewritten(plain, inputs, heads.RULES, folder=tmp_path)
    assert done.after == {"BatchMatMulV2": 1}
    assert done.difference == 0
