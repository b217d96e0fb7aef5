"""The writer of our own: numpy and json alone."""

from __future__ import annotations

from pathlib import Path

from tfjs_bridge.artifact.model_json import write_model_json
from tfjs_bridge.artifact.weights import write_shards
from tfjs_bridge.convert.translate import LayersModel
from tfjs_bridge.version import __version__


def write(model: LayersModel, folder: Path) -> None:
    """Write `model.json` and its shards into an existing folder."""
    manifest = write_shards(model.weights, folder)
    write_model_json(
        folder,
        topology=model.topology,
        manifest=manifest,
        converted_by=f"tfjs-bridge {__version__}",
    )
