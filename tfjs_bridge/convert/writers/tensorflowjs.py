"""The writer that hands the model to tensorflowjs's own converter, rebuilt in Keras 2.

The converter cannot read Keras 3 models; it can read the same model in tf_keras.
"""

from __future__ import annotations

import json
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tfjs_bridge.artifact.model_json import add_training
from tfjs_bridge.artifact.weights import SHARD_BYTES, is_float16
from tfjs_bridge.convert.layers_model.translate import LayersModel
from tfjs_bridge.errors import UsageError
from tfjs_bridge.keras_backend import quiet_native_code


def is_installed() -> bool:
    """Whether tensorflowjs and tf_keras are there; nothing is imported."""
    return all(find_spec(name) is not None for name in ("tensorflowjs", "tf_keras"))


def check_installed() -> None:
    """Raise if this writer cannot be used.

    Raises:
        UsageError: tensorflowjs is not installed.
    """
    if not is_installed():
        raise UsageError(
            "writer 'tensorflowjs': tensorflowjs and tf_keras are not installed. Install them with "
            "pip install 'tfjs-bridge[train]' (Linux x86-64 and macOS arm64), or take "
            "--writer bridge."
        )


def versions() -> dict[str, str]:
    """Versions of the libraries that take part in writing."""
    from importlib.metadata import version

    return {name: version(name) for name in ("tensorflow", "tensorflowjs", "tf-keras")}


def write(model: LayersModel, folder: Path, *, halves: bool = False) -> None:
    """Write `model.json` and its shards into an existing folder.

    Args:
        model: What to write.
        folder: Where.
        halves: Store as float16 what can be without loss.

    Raises:
        UsageError: tensorflowjs is not installed, or cannot write this model.
    """
    check_installed()
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    # Decision Forests, which tensorflowjs imports, would greet on stdout, and import IPython for
    # it where stdout is not the terminal.
    os.environ.setdefault("TFDF_DISABLE_WELCOME_MESSAGE", "1")
    with quiet_native_code():
        from tensorflowjs.converters import save_keras_model

        try:
            twin = _rebuild(model)
            save_keras_model(
                twin,
                str(folder),
                quantization_dtype_map=_halves(twin) if halves else None,
                weight_shard_size_bytes=SHARD_BYTES,
            )
        except Exception as error:  # tf_keras and the converter raise anything
            raise UsageError(
                f"model '{model.name}': tensorflowjs's converter cannot write it "
                f"({type(error).__name__}: {str(error).strip().splitlines()[0]}); expected layers "
                f"that Keras 2 runs too. Take --writer bridge."
            ) from error

    if model.training is not None:
        add_training(folder, model.training)


def _halves(twin: Any) -> dict[str, list[str]]:
    """In the converter's words: which weights to store as float16."""
    names = [v.name.split(":")[0] for v in twin.weights if is_float16(v.numpy())]
    return {"float16": names} if names else {}


def _rebuild(model: LayersModel) -> Any:
    """The same model in tf_keras, with the same weights."""
    import tf_keras

    twin = tf_keras.models.model_from_json(json.dumps(model.topology))
    values = {weight.name: weight.value for weight in model.weights}
    for layer in twin.layers:
        # TensorFlow's names tell of cells and outputs too, as in "lstm/lstm_cell/kernel:0".
        leaves = [variable.name.split("/")[-1].split(":")[0] for variable in layer.weights]
        layer.set_weights([values[f"{layer.name}/{leaf}"] for leaf in leaves])
    return twin
