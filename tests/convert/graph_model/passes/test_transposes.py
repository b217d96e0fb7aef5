"""Moves of axes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tests.convert.graph_model.passes.tracing import traced
from tfjs_bridge.convert.graph_model.passes import (
    algebra,
    reshapes,
    scales,
    slices,
    softmax,
    transposes,
)

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = normal(2, 6, 4)
ALL = (
    (algebra.no_bound, *softmax.RULES),
    (
        *algebra.RULES,
        *scales.RULES,
        *softmax.RULES,
        *reshapes.RULES,
        *transposes.RULES,
        *slices.SINGLE,
    ),
)


@pytest.mark.parametrize(
    ("function", "left"),
    [
        (lambda x: x.transpose(0, 2, 1).transpose(0, 2, 1) * 2.0, {"Mul": 1}),
        (lambda x: x.transpose(1, 2, 0).transpose(1, 2, 0), {"Transpose": 1}),
        (lambda x: x[:, :, None].transpose(0, 3, 2, 1), {"Transpose": 1, "Reshape": 1}),
        (
            lambda x: x.transpose(0, 2, 1)[:, None].transpose(0, 1, 3, 2)[:, 0] * 2.0,
            {"Mul": 1},
        ),
        (lambda x: x.reshape(-1, 3, 8).reshape(-1, 2, 12), {"Reshape": 1}),
    ],
    ids=["back", "twice", "with an axis of 1", "back, with an axis of 1", "reshapes"],
)
def test_two_are_one(tmp_path: Path, function: Any, left: dict[str, int]) -> None:
    done = rewritten(traced(function), [X], *ALL, folder=tmp_path)
    assert done.after == left
    assert done.difference == 0


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x.transpose(0, 2, 1).reshape(-1, 2, 12).transpose(0, 2, 1),
        lambda x: x.reshape(-1, 3, 8).transpose(0, 2, 1),
    ],
    ids=["real reshape between", "real reshape"],
)
def test_what_a_reshape_mixes_stays(tmp_path: Path, function: Any) -> None:
    done = rewritten(traced(function), [X], *ALL, folder=tmp_path)
    assert done.after == done.before
    assert done.difference == 0


def test_a_moved_tensor_that_is_needed_too_stays(tmp_path: Path) -> None:
    import jax.numpy as jnp

    def function(x: Any) -> Any:
        moved = x.transpose(0, 2, 1)
        return jnp.exp(moved).sum() + moved.transpose(0, 2, 1)

    done = rewritten(traced(function), [X], *ALL, folder=tmp_path)
    assert done.after["Transpose"] == 1
    assert done.difference < 1e-6


def attention(x: Any, wide: bool = False) -> Any:
    """Two heads of 4 values, as Keras's MultiHeadAttention comes from JAX."""
    import jax
    import jax.numpy as jnp

    query, key, value = ((x @ (k * normal(4, 8))).reshape(-1, 6, 2, 4) for k in (1, 2, 3))
    scores = jnp.einsum("bqhd,bkhd->bhqk", query, key)
    if wide:
        scores = scores[None, :, :, :, :] * 0.5
    weights = jax.nn.softmax(scores if wide else scores * 0.5)
    weights = weights[0] if wide else weights
    return jnp.einsum("bhqk,bkhd->bqhd", weights, value).reshape(-1, 6, 8)


@pytest.mark.parametrize("wide", [False, True], ids=["plain", "with axes of 1"])
def test_attention(tmp_path: Path, wide: bool) -> None:
    """Nothing but the softmax is done with the weights of all pairs of tokens."""
    done = rewritten(traced(lambda x: attention(x, wide)), [X], *ALL, folder=tmp_path)
    assert done.after["Transpose"] == 4
    assert done.after["BatchMatMulV2"] == 2
    assert done.after["Softmax"] == 1
    assert set(done.after) <= {"Transpose", "BatchMatMulV2", "Softmax", "MatMul", "Reshape"}
    assert done.difference < 1e-6


def test_scores_that_are_needed_without_the_factor_keep_it(tmp_path: Path) -> None:
    import jax.numpy as jnp

    def function(x: Any) -> Any:
        query, key = ((x @ (k * normal(4, 8))).reshape(-1, 6, 2, 4) for k in (1, 2))
        scores = jnp.einsum("bqhd,bkhd->bhqk", query, key)
        return scores * 0.5 + jnp.tanh(scores)

    done = rewritten(traced(function), [X], *ALL, folder=tmp_path)
    assert done.after["Mul"] == 1
    assert done.difference < 1e-6
