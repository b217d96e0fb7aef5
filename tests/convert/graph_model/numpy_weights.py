"""Weights by numpy: for each shape that Keras draws, JAX compiles a program.

That was a quarter of the zoo's time. What models compute is left to JAX, and so is all else that
they draw.
"""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt

Draw = Callable[..., npt.NDArray[Any]]
# Where Keras cuts a normal distribution off, in standard deviations.
_CUT = 2.0


def draw_weights_by_numpy() -> None:
    """Have the initializers of this process's Keras draw and fill by numpy."""
    from keras.src.initializers import constant_initializers, random_initializers

    draws = {"normal": _normal, "truncated_normal": _truncated_normal, "uniform": _uniform}
    own = vars(random_initializers.random)
    ours = {name: _instead(own[name], draw) for name, draw in draws.items()}
    random_initializers.random = SimpleNamespace(**{**own, **ours})
    filled = {"zeros": _filled(0), "ones": _filled(1)}
    constant_initializers.ops = SimpleNamespace(**{**vars(constant_initializers.ops), **filled})


def _instead(own: Callable[..., Any], draw: Draw) -> Callable[..., Any]:
    """One of Keras's functions, but for seeds that are numbers."""

    def drawn(shape: Any, *, dtype: Any = None, seed: Any = None, **parameters: float) -> Any:
        if not isinstance(seed, int):
            return own(shape, dtype=dtype, seed=seed, **parameters)
        pair = [seed, 0]  # as Keras itself draws by
        return _array(draw(np.random.default_rng(pair), shape, **parameters), dtype)

    return drawn


def _array(values: npt.NDArray[Any], dtype: Any) -> Any:
    """JAX's, for Keras also puts what it draws among what it traces."""
    import keras
    from jax import numpy as jnp

    return jnp.asarray(values.astype(jnp.dtype(dtype or keras.config.floatx())))


def _normal(
    generator: np.random.Generator, shape: Any, mean: float = 0.0, stddev: float = 1.0
) -> npt.NDArray[Any]:
    return np.asarray(generator.normal(mean, stddev, shape))


def _truncated_normal(
    generator: np.random.Generator, shape: Any, mean: float = 0.0, stddev: float = 1.0
) -> npt.NDArray[Any]:
    values = _normal(generator, shape)
    while (outside := np.abs(values) > _CUT).any():
        values[outside] = generator.normal(size=int(outside.sum()))
    return mean + stddev * values


def _uniform(
    generator: np.random.Generator, shape: Any, minval: float = 0.0, maxval: float = 1.0
) -> npt.NDArray[Any]:
    return np.asarray(generator.uniform(minval, maxval, shape))


def _filled(value: int) -> Callable[..., Any]:
    def fill(shape: Any, dtype: Any = None) -> Any:
        return _array(np.full(shape, value), dtype)

    return fill
