"""What is compared, as `export` takes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tfjs_bridge.errors import UsageError


def keras_origin(model: Any) -> Any:
    """Return a live model or a model file as it is, and the Keras model of a TensorFlow.js one.

    Args:
        model: A Keras model, a model file, or the folder or the JSON of a layers model.

    Raises:
        UsageError: A graph model, of which no Keras model can be made.
        ArtifactError: The files cannot be read.
    """
    path = Path(model) if isinstance(model, str | Path) else None
    if path is None or not (path.is_dir() or path.suffix == ".json"):
        return model
    from tfjs_bridge.artifact.plain_model import read_plain_model
    from tfjs_bridge.from_tfjs.importing import import_layers_model

    if read_plain_model(path).format == "graph-model":
        raise UsageError(
            f"{path}: a graph model, from which no Keras model can be made again; expected a Keras "
            f"model, or one in the layers format. Give the Keras model that it was exported from."
        )
    return import_layers_model(path, compile=False)
