"""Order of values."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from tests.convert.graph_model.primitives.programs import check
from tests.convert.operation_table.case import bools, floats, ints, normal, whole

pytestmark = pytest.mark.node


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_values_are_sorted_along_any_axis(axis: int) -> None:
    """Floats, whole numbers, truth values."""
    for x in (normal(3, 4, 5), whole(3, 4, 5), bools(3, 4, 5)):
        check(lambda x: jnp.sort(x, axis), x)


def test_places_are_in_the_order_of_equal_values() -> None:
    """They need no search: what TopKV2 says is what is asked for."""
    ops = check(lambda x: jnp.argsort(x, 1), whole(3, 40, high=-4))
    assert ops.count("GatherV2") == 0


def test_the_least_number_is_the_first() -> None:
    """It has no negative of 32 bits."""
    check(jnp.sort, ints(5, -(2**31), 2**31 - 1, 0))


def test_nan_is_the_last_and_stays() -> None:
    """Whatever is beside it."""
    check(jnp.sort, floats(np.nan, 1, -np.inf, np.nan, 9, 0))


def test_several_keys() -> None:
    """The second counts where the first is equal."""
    check(
        lambda a, b, x: jax.lax.sort((a, b, x), num_keys=2),
        whole(40, high=-6),
        whole(40, high=-6, seed=1),
        normal(40),
    )
    check(lambda a, b: jnp.lexsort((a, b)), whole(20, high=-6), whole(20, high=-6, seed=1))


def test_medians_skip_nan() -> None:
    """The count of what is left is computed."""
    check(lambda x: jnp.nanmedian(x, 1), floats(1, np.nan, 3, 7, 5, 4).reshape(2, 3))
