"""Keras models made from a checked configuration: the step where Keras takes over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tfjs_bridge.convert.files.legacy.functions import legacy_scope
from tfjs_bridge.convert.files.legacy.tensorflow.layer import collected_refusals
from tfjs_bridge.convert.files.older_settings import updated
from tfjs_bridge.convert.frontend.numpy_patches import without_initial_values
from tfjs_bridge.convert.refusals import in_groups
from tfjs_bridge.errors import ArtifactError, UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras, without_tensorflow


def deserialized(path: Path, config: dict[str, Any]) -> Any:
    """Make a model, its weights still to be filled in.

    Args:
        path: The file, for messages.
        config: From `parse_config`, as a `.keras` file holds it, and checked.

    Raises:
        ArtifactError: Keras cannot make it.
        UnsupportedModelError: It does not say its shapes, or calls functions of TensorFlow in a way
            that cannot be exported; all of these are named.
    """
    keras = load_keras()
    _keep_names(keras, config)
    with collected_refusals() as refusals:
        try:
            with without_tensorflow(), legacy_scope(), without_initial_values():
                model = keras.saving.deserialize_keras_object(updated(config), safe_mode=True)
        except Exception as error:  # Keras raises anything
            if not refusals:
                raise ArtifactError(
                    f"{path}: Keras cannot make the model that it describes "
                    f"({keras_reason(error)}). Save the model again."
                ) from error
    if refusals:
        raise UnsupportedModelError(in_groups(refusals))
    if not model.built:
        raise UnsupportedModelError(
            f"model '{model.name}': not built, so its shapes are unknown. Begin it with "
            f"keras.Input(shape=...)."
        )
    return model


def keras_reason(error: Exception) -> str:
    """One line of what Keras says, the innermost cause where it tells several."""
    message = str(error).split("Exception encountered: ")[-1].strip()
    return f"{type(error).__name__}: {(message.splitlines() or [''])[0]}"


def _keep_names(keras: Any, value: Any) -> None:
    """Keep Keras from giving a layer's name to an operation that it makes for a mask."""
    if isinstance(value, list):
        for item in value:
            _keep_names(keras, item)
    elif isinstance(value, dict):
        match = re.fullmatch(r"([a-z_]+?)(?:_(\d{1,3}))?", str(value.get("name")))
        if match:
            while keras.backend.get_uid(match[1]) <= int(match[2] or 0):
                pass
        for item in value.values():
            _keep_names(keras, item)
