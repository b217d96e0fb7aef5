"""Depthwise convolutions as sums: equal to XLA's own, and no others are touched."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tfjs_bridge.convert.frontend.depthwise import depthwise_as_sums

pytestmark = pytest.mark.needs("jax")

LAST, FIRST = ("NHWC", "HWIO", "NHWC"), ("NCHW", "HWIO", "NCHW")
# Of sums of up to 49 products in another order, relative to the largest.
ROUNDING = 2e-6


def program(shape: tuple[int, ...], kernel: tuple[int, ...], **settings: Any) -> Any:
    """JAX's convolution, traced and run: the names of its operations, and its outputs."""
    import jax

    generator = np.random.default_rng(0)
    x, k = (
        generator.normal(size=s).astype(settings.get("dtype", "float32")) for s in (shape, kernel)
    )
    named = {name: value for name, value in settings.items() if name != "dtype"}
    strides, padding = named.pop("strides", (1,) * (len(shape) - 2)), named.pop("padding", "VALID")

    def run(x: Any, k: Any) -> Any:
        return jax.lax.conv_general_dilated(x, k, strides, padding, **named)

    traced = jax.make_jaxpr(run)(x, k)
    return {e.primitive.name for e in traced.eqns}, np.asarray(jax.jit(run)(x, k))


DEPTHWISE: dict[str, tuple[tuple[int, ...], tuple[int, ...], dict[str, Any]]] = {
    "plain": ((2, 9, 8, 5), (3, 3, 1, 5), {}),
    "same": ((2, 9, 8, 5), (3, 3, 1, 5), {"padding": "SAME"}),
    "strided": ((2, 9, 8, 5), (3, 2, 1, 5), {"strides": (2, 3), "padding": "SAME"}),
    "dilated": ((2, 9, 8, 5), (3, 3, 1, 5), {"rhs_dilation": (2, 1), "padding": "SAME"}),
    "uneven padding": ((1, 9, 8, 5), (3, 3, 1, 5), {"padding": ((0, 2), (1, 3))}),
    "cropping": ((1, 9, 8, 5), (3, 3, 1, 5), {"padding": ((-1, 0), (0, -2))}),
    "three channels of each": ((2, 9, 8, 4), (3, 3, 1, 12), {"strides": (2, 2)}),
    "as large as ConvNeXt's": ((1, 14, 14, 6), (7, 7, 1, 6), {"padding": "SAME"}),
    "kernel as large as the picture": ((1, 3, 3, 4), (3, 3, 1, 4), {}),
    "channels first": ((2, 5, 9, 8), (3, 3, 1, 5), {"padding": "SAME", "numbers": FIRST}),
    "one axis": ((2, 9, 5), (4, 1, 5), {"numbers": ("NWC", "WIO", "NWC")}),
    "three axes": ((1, 5, 6, 7, 2), (2, 3, 2, 1, 2), {"numbers": ("NDHWC", "DHWIO", "NDHWC")}),
}
OTHERS: dict[str, tuple[tuple[int, ...], tuple[int, ...], dict[str, Any]]] = {
    "all channels": ((1, 9, 8, 4), (3, 3, 4, 4), {"groups": 1}),
    "two groups": ((1, 9, 8, 4), (3, 3, 2, 4), {"groups": 2}),
    "one channel": ((1, 9, 8, 1), (3, 3, 1, 4), {"groups": 1}),
    "a long kernel": ((1, 99, 5), (50, 1, 5), {"numbers": ("NWC", "WIO", "NWC")}),
    "half precision": ((1, 9, 8, 5), (3, 3, 1, 5), {"dtype": "float16"}),
    "dilated input": (
        (1, 9, 8, 5),
        (3, 3, 1, 5),
        {"lhs_dilation": (2, 2), "padding": ((1, 1), (1, 1))},
    ),
    "output of another order": ((1, 9, 8, 5), (3, 3, 1, 5), {"numbers": (*LAST[:2], "NCHW")}),
    "nothing left": ((1, 2, 8, 5), (3, 3, 1, 5), {}),
}


def both(shape: tuple[int, ...], kernel: tuple[int, ...], settings: dict[str, Any]) -> Any:
    """The program as JAX has it, and with sums."""
    numbers = settings.get("numbers", LAST)
    named = {name: x for name, x in settings.items() if name not in ("numbers", "groups")}
    named |= {"dimension_numbers": numbers}
    named |= {"feature_group_count": settings.get("groups", shape[numbers[0].index("C")])}
    plain = program(shape, kernel, **named)
    with depthwise_as_sums():
        return plain, program(shape, kernel, **named)


@pytest.mark.parametrize("case", DEPTHWISE.values(), ids=DEPTHWISE.keys())
def test_a_depthwise_convolution_becomes_a_sum(case: Any) -> None:
    """Which is the same to rounding."""
    (before, expected), (after, got) = both(*case)
    assert "conv_general_dilated" in before
    assert "conv_general_dilated" not in after
    assert got.shape == expected.shape
    assert np.abs(got - expected).max() <= ROUNDING * np.abs(expected).max()


@pytest.mark.parametrize("case", OTHERS.values(), ids=OTHERS.keys())
def test_any_other_stays_as_it_is(case: Any) -> None:
    """To the bit."""
    (_, expected), (after, got) = both(*case)
    assert "conv_general_dilated" in after
    np.testing.assert_array_equal(got, expected)


def test_jax_is_left_as_it_was() -> None:
    """Also where tracing fails."""
    import jax

    before = jax.lax.conv_general_dilated
    with pytest.raises(TypeError), depthwise_as_sums():
        jax.lax.conv_general_dilated()
    assert jax.lax.conv_general_dilated is before
