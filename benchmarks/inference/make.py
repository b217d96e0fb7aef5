"""Builds a model of the benchmark and writes it in the formats that TensorFlow is needed for.

Usage: python benchmarks/inference/make.py MODEL FOLDER

Writes into FOLDER: model.keras; vectors.json and vectors.bin, inputs and what Keras predicts for
them; saved_model/, for tensorflowjs's own converter; and model.onnx, by Keras's own ONNX export
(tf2onnx), with a batch of 1. What fails is told in failures.json.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
from models import build


def write_vectors(folder: Path, inputs: Any, outputs: Any) -> None:
    """Inputs, then outputs, as little-endian float32."""
    shapes = {"inputs": inputs.shape, "outputs": outputs.shape}
    (folder / "vectors.json").write_text(json.dumps(shapes))
    (folder / "vectors.bin").write_bytes(inputs.astype("<f4").tobytes() + outputs.tobytes())


def help_tf2onnx(model: Any) -> None:
    """Rewrite what tf2onnx 1.16 cannot convert, so that ONNX Runtime can be measured at all.

    It has no Erfc, with which TensorFlow computes gelu, and makes inputs of tensors that a layer
    holds outside of its variables.
    """
    for layer in model.layers:
        if getattr(layer, "activation", None) is keras.activations.gelu:
            layer.activation = lambda x: 0.5 * x * (1 + keras.ops.erf(x / np.float32(2**0.5)))
        if isinstance(layer, keras.layers.Normalization):
            layer.mean, layer.variance = np.asarray(layer.mean), np.asarray(layer.variance)


def main(name: str, folder: Path) -> None:
    """Write everything."""
    model, inputs = build(keras, name)
    outputs = np.asarray(model(inputs, training=False), "<f4")
    write_vectors(folder, inputs, outputs)
    model.save(folder / "model.keras")
    model.export(folder / "saved_model", verbose=False)
    failures = {}
    help_tf2onnx(model)
    try:
        one = [keras.InputSpec(shape=(1, *inputs.shape[1:]), dtype="float32")]
        model.export(folder / "model.onnx", format="onnx", verbose=False, input_signature=one)
    except Exception as error:
        failures["onnx"] = str(error).splitlines()[0]
    (folder / "failures.json").write_text(json.dumps(failures))


main(sys.argv[1], Path(sys.argv[2]))
