"""The table of TensorFlow.js's classes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tfjs_bridge.convert.layers_model.checks.weights import check_weights
from tfjs_bridge.convert.layers_model.tfjs_classes import TFJS_CLASSES
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor, TfjsLayer
from tfjs_bridge.errors import UnsupportedModelError

DENSE = {"units": 2, "use_bias": True}


def layer(class_name: str, config: dict[str, Any], **shapes: tuple[int, ...]) -> TfjsLayer:
    """A layer called with one tensor of shape (batch, 3, 4)."""
    weights = {name: np.zeros(shape, np.float32) for name, shape in shapes.items()}
    tensor = Tensor("input", 0, 0, (None, 3, 4))
    return TfjsLayer("it", class_name, config, weights, [(tensor,)])


def test_weights_that_fit_pass() -> None:
    within = {"layer": {"class_name": "LSTM", "config": {"units": 2, "use_bias": False}}}
    check_weights([layer("Dense", DENSE, kernel=(4, 2), bias=(2,)), layer("Reshape", {})])
    check_weights([layer("TimeDistributed", within, kernel=(4, 8), recurrent_kernel=(2, 8))])


@pytest.mark.parametrize(
    "shapes",
    [
        pytest.param({"kernel": (4, 2)}, id="missing"),
        pytest.param({"kernel": (4, 2), "bias": (2,), "scale": (1,)}, id="left over"),
        pytest.param({"kernel": (3, 2), "bias": (2,)}, id="another shape"),
        pytest.param({"matrix": (4, 2), "bias": (2,)}, id="another name"),
    ],
)
def test_weights_that_do_not_fit_are_our_mistake(shapes: dict[str, tuple[int, ...]]) -> None:
    with pytest.raises(UnsupportedModelError, match=r"'it' \(Dense\).*a mistake in tfjs-bridge"):
        check_weights([layer("Dense", DENSE, **shapes)])


def test_recurrent_classes() -> None:
    recurrent = {name for name, known in TFJS_CLASSES.items() if known.is_recurrent}
    assert recurrent == {"SimpleRNN", "GRU", "LSTM", "ConvLSTM2D"}
