"""Whether plain TensorFlow.js can train an export on: one step of `fit`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from tests.convert.cases import Case
from tests.convert.models import seeded_keras
from tests.convert.parity import fit_stock, random_inputs
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import LayersModel, translate

# TensorFlow.js's errors, and what they are about.
_REASONS: Mapping[str, str] = {
    "gradient function not found for Any": "not with a mask behind layers that learn",
    "gradient function not found for Greater": "not with a threshold",
    "dilation rates greater than 1": "not with dilation",
    "reading 'read'": "not without gamma and beta",
    "expects at least one of the input variables": "nothing learns",
}
# They do something else in training than in prediction, by their nature.
_DIFFERENT = frozenset(
    {
        "AlphaDropout",
        "BatchNormalization",
        "Dropout",
        "GaussianDropout",
        "GaussianNoise",
        "SpatialDropout1D",
    }
)


def trained(case: Case) -> str:
    """``"yes"``, or why a case's model cannot be trained on.

    Raises:
        AssertionError: `fit` ran, and did something wrong.
    """
    exported = translate(read_keras_model(behind_dense(case.build())))
    try:
        answer = fit_stock(exported, random_inputs(exported, high=case.high))
    except RuntimeError as error:
        return next(reason for text, reason in _REASONS.items() if text in str(error))
    assert answer["warnings"] == []
    return _judged(exported, answer)


def behind_dense(model: Any) -> Any:
    """A model with a Dense layer between each input of numbers and its layers."""
    keras = seeded_keras()
    inputs, given = [], []
    for number, x in enumerate(model.inputs):
        inputs.append(keras.Input(x.shape[1:], dtype=x.dtype, name=f"input_{number}"))
        is_number = "float" in str(x.dtype)
        dense = keras.layers.Dense(x.shape[-1], name=f"front_{number}") if is_number else None
        given.append(inputs[-1] if dense is None else dense(inputs[-1]))
    return keras.Model(inputs, model(given if len(given) > 1 else given[0]), name="behind")


def _judged(exported: LayersModel, answer: Mapping[str, Any]) -> str:
    weights = answer["weights"]
    assert math.isfinite(answer["loss"])
    assert all(weight["isFinite"] for weight in weights)
    classes = {entry["class_name"] for entry in exported.topology["config"]["layers"]}
    if not classes & _DIFFERENT:
        assert math.isclose(answer["loss"], answer["known"], rel_tol=1e-4)
    for weight in weights:
        is_average = "/moving_" in weight["name"] and "BatchNormalization" in classes
        assert weight["isTrainable"] or is_average or not weight["isChanged"], weight
    changed = any(weight["isChanged"] for weight in weights if weight["isTrainable"])
    return "yes" if changed else "nothing learns"
