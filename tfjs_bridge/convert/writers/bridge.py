"""The writer of our own: numpy and json alone."""

from __future__ import annotations

from pathlib import Path

from tfjs_bridge.artifact.model_json import write_model_json
from tfjs_bridge.artifact.weights import write_shards
from tfjs_bridge.convert.layers_model.translate import LayersModel
from tfjs_bridge.version import __version__


def write(model: LayersModel, folder: Path, *, halves: bool = False) -> None:
    """Write `model.json` and its shards into an existing folder.

    Args:
        model: What to write.
        folder: Where.
        halves: Store as float16 what can be without loss.
    """
    manifest = write_shards(model.weights, folder, halves=halves)
    write_model_json(
        folder,
        topology=model.topology,
        manifest=manifest,
        converted_by=f"tfjs-bridge {__version__}",
        training=model.training,
    )
