"""Normalizations by what they compute at inference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.convert.graph_model.passes.comparing import normal, rewritten
from tests.convert.graph_model.passes.tracing import traced
from tfjs_bridge.convert.graph_model.passes import algebra, normalizing, reshapes, softmax

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]
X = normal(2, 6, 4)
STAGES = ((*algebra.RULES, *softmax.RULES, *reshapes.RULES, *normalizing.RULES),)


def normalized(x: Any, axes: tuple[int, ...] = (-1,)) -> Any:
    """As Keras's LayerNormalization."""
    from jax import lax

    mean = x.mean(axes, keepdims=True)
    variance = ((x - mean) ** 2).mean(axes, keepdims=True)
    scale = lax.rsqrt(variance + 1e-3) * normal(4)
    return x * scale + (-mean * scale + normal(4) / 2)


@pytest.mark.parametrize("axes", [(-1,), (1, 2), (1,)], ids=str)
def test_the_difference_is_computed_once(tmp_path: Path, axes: tuple[int, ...]) -> None:
    done = rewritten(traced(lambda x: normalized(x, axes)), [X], *STAGES, folder=tmp_path)
    assert done.after["Mean"] == 2
    assert done.difference < 1e-6


def layer_normalization(x: Any) -> Any:
    from jax import lax

    mean = x.mean(-1, keepdims=True)
    variance = ((x - mean) ** 2).mean(-1, keepdims=True)
    scale = lax.rsqrt(variance + 1e-3) * normal(4)
    return x * scale + -mean * scale


def test_layer_normalization(tmp_path: Path) -> None:
    done = rewritten(traced(layer_normalization), [X], *STAGES, folder=tmp_path)
    assert done.before["Neg"] == 1
    whole = {"Mean": 2, "Sub": 1, "Square": 1, "AddV2": 1, "Rsqrt": 1, "Mul": 2}
    assert done.after == whole
    assert done.difference < 1e-6


def test_another_factor_stays(tmp_path: Path) -> None:
    def function(x: Any) -> Any:
        mean = x.mean(-1, keepdims=True)
        return x * (mean + 2.0) + -mean * (mean + 3.0)

    done = rewritten(traced(function), [X], *STAGES, folder=tmp_path)
    assert done.after["Mul"] == 2
    assert done.difference < 1e-6


def test_a_mean_of_more_places_than_the_tensor_stays(tmp_path: Path) -> None:
    def function(x: Any) -> Any:
        scale = x[:, :1] + 1.0
        return x[:, :1] * scale + -x * scale

    done = rewritten(traced(function), [X], *STAGES, folder=tmp_path)
    assert done.difference < 1e-6
