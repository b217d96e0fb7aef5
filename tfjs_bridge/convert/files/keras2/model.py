"""A model from a `.keras` file of Keras 2, by way of what Keras 3 would have saved of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tfjs_bridge.convert.files.checks import check_config
from tfjs_bridge.convert.files.deserialize import deserialized
from tfjs_bridge.convert.files.keras2.config import h5_form
from tfjs_bridge.convert.files.keras2.objects import saved_objects
from tfjs_bridge.convert.files.keras2.weights import assign_keras2_weights
from tfjs_bridge.convert.files.legacy.config import keras3_form
from tfjs_bridge.convert.files.purpose import FOR_LAYERS, Purpose
from tfjs_bridge.convert.keras_classes import MODELS
from tfjs_bridge.convert.refusals import python_model
from tfjs_bridge.errors import UnsupportedModelError


def load_keras2(
    path: Path,
    config: dict[str, Any],
    keras_version: str,
    weights: Path,
    *,
    purpose: Purpose = FOR_LAYERS,
) -> Any:
    """Load a model; see `load_model_file`.

    Args:
        path: The file, for messages.
        config: From `parse_config`.
        keras_version: Of the Keras that wrote the file.
        weights: What the file has as `model.weights.h5`; a file of its own, checked.
        purpose: What the model is loaded for.

    Raises:
        ArtifactError: The configuration or the weights are not what Keras 2 writes.
        UnsupportedModelError: It holds what cannot be exported or must not be loaded.
    """
    saved = h5_form(config)
    if saved.get("class_name") not in MODELS:
        raise UnsupportedModelError(python_model(f"model of class {saved.get('class_name')}"))
    form, refusals = keras3_form(path, saved, purpose.keras2_layers(), purpose.front_layers())
    check_config(path, form, refusals, purpose)
    model = deserialized(path, form, purpose)
    assign_keras2_weights(path, model, saved_objects(saved), keras_version, weights)
    return model
