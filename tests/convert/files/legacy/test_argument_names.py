"""TensorFlow 1's names of arguments mean what those of TensorFlow 2 do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall, carry_out
from tfjs_bridge.errors import UnsupportedModelError

_KERNEL = np.ones((3, 3, 6, 2), np.float32)

Arguments = dict[str, Any]


@pytest.mark.parametrize(
    ("function", "older", "newer"),
    [
        ("reduce_sum", {"reduction_indices": [1], "keep_dims": True}, {"axis": [1], "keepdims": 1}),
        ("expand_dims", {"dim": 1}, {"axis": 1}),
        ("squeeze", {"squeeze_dims": [1]}, {"axis": [1]}),
        ("split", {"num_or_size_splits": 2, "split_dim": 2}, {"num_or_size_splits": 2, "axis": 2}),
        ("nn.softmax", {"dim": 2}, {"axis": 2}),
        ("argmax", {"dimension": 2}, {"axis": 2}),
        ("nn.l2_normalize", {"dim": [2]}, {"axis": [2]}),
        ("norm", {"axis": 2, "keep_dims": True}, {"axis": 2, "keepdims": True}),
        (
            "nn.conv2d",
            {"filter": _KERNEL, "strides": [1, 1, 2, 1], "padding": "SAME"},
            {"filters": _KERNEL, "strides": [1, 2], "padding": "SAME"},
        ),
        (
            "nn.depthwise_conv2d",
            {"filter": _KERNEL, "strides": [1] * 4, "padding": "SAME", "rate": [1, 1]},
            {"filter": _KERNEL, "strides": 1, "padding": "SAME", "dilations": 1},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_older_names_are_those_of_today(function: str, older: Arguments, newer: Arguments) -> None:
    """The same model of either."""
    assert run(f"compat.v1.{function}", older) == run(function, newer)


def run(function: str, arguments: Arguments) -> tuple[list[Any], list[Any]]:
    """Shapes of the outputs, and the model's values for a fixed input."""
    keras = seeded_keras()
    x = keras.Input((1, 4, 6), name="x")
    outputs = keras.tree.flatten(carry_out(FunctionCall("f", function), x, arguments))
    values = np.arange(24, dtype=np.float32).reshape(1, 1, 4, 6)
    numbers = keras.tree.flatten(keras.Model(x, outputs)(values))
    return [y.shape for y in outputs], [np.asarray(y).tolist() for y in numbers]


def test_a_name_of_another_function_is_refused() -> None:
    """It has to be an argument of the function itself, by either name."""
    x = seeded_keras().Input((4, 6))
    with pytest.raises(UnsupportedModelError, match=r"with dim=1, which is not supported here"):
        carry_out(FunctionCall("f", "math.square"), x, {"dim": 1})
