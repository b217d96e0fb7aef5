"""Our own writer, which needs numpy and json alone."""

from __future__ import annotations

from pathlib import Path

from tfjs_bridge.artifact.encodings.record import NOTHING_ROUNDED, Rounded
from tfjs_bridge.artifact.model_json import write_graph_model_json, write_model_json
from tfjs_bridge.artifact.shards import write_shards
from tfjs_bridge.convert.graph_model.convert import TracedModel
from tfjs_bridge.convert.layers_model.translate import LayersModel
from tfjs_bridge.version import __version__


def write(model: LayersModel, folder: Path, rounded: Rounded = NOTHING_ROUNDED) -> None:
    """Write `model.json` and its shards into an existing folder.

    Args:
        model: The translated model. Its weights are taken once, in order.
        folder: Where to write.
        rounded: What the Keras model's weights were rounded to.

    Raises:
        ArtifactError: TensorFlow.js would refuse a weight's name.
    """
    manifest = write_shards(model.weights, folder, rounded=rounded)
    write_model_json(
        folder,
        topology=model.topology,
        manifest=manifest,
        converted_by=f"tfjs-bridge {__version__}",
        training=model.training,
    )


def write_graph(model: TracedModel, folder: Path, rounded: Rounded = NOTHING_ROUNDED) -> None:
    """Write a graph model as `write` does one of layers.

    Args:
        model: The traced model. Its weights are taken once, in order.
        folder: Where to write.
        rounded: What the Keras model's weights were rounded to.
    """
    manifest = write_shards(model.weights, folder, rounded=rounded)
    write_graph_model_json(
        folder,
        topology=model.topology,
        signature=model.signature,
        manifest=manifest,
        converted_by=f"tfjs-bridge {__version__}",
    )
