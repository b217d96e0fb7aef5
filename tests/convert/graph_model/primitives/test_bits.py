"""Bits of whole numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import pytest

from tests.convert.graph_model.primitives.programs import check, graph_of
from tests.convert.operation_table.case import ints
from tfjs_bridge.convert.graph_model.translate import Refused

pytestmark = pytest.mark.node
_LEFT = ints(-7, 12, 255, 2**30 + 5, -(2**31), 2**31 - 1, 0, -1)
_RIGHT = ints(3, 10, -256, 65535, 2**31 - 1, -(2**31), -1, 99)


@pytest.mark.parametrize("function", [jnp.bitwise_and, jnp.bitwise_or, jnp.bitwise_xor])
def test_all_32_bits_count(function: Callable[..., Any]) -> None:
    """The sign's too."""
    check(function, _LEFT, _RIGHT)


def test_the_last_bits_are_a_remainder() -> None:
    """One node in place of thirty."""
    assert check(lambda x: x & 255, _LEFT) == ["FloorMod"]


@pytest.mark.parametrize("places", [0, 1, 7, 15, 16, 17, 30, 31])
@pytest.mark.parametrize(
    "function",
    [jax.lax.shift_left, jax.lax.shift_right_arithmetic, jax.lax.shift_right_logical],
    ids=["left", "arithmetic", "logical"],
)
def test_shifts_by_any_count_of_places(function: Callable[..., Any], places: int) -> None:
    """The count being known only when the model runs."""
    check(function, _LEFT, ints(*[places] * len(_LEFT)))


def test_powers_of_whole_numbers_are_exact() -> None:
    """JAX makes them of the exponent's bits."""
    check(jnp.power, ints(-3, 2, 7, 0), ints(5, 30, 10, 0))


@pytest.mark.parametrize(
    ("function", "kind"),
    [
        pytest.param(jax.lax.shift_left, jnp.int8, id="left, signed"),
        pytest.param(jax.lax.shift_left, jnp.uint8, id="left"),
        pytest.param(jax.lax.shift_right_arithmetic, jnp.int8, id="right, signed"),
        pytest.param(jax.lax.shift_right_logical, jnp.uint8, id="right"),
    ],
)
def test_shifts_of_bytes_end_with_their_bits(function: Callable[..., Any], kind: Any) -> None:
    """As weights of four bits are unpacked."""
    check(lambda x: function(x.astype(kind), kind(3)).astype(jnp.int32), ints(1, 17, 100, 127))


def test_shifts_that_mix_sign_and_bits_are_refused() -> None:
    """A signed byte's bits, moved to the right as if it had no sign."""
    with pytest.raises(Refused, match="shifts the bits of int8"):
        graph_of(lambda x: jax.lax.shift_right_logical(x.astype(jnp.int8), jnp.int8(3)), ints(1, 2))
