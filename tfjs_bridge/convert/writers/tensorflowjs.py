"""The writer that passes the model to tensorflowjs's own converter, rebuilt in tf_keras (Keras 2).

The converter refuses models of Keras 3; it reads the same model in tf_keras.
"""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tfjs_bridge.artifact.encodings.encoding import Encoding
from tfjs_bridge.artifact.encodings.registry import FLOAT32
from tfjs_bridge.artifact.model_json import add_training
from tfjs_bridge.artifact.shards import SHARD_BYTES
from tfjs_bridge.artifact.weights import NamedWeight
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


def write(model: LayersModel, folder: Path, encoding: Encoding = FLOAT32) -> None:
    """Write `model.json` and its shards into an existing folder.

    Args:
        model: The translated model. Its weights are taken once, in order.
        folder: Where to write.
        encoding: For the weights that it holds without loss; the others are stored unchanged.

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
            save_keras_model(
                twin,
                str(folder),
                quantization_dtype_map=_quantized(twin, encoding),
                weight_shard_size_bytes=SHARD_BYTES,
            )
        except Exception as error:  # tf_keras and the converter raise anything
            raise UsageError(
                f"model '{model.name}': tensorflowjs's converter cannot write it "
                f"({type(error).__name__}: {str(error).strip().splitlines()[0]}); expected layers "
                f"that Keras 2 can run as well. Use --writer bridge."
            ) from error

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


def _quantized(twin: Any, encoding: Encoding) -> dict[str, list[str]]:
    """Name the weights to quantize, as the converter wants to be told."""
    if encoding.is_lossless:
        return {}
    weights = (NamedWeight(v.name.split(":")[0], v.numpy()) for v in twin.weights)
    names = [weight.name for weight in weights if encoding.holds(weight)]
    return {encoding.name: names}


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
