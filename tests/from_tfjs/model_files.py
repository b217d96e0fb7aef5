"""Writes small layers models as TensorFlow.js and its converter write them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Weights = dict[str, npt.NDArray[Any]]


def layer(class_name: str, name: str, *calls: Any, **config: Any) -> dict[str, Any]:
    """A layer of a functional model; a call is a list of names, or of triples."""
    nodes = [[[x, 0, 0, {}] if isinstance(x, str) else [*x, {}] for x in call] for call in calls]
    config = {"name": name, **config}
    return {"class_name": class_name, "name": name, "config": config, "inbound_nodes": nodes}


def functional(
    layers: Sequence[dict[str, Any]], outputs: Sequence[str], name: str = "model"
) -> dict[str, Any]:
    """A functional model of layers, the inputs among them."""
    inputs = [each["name"] for each in layers if each["class_name"] == "InputLayer"]
    config = {
        "name": name,
        "layers": layers,
        "input_layers": [[x, 0, 0] for x in inputs],
        "output_layers": [[x, 0, 0] for x in outputs],
    }
    return {"class_name": "Model", "config": config}


def dense_model(units: int = 2, **config: Any) -> dict[str, Any]:
    """An input of three values and a Dense layer ``dense``."""
    x = layer("InputLayer", "x", batch_input_shape=[None, 3])
    return functional([x, layer("Dense", "dense", ["x"], units=units, **config)], ["dense"])


def dense_weights(units: int = 2) -> dict[str, npt.NDArray[Any]]:
    """Its weights."""
    generator = np.random.default_rng(0)
    shapes = {"dense/kernel": (3, units), "dense/bias": (units,)}
    return {name: generator.normal(size=s).astype(np.float32) for name, s in shapes.items()}


def write_model(folder: Path, topology: Any, weights: Weights, **content: Any) -> Path:
    """Write a model, each weight in a shard of its own and a group of its own, the last first."""
    manifest = []
    for number, (name, value) in enumerate(reversed(weights.items())):
        entry = {"name": name, "shape": list(value.shape), "dtype": value.dtype.name}
        manifest.append({"paths": [f"part-{number}.dat"], "weights": [entry]})
        (folder / f"part-{number}.dat").write_bytes(value.tobytes())
    document = {"modelTopology": topology, "weightsManifest": manifest, **content}
    (folder / "model.json").write_text(json.dumps(document), encoding="utf-8")
    return folder


def quantized(entry: dict[str, Any], value: npt.NDArray[Any]) -> bytes:
    """Store a weight as uint8, in place of its values, and return the bytes."""
    low, high = float(value.min()), float(value.max())
    scale = (high - low) / 255
    entry["quantization"] = {"dtype": "uint8", "min": low, "scale": scale}
    entry["quantization"]["original_dtype"] = "float32"
    stored: npt.NDArray[np.uint8] = np.round((value - low) / scale).astype(np.uint8)
    return stored.tobytes()
