"""Keras models made from a checked configuration: the step where Keras takes over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from tfjs_bridge.convert.containers import walk
from tfjs_bridge.convert.files.legacy.functions import legacy_scope
from tfjs_bridge.convert.files.legacy.tensorflow.layer import collected_refusals
from tfjs_bridge.convert.files.older_settings import updated
from tfjs_bridge.convert.frontend.numpy_patches import without_initial_values
from tfjs_bridge.convert.frontend.run import keras_reason
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
            # What was refused on the way is the cause, and is said in plain words below.
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


def _keep_names(keras: Any, value: Any) -> None:
    """Keep Keras from giving a layer's name to an operation that it makes for a mask.

    While it connects layers, it makes operations such as NotEqual for the masks, and numbers them
    by what this process has made, not by what the file names: two would be called `not_equal`.
    """
    for entry in walk(value):
        name = str(entry.get("name")) if isinstance(entry, dict) else ""
        match = re.fullmatch(r"([a-z_]+?)(?:_(\d{1,3}))?", name)
        # The counter cannot be set; each call adds 1 (keras/src/utils/naming.py).
        while match and keras.backend.get_uid(match[1]) <= int(match[2] or 0):
            pass
