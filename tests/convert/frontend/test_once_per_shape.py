"""Functions of Keras that JAX traces once for each shape: what is shared, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

import numpy as np
import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge.convert.frontend.once_per_shape import once_per_shape

pytestmark = pytest.mark.needs("jax")

PICTURE = (1, 3, 3, 4)


@pytest.fixture(autouse=True)
def keras() -> None:
    """On the backend of all tests of this process."""
    seeded_keras()


def normalized(x: Any, *rows: Any, axis: int = -1, epsilon: float = 1e-3) -> Any:
    """By Keras's own function, as its layer calls it."""
    from keras.src.backend.jax import nn

    mean, variance, offset, scale = rows
    return nn.batch_normalization(x, mean, variance, axis, offset, scale, epsilon)


def arrays(count: int = 4) -> list[Any]:
    """A picture, and a mean, a variance, an offset and a scale for it."""
    generator = np.random.default_rng(0)
    rows = generator.uniform(0.5, 2, (4, count)).astype(np.float32)
    return [generator.normal(size=PICTURE).astype(np.float32), *rows]


def compiled(function: Callable[..., Any], given: list[Any], *, is_shared: bool) -> Any:
    """JAX's program for arrays of these shapes, and what it gives when it is compiled."""
    import jax

    with once_per_shape() if is_shared else nullcontext():
        program = jax.jit(function).trace(*given)
    return program.jaxpr.eqns, np.asarray(program.lower().compile()(*given))


def test_layers_of_one_shape_share_what_is_traced() -> None:
    """Another shape, and other settings, have their own; the numbers are Keras's."""

    def network(x: Any, *rows: Any) -> Any:
        same = normalized(normalized(x, *rows), *rows)
        return normalized(same, *rows, epsilon=0.5)

    equations, found = compiled(network, arrays(), is_shared=True)
    first, second, third = (e.params["jaxpr"] for e in equations if "jaxpr" in e.params)
    assert first is second
    assert first is not third
    np.testing.assert_array_equal(found, compiled(network, arrays(), is_shared=False)[1])


@pytest.mark.parametrize("axis", [1, 2, -1])
@pytest.mark.parametrize("missing", [(), (2,), (3,), (2, 3)], ids=str)
def test_any_axis_with_or_without_offset_and_scale(axis: int, missing: tuple[int, ...]) -> None:
    """The same to the bit."""

    def one(x: Any, *rows: Any) -> Any:
        given = [None if k in missing else row for k, row in enumerate(rows)]
        return normalized(x, *given, axis=axis)

    found = [compiled(one, arrays(PICTURE[axis]), is_shared=each)[1] for each in (True, False)]
    np.testing.assert_array_equal(*found)


def test_what_jax_cannot_take_goes_to_keras_as_before() -> None:
    """Lists and numbers are arrays to Keras alone; and a setting may be an array."""
    from keras.src.backend.jax import nn

    x, *rows = arrays()
    half: Any = np.float32(0.5)
    is_weak = nn.relu(2.0).weak_type
    with once_per_shape():
        np.testing.assert_array_equal(nn.relu([[-1.0, 2.0]]), [[0.0, 2.0]])
        assert nn.relu(2.0).weak_type == is_weak
        found = normalized(x, *rows, epsilon=half)
    np.testing.assert_array_equal(found, normalized(x, *rows, epsilon=half))


def test_keras_is_as_it_was_afterwards() -> None:
    """Whatever ends the block."""
    from keras.src.backend.jax import nn

    before = nn.batch_normalization, nn.relu, nn.relu6

    def ended() -> None:
        with once_per_shape():
            assert nn.relu is not before[1]
            raise ValueError("ended")

    with pytest.raises(ValueError, match="ended"):
        ended()
    assert (nn.batch_normalization, nn.relu, nn.relu6) == before
