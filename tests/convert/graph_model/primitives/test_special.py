"""Special functions, and functions of jax.numpy that are known by name."""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from tests.convert.graph_model.primitives.programs import check
from tests.convert.operation_table.case import EDGES, TINY, floats, ints, normal, whole

pytestmark = pytest.mark.node


@pytest.mark.parametrize("scale", [1e-7, 1e-5, 1e-3, 0.3, 0.49, 0.51, 0.9, 40, 1e8])
def test_log1p_is_exact_at_each_scale(scale: float) -> None:
    """As a part of the largest value; below 0 too, down to -1."""
    check(jnp.log1p, floats(scale, scale / 3, -min(scale, 0.99)))


def test_log1p_of_an_exponential_is_softplus() -> None:
    """Which is one node."""
    assert check(lambda x: jnp.log1p(jnp.exp(x)), floats(-20, -3, 0, 5)) == ["Softplus"]


@pytest.mark.parametrize("sample", [EDGES, TINY, floats(-80, 80)], ids=["edges", "tiny", "far"])
def test_softplus_is_one_node(sample: np.ndarray) -> None:  # type: ignore[type-arg]
    """By its name in jax.nn."""
    assert check(jax.nn.softplus, sample) == ["Softplus"]


def test_the_inverse_error_function() -> None:
    """In the middle, in the tails, and at the ends, where it is infinite."""
    check(jax.scipy.special.erfinv, floats(-0.99999, -0.9, -1e-4, 0, 0.5, 0.996, 0.999999, 1, -1))


def test_bessel_i0e() -> None:
    """On both sides of the border of its two polynomials."""
    check(jax.scipy.special.i0e, floats(-30, -3.7, 0, 1e-4, 3.74, 3.76, 100))


def test_expm1_near_zero() -> None:
    """Where exp(x) - 1 would be 0."""
    assert check(jnp.expm1, TINY) == ["Expm1"]


def test_signbit_knows_minus_zero() -> None:
    """By 1 / x: there are no bits to look at."""
    check(jnp.signbit, floats(-0.0, 0, -1, 2, -np.inf))
    assert check(jnp.signbit, ints(-1, 0, 2)) == ["Less"]


def test_the_first_of_zeros_of_either_sign_is_the_largest() -> None:
    """Whatever their signs are."""
    check(lambda x: jnp.argmax(x, 1), floats(-1, -2, 0, 0, 0, -3).reshape(2, 3))


def test_floor_division_and_remainder() -> None:
    """Of both signs; 1 // 0.1 is 9, for the remainder is exact; by 0 too."""
    x, y = floats(1, -1, 7.5, -7.5, 3), floats(0.1, 0.1, -2, 2, 0.7)
    check(jnp.floor_divide, x, y)
    check(jnp.remainder, x, y)
    check(jnp.floor_divide, floats(1, -1), floats(0, 0))
    assert check(jnp.floor_divide, whole(5), ints(2, 3, -2, -3, 7))[-1] == "FloorDiv"


def test_sinc_near_zero() -> None:
    """Where the wasm backend's sine is not exact."""
    check(jnp.sinc, TINY)
    check(jnp.sinc, floats(-3.3, -0.06, 0.0637, 0.0636, 2))


def test_ldexp_of_large_and_small_exponents() -> None:
    """Of a float and a whole number."""
    check(jnp.ldexp, floats(1, -1.5, 0), ints(20, -20, 3))


@pytest.mark.parametrize("side", ["left", "right"])
def test_searchsorted_counts_what_is_before(side: str) -> None:
    """Equal values too; no loop."""
    row = np.sort(whole(20))
    ops = check(lambda r, v: jnp.searchsorted(r, v, side=side), row, whole(3, 4, seed=1))
    assert len(ops) == 3


def test_casts_to_small_integers_wrap_round() -> None:
    """And stop at the ends for floats, as JAX does."""
    check(lambda x: x.astype(jnp.int8).astype(jnp.int32), ints(127, 128, -129, 300))
    check(lambda x: x.astype(jnp.uint8).astype(jnp.int32), ints(-1, 255, 256))


def test_linear_algebra_of_constants_is_done_at_once() -> None:
    """TensorFlow.js has no operation for it."""
    matrix = normal(3, 3)
    ops = check(lambda x: x @ jnp.linalg.inv(jnp.asarray(matrix)), normal(2, 3), tolerance=1e-5)
    assert ops == ["MatMul"]
