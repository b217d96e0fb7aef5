"""Folders that are given in place of a model file: what they are, and the way on from there."""

from __future__ import annotations

from pathlib import Path

# How Keras 2 names the kinds of its objects in the graph (saved_model/constants.py).
_KERAS_2_MARK = b"_tf_keras_"
# Larger graphs are not read for the sake of a message; a protocol buffer has at most 2 GB.
_READ_BYTES = 512 * 1024 * 1024


def described_folder(path: Path) -> str:
    """Return the message for a folder."""
    if (path / "saved_model.pb").is_file() or (path / "keras_metadata.pb").is_file():
        return _saved_model(path)
    for what, files, advice in _KINDS:
        if any(next(path.glob(name), None) is not None for name in files):
            return f"{path}: expected a .keras or .h5 file, got {what}. {advice}"
    return f"{path}: expected a .keras or .h5 file, got a folder. Check the path."


_KINDS = (
    (
        "an artifact of tfjs-bridge, which is exported already",
        ("golden.bin",),
        "Check it with tfjs-bridge verify.",
    ),
    (
        "a folder with a model of TensorFlow.js, which is converted already",
        ("model.json",),
        "Load it in JavaScript with tf.loadLayersModel or tf.loadGraphModel; to check it with "
        "golden vectors, export the Keras model that it was made from.",
    ),
    (
        "a .keras file that was unpacked",
        ("model.weights.h5",),
        "Pack its content again: zip -0 ../name.keras * within the folder.",
    ),
    (
        "a Core ML package",
        ("Manifest.json",),
        "Export the Keras model that it was converted from.",
    ),
    (
        "a folder with a TensorFlow checkpoint, weights only",
        ("checkpoint", "*.index"),
        "Build the model in its code, call model.load_weights with the checkpoint's prefix, and "
        "save it with model.save('name.keras').",
    ),
    (
        "a folder with weights of another framework",
        ("*.safetensors", "pytorch_model*.bin"),
        "Build the model in Keras, give it these weights, and save it with "
        "model.save('name.keras').",
    ),
)


def _saved_model(path: Path) -> str:
    start = f"{path}: a SavedModel, which holds TensorFlow's graph and no layers; expected a "
    if _is_of_keras_2(path):
        return (
            f"{start}.keras or .h5 file. Load it in the TensorFlow that wrote it and save it "
            f"again: tf.keras.models.load_model(path).save('name.h5')."
        )
    return (
        f"{start}.keras or .h5 file. It is one of model.export or tf.saved_model.save, from which "
        f"no Keras makes a model again (keras.layers.TFSMLayer runs its graph, and cannot be "
        f"exported). Export the .keras file of the same model; without one, build the model in "
        f"its code, call model.set_weights([v.numpy() for v in tf.saved_model.load(path).variables "
        f"if 'seed' not in v.name]), and save it with model.save('name.keras')."
    )


def _is_of_keras_2(path: Path) -> bool:
    """Tell whether Keras 2's `model.save` wrote it: up to TensorFlow 2.4 the graph says so."""
    graph = path / "saved_model.pb"
    if (path / "keras_metadata.pb").is_file():
        return True
    if not graph.is_file() or graph.stat().st_size > _READ_BYTES:
        return False
    content = graph.read_bytes()
    # An empty one says nothing.
    return not content or _KERAS_2_MARK in content
