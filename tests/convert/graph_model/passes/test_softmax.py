"""Softmax and means."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tests.convert.graph_model.passes.tracing import traced
from tfjs_bridge.convert.graph_model.passes import algebra, softmax

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = normal(3, 5, 5) * 4
STAGES = ((algebra.no_bound, *softmax.RULES), (*algebra.RULES, *softmax.RULES))


def written_out(x: Any, most: Any, total: Any) -> Any:
    import jax.numpy as jnp

    powers = jnp.exp(x - most)
    return powers / total(powers)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: written_out(x, x.max(-1, keepdims=True), lambda p: p.sum(-1, keepdims=True)),
        lambda x: written_out(x, x.max(2)[..., None], lambda p: p.sum(2)[..., None]),
    ],
    ids=["kept axes", "axes given back"],
)
def test_softmax(tmp_path: Path, function: Any) -> None:
    done = rewritten(traced(function), [X], *STAGES, folder=tmp_path)
    assert done.before["Exp"] == 1
    assert done.after == {"Softmax": 1}
    assert done.difference < 1e-6


def test_jax_s_own(tmp_path: Path) -> None:
    """With a lower bound for rows without values."""
    import jax

    done = rewritten(traced(jax.nn.softmax), [X], *STAGES, folder=tmp_path)
    assert done.after == {"Softmax": 1}
    assert done.difference < 1e-6


def column(x: Any) -> Any:
    return x.sum(-1, keepdims=True)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: written_out(x, x.max(1, keepdims=True), lambda p: p.sum(1, keepdims=True)),
        lambda x: written_out(x, x.max(-1)[:, None, :], column),
        lambda x: written_out(x, x.max(-1, keepdims=True), lambda p: p.sum(-1)[:, None, :]),
        lambda x: written_out(x, x.max((1, 2), keepdims=True), column),
        lambda x: written_out(x, (2 * x).max(-1, keepdims=True), column),
    ],
    ids=["other axis", "rows for columns", "sums of rows", "of all", "of another"],
)
def test_what_looks_like_it_stays(tmp_path: Path, function: Any) -> None:
    done = rewritten(traced(function), [X], *STAGES, folder=tmp_path)
    assert "Softmax" not in done.after
    assert done.difference < 1e-6


@pytest.mark.parametrize("axes", [(1,), (1, 2), (2,)], ids=str)
@pytest.mark.parametrize("keep", [True, False])
def test_means(tmp_path: Path, axes: tuple[int, ...], keep: bool) -> None:
    function = traced(lambda x: x.mean(axes, keepdims=keep))
    done = rewritten(function, [X], *STAGES, folder=tmp_path)
    assert done.before["Sum"] == done.before["RealDiv"] == 1
    assert done.after["Mean"] == 1
    assert set(done.after) <= {"Mean", "Reshape"}
    assert done.difference < 1e-6


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x.sum(1) / 4.0,
        lambda x: x.sum(1) * normal(5),
        lambda x: x.sum(0) / 3.0,
    ],
    ids=["another number", "numbers", "open size"],
)
def test_sums_stay(tmp_path: Path, function: Any) -> None:
    done = rewritten(traced(function), [X], *STAGES, folder=tmp_path)
    assert done.after["Sum"] == 1
    assert "Mean" not in done.after
    assert done.difference < 1e-6


def test_a_sum_that_is_needed_too_stays(tmp_path: Path) -> None:
    def function(x: Any) -> Any:
        total = x.sum(1)
        return total / 5.0 - total

    done = rewritten(traced(function), [X], *STAGES, folder=tmp_path)
    assert done.after == {"Sum": 1, "Mul": 1, "Sub": 1}
