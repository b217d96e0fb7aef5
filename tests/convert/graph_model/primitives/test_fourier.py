"""Fourier transforms and complex numbers."""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import pytest

from tests.convert.graph_model.primitives.programs import check, graph_of, ops_of
from tests.convert.operation_table.case import bools, normal
from tfjs_bridge.convert.graph_model.ir import nodes_of
from tfjs_bridge.convert.graph_model.translate import Refused

pytestmark = pytest.mark.node


def _parts(x: Any) -> tuple[Any, Any]:
    return jnp.real(x), jnp.imag(x)


@pytest.mark.parametrize("length", [1, 2, 5, 8, 63, 64, 67, 96, 512])
@pytest.mark.parametrize("name", ["fft", "ifft"])
def test_any_length(name: str, length: int) -> None:
    """Short, prime, and in two steps."""
    function = getattr(jnp.fft, name)
    check(lambda a, b: _parts(function(a + 1j * b)), normal(2, length), normal(2, length, seed=1))


@pytest.mark.parametrize("length", [2, 5, 8, 96, 101])
def test_real_waves_there_and_back(length: int) -> None:
    """Even and odd lengths."""
    check(lambda x: _parts(jnp.fft.rfft(x)), normal(2, length))
    check(lambda x: jnp.fft.irfft(jnp.fft.rfft(x), length), normal(2, length))


def test_several_axes() -> None:
    """Of a real wave and of a complex one."""
    check(lambda x: _parts(jnp.fft.rfft2(x)), normal(2, 4, 6))
    check(lambda x: jnp.fft.irfft2(jnp.fft.rfft2(x)), normal(2, 4, 6))
    check(lambda x: _parts(jnp.fft.fftn(x)), normal(3, 4, 6))


def test_long_waves_need_no_large_matrix() -> None:
    """512 * 512 sines would be a megabyte."""
    graph = graph_of(lambda x: _parts(jnp.fft.rfft(x)), normal(2, 512))
    sizes = [node.value.size for node in nodes_of(graph.outputs) if node.value is not None]
    assert max(sizes) <= 1024
    assert "MatMul" in ops_of(graph)


def test_arithmetic_of_complex_numbers() -> None:
    """By their parts, each operation."""
    a, b = normal(3, 4), normal(3, 4, seed=1)

    def function(a: Any, b: Any) -> Any:
        x, y = a + 1j * b, jax.lax.complex(b, a * b)
        results = (x * y, x / y, x - y, -x, jnp.conj(x), jnp.exp(x), x * a, x**2)
        return [_parts(z) for z in results], jnp.abs(x), jnp.angle(x)

    check(function, a, b)


def test_complex_numbers_are_moved() -> None:
    """Reshaped, cut, joined, chosen, summed."""

    def function(a: Any, b: Any, c: Any) -> Any:
        x = a + 1j * b
        moved = (x.T, x.reshape(2, 6), x[:, 1:], jnp.concatenate([x, x], 1), jnp.where(c, x, 0))
        return [_parts(z) for z in (*moved, x.sum(1), jnp.pad(x, 1), x[::-1])]

    check(function, normal(3, 4), normal(3, 4, seed=1), bools(3, 4))


def test_complex_outputs_are_refused() -> None:
    """With what to do: a graph model's inputs and outputs are real."""
    with pytest.raises(Refused, match="gives complex numbers"):
        graph_of(lambda x: x + 1j, normal(3))
    with pytest.raises(Refused, match="uses 'sqrt' of complex numbers"):
        graph_of(lambda x: jnp.real(jnp.sqrt(x + 1j)), normal(3))
