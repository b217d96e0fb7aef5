"""Values put at places that are computed."""

from __future__ import annotations

from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest

from tests.convert.graph_model.primitives.programs import check
from tests.convert.operation_table.case import bools, ints, normal, whole

pytestmark = pytest.mark.node
_AT = ints(2, 0, 3)


@pytest.mark.parametrize("how", ["set", "add", "multiply", "min", "max"])
@pytest.mark.parametrize("kind", ["float32", "int32"])
def test_rows_are_put(how: str, kind: str) -> None:
    """Each as a whole."""
    make: Any = normal if kind == "float32" else whole
    x, rows = make(5, 4), make(3, 4, seed=1)
    check(lambda x, at, y: getattr(x.at[at], how)(y), x, _AT, rows)


@pytest.mark.parametrize("how", ["add", "multiply", "min", "max"])
def test_what_meets_at_one_place_is_put_together(how: str) -> None:
    """Three rows at two places."""
    x, rows = normal(4, 2), normal(3, 2, seed=1)
    check(lambda x, at, y: getattr(x.at[at], how)(y), x, ints(1, 1, 3), rows)


def test_what_is_outside_is_left_out() -> None:
    """As JAX leaves it out; TensorFlow.js's kernels fail on it."""
    check(lambda x, at, y: x.at[at].set(y), normal(4), ints(9, 1), normal(2, seed=1))
    check(lambda x, at, y: x.at[at].add(y), normal(4), ints(9, -9), normal(2, seed=1))


def test_places_may_be_clipped() -> None:
    """Where the program says so."""
    function = lambda x, at, y: x.at[at].add(y, mode="clip")  # noqa: E731
    check(function, normal(4), ints(9, 1), normal(2, seed=1))


def test_columns_and_cells() -> None:
    """Of an axis that is not the first, of two axes, and of slices."""
    x = normal(3, 4, 5)
    check(lambda x, y: x.at[:, 2].set(y), x, normal(3, 5, seed=1))
    check(lambda x, at, y: x.at[at, :, 1].add(y), x, ints(2, 0), normal(2, 4, seed=1))
    check(lambda x, a, b, y: x.at[a, b].set(y), x, ints(2, 0), ints(1, 3), normal(2, 5, seed=1))
    check(lambda x, y: x.at[0, 1:3].set(y), x, normal(2, 5, seed=1))


def test_truth_values_are_put() -> None:
    """As numbers, which all kernels take."""
    check(lambda x, at, y: x.at[at].set(y), bools(4), ints(2, 0), bools(2, seed=3))


def test_counts_of_values() -> None:
    """A histogram by `scatter-add` of ones."""
    ops = check(lambda x: jnp.zeros(5).at[x].add(1), np.array([1, 1, 4, 0], np.int32))
    assert "ScatterNd" in ops
