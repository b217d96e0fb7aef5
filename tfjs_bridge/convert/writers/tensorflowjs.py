"""The writer that passes the model to tensorflowjs's own converter, rebuilt in tf_keras (Keras 2).

The converter refuses models of Keras 3; it reads the same model in tf_keras.
"""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tfjs_bridge.artifact.encodings.record import NOTHING_ROUNDED, Rounded
from tfjs_bridge.artifact.model_json import add_training, read_manifest, replace_manifest
from tfjs_bridge.artifact.shards import SHARD_BYTES, read_weights, write_shards
from tfjs_bridge.convert.layers_model.translate import LayersModel
from tfjs_bridge.errors import UsageError
from tfjs_bridge.keras_backend import quiet_native_code


def is_installed() -> bool:
    """Whether tensorflowjs and tf_keras are installed; neither is imported."""
    return all(find_spec(name) is not None for name in ("tensorflowjs", "tf_keras"))


def check_installed() -> None:
    """Refuse to go on if this writer cannot be used.

    Raises:
        UsageError: tensorflowjs or tf_keras is not installed.
    """
    if not is_installed():
        raise UsageError(
            "writer 'tensorflowjs': tensorflowjs and tf_keras are not installed. Install them with "
            "pip install 'tfjs-bridge[train]' (Python 3.10 to 3.12, on Linux x86-64 and macOS "
            "arm64), or use --writer bridge: same weights."
        )


def versions() -> dict[str, str]:
    """Return the versions of the libraries that take part in writing."""
    from importlib.metadata import version

    return {name: version(name) for name in ("tensorflow", "tensorflowjs", "tf-keras")}


def write(model: LayersModel, folder: Path, rounded: Rounded = NOTHING_ROUNDED) -> None:
    """Write `model.json` and its shards into an existing folder.

    Args:
        model: The translated model. Its weights are taken once, in order.
        folder: Where to write.
        rounded: What the Keras model's weights were rounded to.

    Raises:
        UsageError: tensorflowjs is not installed, does not import, or cannot write this model.
    """
    check_installed()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # tensorflowjs imports TensorFlow Decision Forests, which prints a greeting to stdout, and
    # imports IPython for it where stdout is not a terminal.
    os.environ.setdefault("TFDF_DISABLE_WELCOME_MESSAGE", "1")
    with quiet_native_code():
        save_keras_model = _converter()
        try:
            twin = _rebuild(model)
            save_keras_model(twin, str(folder), weight_shard_size_bytes=SHARD_BYTES)
        except Exception as error:  # tf_keras and the converter raise anything
            raise UsageError(
                f"model '{model.name}': tensorflowjs's converter cannot write it "
                f"({type(error).__name__}: {str(error).strip().splitlines()[0]}); expected layers "
                f"that Keras 2 can run as well. Use --writer bridge."
            ) from error

    if not rounded.plan.is_empty:
        _encode(folder, rounded)
    if model.training is not None:
        add_training(folder, model.training)


def _converter() -> Any:
    try:
        from tensorflowjs.converters import save_keras_model
    except Exception as error:  # what a package raises that found others than it was made for
        raise UsageError(
            f"writer 'tensorflowjs': it is installed and does not import "
            f"({type(error).__name__}: {error}). What mends it says: tfjs-bridge doctor --imports. "
            f"Or use --writer bridge, which writes the same weights."
        ) from error
    return save_keras_model


def _encode(folder: Path, rounded: Rounded) -> None:
    """Encode the weights that the converter has written unchanged.

    Its own quantization (quantization.py, `quantize_weights`) chooses a scale from each stored
    weight, a part of a rounded one too, and would round anew what the golden outputs know.
    """
    manifest = read_manifest(folder)
    weights = read_weights(folder, manifest)
    for path in (path for group in manifest for path in group["paths"]):
        (folder / path).unlink()
    replace_manifest(folder, write_shards(weights, folder, rounded=rounded))


def _rebuild(model: LayersModel) -> Any:
    """Build the same model in tf_keras, with the same weights."""
    import tf_keras

    twin = tf_keras.models.model_from_json(json.dumps(model.topology))
    values = {weight.name: weight.value for weight in model.weights}
    for layer in twin.layers:
        # TensorFlow's names also hold the cell and the output: "lstm/lstm_cell/kernel:0".
        leaves = [variable.name.split("/")[-1].split(":")[0] for variable in layer.weights]
        layer.set_weights([values[f"{layer.name}/{leaf}"] for leaf in leaves])
    return twin
