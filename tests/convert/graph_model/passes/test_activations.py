"""Activations that TensorFlow.js has an operation for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tests.convert.graph_model.passes.tracing import traced
from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Tensor
from tfjs_bridge.convert.graph_model.passes import activations, fusing

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = np.array([[-90, -3, -1, -1e-3, -0.0], [0.0, 1e-3, 2, 6.5, 90]], np.float32)


def leaky(x: Any, slope: float, bound: float = 0.0) -> Any:
    import jax.numpy as jnp

    return jnp.where(x >= bound, x, slope * x)


def relu_6(x: Any) -> Any:
    import jax.numpy as jnp

    return jnp.minimum(jnp.maximum(x, 0.0), 6.0)


def elu(x: Any, alpha: float = 1.0) -> Any:
    import jax.numpy as jnp

    safe = jnp.where(x > 0, 0.0, x)
    return jnp.where(x > 0, x, alpha * jnp.expm1(safe))


def selu(x: Any) -> Any:
    return 1.0507009873554805 * elu(x, 1.6732632423543772)


def prelu(x: Any, alpha: Any) -> Any:
    import jax.numpy as jnp

    return jnp.maximum(x, 0.0) + -alpha * jnp.maximum(-x, 0.0)


@pytest.mark.parametrize(
    ("function", "op"),
    [
        (relu_6, "Relu6"),
        (lambda x: leaky(x, 0.2), "LeakyRelu"),
        (elu, "Elu"),
        (selu, "Selu"),
        (lambda x: prelu(x, normal(5)), "Prelu"),
        (lambda x: prelu(x, np.float32(0.3)), "Prelu"),
    ],
    ids=["relu6", "leaky relu", "elu", "selu", "prelu", "prelu of one"],
)
def test_one_operation(tmp_path: Path, function: Any, op: str) -> None:
    done = rewritten(traced(function), [X], activations.RULES, folder=tmp_path)
    assert done.after == {op: 1}
    assert sum(done.before.values()) > 1
    assert done.difference < 1e-6


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf], ids=str)
@pytest.mark.parametrize("function", [lambda x: leaky(x, 0.2), elu, selu], ids=["leaky", "e", "s"])
def test_infinities(tmp_path: Path, function: Any, bad: float) -> None:
    x = np.array([[bad, 1.0]], np.float32)
    done = rewritten(traced(function), [x], activations.RULES, folder=tmp_path)
    assert sum(done.after.values()) == 1
    assert done.difference < 1e-6


@pytest.mark.parametrize("shape", [(4, 3, 5), (3, 5), (1, 5), (4, 1, 1), (4, 1, 5)], ids=str)
def test_factors_of_prelu_of_some_axes(tmp_path: Path, shape: tuple[int, ...]) -> None:
    """The wasm backend takes those of the last axes, all of them."""
    function = traced(lambda x: prelu(x, normal(*shape)))
    done = rewritten(function, [normal(2, 4, 3, 5)], activations.RULES, folder=tmp_path)
    assert done.after == {"Prelu": 1}
    assert done.difference < 1e-6


@pytest.mark.parametrize(
    "function",
    [
        lambda x: leaky(x, 1.5),
        lambda x: leaky(x, -0.5),
        lambda x: leaky(x, 0.2, bound=0.5),
        lambda x: leaky(x, normal(5)),  # type: ignore[arg-type]
        lambda x: elu(x, 0.5),
        lambda x: elu(x, 1.6732632423543772) * 1.05,
        lambda x: prelu(x, normal(3, 1, 5)),
    ],
    ids=["steep", "negative", "bound", "slopes", "elu", "selu", "higher rank"],
)
def test_what_looks_like_it_stays(tmp_path: Path, function: Any) -> None:
    done = rewritten(traced(function), [X], activations.RULES, folder=tmp_path)
    assert not {"LeakyRelu", "Elu", "Selu", "Prelu"} & set(done.after)
    assert done.difference < 1e-6


def test_a_maximum_that_repeats_values_stays(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        return e.binary(b, "Maximum", x, b.const(np.zeros((3, 1, 1), np.float32)))

    done = rewritten(build, [X], activations.RULES, folder=tmp_path)
    assert done.after == {"Maximum": 1}


def test_a_maximum_of_whole_numbers_stays(tmp_path: Path) -> None:
    def build(b: Builder, x: Tensor) -> Tensor:
        y = e.binary(b, "Maximum", e.cast(b, x, "int32"), b.const(0, "int32"))
        return e.cast(b, y, "float32")

    done = rewritten(build, [X], activations.RULES, folder=tmp_path)
    assert done.after == done.before


def test_what_else_takes_the_condition_keeps_it(tmp_path: Path) -> None:
    import jax.numpy as jnp

    def function(x: Any) -> Any:
        return leaky(x, 0.2) + jnp.where(x >= 0, 1.0, 2.0)

    done = rewritten(traced(function), [X], activations.RULES, fusing.RULES, folder=tmp_path)
    assert done.after == {"LeakyRelu": 1, "GreaterEqual": 1, "SelectV2": 1, "AddV2": 1}
    assert done.difference < 1e-6
