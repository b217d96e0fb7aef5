"""Values at constant places."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tests.convert.graph_model.passes.tracing import traced
from tfjs_bridge.convert.graph_model.passes import slices

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = normal(2, 6, 4)


_IDS = ["first", "last", "channel", "part", "each second", "two axes", "corner", "take three"]
_IDS += ["take each second", "take one", "take a row", "five axes"]


def taken(x: Any, places: Any, axis: int = 1) -> Any:
    import jax.numpy as jnp

    return jnp.take(x, np.array(places), axis=axis)


@pytest.mark.parametrize(
    "function",
    [
        lambda x: x[:, 0],
        lambda x: x[:, -1],
        lambda x: x[..., 2],
        lambda x: x[:, 1:3],
        lambda x: x[:, ::2],
        lambda x: x[:, 1::2, 1:],
        lambda x: x[:, -3:, 0],
        lambda x: taken(x, [1, 2, 3]),
        lambda x: taken(x, [1, 3, 5]),
        lambda x: taken(x, 4),
        lambda x: taken(x, [3]),
        lambda x: taken(x.reshape(-1, 3, 2, 2, 2), [0, 1], 3)[:, 1],
    ],
    ids=_IDS,
)
def test_parts_are_slices(tmp_path: Path, function: Any) -> None:
    done = rewritten(traced(function), [X], slices.RULES, folder=tmp_path)
    assert set(done.after) <= {"StridedSlice", "Reshape"}
    assert done.difference == 0


def test_all_places_are_the_tensor_itself(tmp_path: Path) -> None:
    function = traced(lambda x: taken(x, range(6)) * 2.0)
    done = rewritten(function, [X], slices.RULES, folder=tmp_path)
    assert done.before == {"GatherV2": 1, "Mul": 1}
    assert done.after == {"Mul": 1}


@pytest.mark.parametrize(
    "places", [[0, 1, 3], [2, 1, 0], [1, 1], [[0, 1], [2, 3]]], ids=["uneven", "down", "same", "2d"]
)
def test_other_places_stay(tmp_path: Path, places: Any) -> None:
    done = rewritten(traced(lambda x: taken(x, places)), [X], slices.RULES, folder=tmp_path)
    assert done.after == {"GatherV2": 1}
    assert done.difference == 0


def test_places_that_are_computed_stay(tmp_path: Path) -> None:
    import jax.numpy as jnp

    def function(x: Any) -> Any:
        return jnp.take(x, (jnp.abs(x[0, :3, 0]) % 3).astype("int32"), axis=1, mode="clip")

    done = rewritten(traced(function), [X], slices.RULES, folder=tmp_path)
    assert done.after["GatherV2"] >= 1
    assert done.difference == 0


def test_rows_of_a_table_stay(tmp_path: Path) -> None:
    """It is a constant: then the rows are one, too."""
    function = traced(lambda x: x + taken(normal(6, 4), [0, 2, 5], 0)[:, None].sum(0))
    done = rewritten(function, [X], slices.RULES, folder=tmp_path)
    assert done.after == {"AddV2": 1}
