"""The model that is exported: from its file or live, in float32."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from tfjs_bridge.convert.files.user_code import UserCode
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.errors import UsageError
from tfjs_bridge.keras_backend import load_keras


def load_model(
    model: Any,
    input_shapes: Mapping[str, Shape],
    target: Literal["layers", "graph"] = "layers",
    code: UserCode | None = None,
) -> Any:
    """Return a live model that computes in float32, as far as it can be rebuilt for that.

    Args:
        model: A Keras model, or the path of a model file.
        input_shapes: As for `read_keras_model`.
        target: The format to be exported to; see `load_model_file`.
        code: The Python code that a file may run, for ``"graph"``.

    Raises:
        UsageError: It is something else, or a module of `code` cannot be imported.
        UnsupportedModelError: It cannot be exported; see `load_model_file` and `in_float32`.
        ArtifactError: The file is not a readable model file.
    """
    from tfjs_bridge.convert.files.model_file import load_model_file
    from tfjs_bridge.convert.files.precision import in_float32

    model = checked_origin(model)
    if isinstance(model, Path):
        model = load_model_file(model, input_shapes, target, code)
    return in_float32(model, target)


def checked_origin(model: Any) -> Any:
    """Return a live model as it is, and a file's path as a `Path`.

    Raises:
        UsageError: It is neither.
    """
    if isinstance(model, str | Path):
        return Path(model)
    if not isinstance(model, load_keras().Model):
        raise UsageError(
            f"model: expected a keras.Model or the path of a model file, got "
            f"{type(model).__module__}.{type(model).__name__}. Give one of these; a model of Keras "
            f"2 (tf_keras) has to be saved as .h5 first."
        )
    return model
