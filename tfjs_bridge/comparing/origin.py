"""What is compared, as `export` takes it."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

from tfjs_bridge.errors import UsageError


def keras_origin(model: Any) -> Any:
    """Return a live model or a model file as it is, and an artifact's Keras model.

    Args:
        model: A Keras model, a model file, or the folder of an artifact in the layers format.

    Raises:
        UsageError: A graph model, of which no Keras model can be made.
        ArtifactError: The artifact cannot be read.
    """
    path = Path(model) if isinstance(model, str | Path) else None
    if path is None or not path.is_dir():
        return model
    from tfjs_bridge.artifact.model_json import read_json_object

    found = read_json_object(path / "model.json").get("format")
    if found == "graph-model":
        raise UsageError(
            f"{path}: a graph model, from which no Keras model can be made again; expected a Keras "
            f"model, or an artifact in the layers format. Give the Keras model that it was "
            f"exported from."
        )
    bridge = importlib.import_module("tfjs_bridge")
    return bridge.import_layers_model(path)
