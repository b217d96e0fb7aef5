"""Keras models made from a checked configuration: the step where Keras takes over."""

from __future__ import annotations

import re
import warnings
from pathlib import Path
from typing import Any

from tfjs_bridge.convert.containers import walk
from tfjs_bridge.convert.files.building import build_python_model
from tfjs_bridge.convert.files.front_placeholders import placeholder_scope, with_placeholders
from tfjs_bridge.convert.files.lambdas import lambda_scope
from tfjs_bridge.convert.files.legacy.functions import legacy_scope
from tfjs_bridge.convert.files.legacy.tensorflow.layer import collected_refusals
from tfjs_bridge.convert.files.other_releases import updated
from tfjs_bridge.convert.files.purpose import FOR_LAYERS, Purpose
from tfjs_bridge.convert.files.user_objects import named
from tfjs_bridge.convert.frontend.numpy_patches import without_initial_values
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.convert.keras_classes import is_graph
from tfjs_bridge.convert.refusals import in_groups, not_built
from tfjs_bridge.errors import ArtifactError, UnsupportedModelError, UsageError
from tfjs_bridge.keras_backend import load_keras, without_tensorflow


def deserialized(path: Path, config: dict[str, Any], purpose: Purpose = FOR_LAYERS) -> Any:
    """Make a model, its weights still to be filled in.

    Args:
        path: The file, for messages.
        config: From `parse_config`, as a `.keras` file holds it, and checked.
        purpose: What the model is loaded for.

    Raises:
        ArtifactError: Keras cannot make it.
        UnsupportedModelError: It does not say its shapes, or calls functions of TensorFlow in a way
            that cannot be exported; all of these are named.
    """
    _keep_names(load_keras(), config)
    with collected_refusals() as refusals:
        try:
            model = _made(updated(config), purpose)
        except Exception as error:  # Keras raises anything
            # What was refused on the way is the cause, and is said in plain words below.
            if not refusals:
                if isinstance(error, UnsupportedModelError):
                    raise
                _raise_usage_error(error)
                raise ArtifactError(
                    f"{path}: Keras cannot make the model that it describes "
                    f"({keras_reason(error)}). Save the model again."
                ) from error
    if refusals:
        raise UnsupportedModelError(in_groups(refusals))
    if purpose.objects is not None and not is_graph(model):
        build_python_model(model, purpose.input_shapes or {})
    elif not model.built:
        raise UnsupportedModelError(not_built(model.name))
    return model


def _raise_usage_error(error: BaseException) -> None:
    """Raise what we said of a missing library: Keras makes another error of it in `from_config`."""
    behind: BaseException | None = error
    while behind is not None:
        if isinstance(behind, UsageError):
            raise behind
        behind = behind.__cause__ or behind.__context__


def _made(config: dict[str, Any], purpose: Purpose) -> Any:
    deserialize = load_keras().saving.deserialize_keras_object
    objects = purpose.objects
    if purpose.target == "graph":
        config = named(config, objects)
    front: dict[str, Any] = {}
    if purpose.split is not None:
        config, front = with_placeholders(config), placeholder_scope()
    with without_tensorflow(), without_initial_values():
        if objects is None:
            with legacy_scope(front):
                return deserialize(config, safe_mode=True)
        objects.tell(config)
        with (
            legacy_scope(objects.scope() | front),
            lambda_scope(objects),
            warnings.catch_warnings(),
        ):
            # What Keras cannot build, `build_python_model` does.
            warnings.filterwarnings("ignore", "Model .* had a build config")
            return deserialize(config, safe_mode=False)


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
