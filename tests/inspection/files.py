"""Small TensorFlow.js models, written as other programs write them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

Json = dict[str, Any]


def layer(kind: str, name: str, inputs: Sequence[str] | None = None, **config: Any) -> Json:
    """One layer; with `inputs`, as it stands in a functional model."""
    entry: Json = {"class_name": kind, "config": {"name": name, **config}}
    if inputs is not None:
        nodes = [[[one, 0, 0, {}] for one in inputs]] if inputs else []
        entry |= {"name": name, "inbound_nodes": nodes}
    return entry


def functional(name: str, layers: Sequence[Json], inputs: Sequence[str], output: str) -> Json:
    """A functional model, as TensorFlow.js saves it."""
    ends = {
        "input_layers": [[one, 0, 0] for one in inputs],
        "output_layers": [[output, 0, 0]],
    }
    return {"class_name": "Model", "config": {"name": name, "layers": list(layers), **ends}}


def sequential(name: str, *layers: Json) -> Json:
    """A Sequential model."""
    return {"class_name": "Sequential", "config": {"name": name, "layers": list(layers)}}


def write(
    folder: Path, topology: Json, weights: Mapping[str, Any] | None = None, **more: Any
) -> Path:
    """Write a model with the weights of these shapes, or of these values."""
    folder.mkdir(parents=True, exist_ok=True)
    values = {
        name: value if isinstance(value, np.ndarray) else np.zeros(value, np.float32)
        for name, value in (weights or {}).items()
    }
    entries = [
        {"name": name, "shape": list(value.shape), "dtype": value.dtype.name}
        for name, value in values.items()
    ]
    manifest = [{"paths": ["weights.bin"], "weights": entries}]
    (folder / "weights.bin").write_bytes(b"".join(value.tobytes() for value in values.values()))
    content = {"modelTopology": topology, "weightsManifest": manifest, **more}
    (folder / "model.json").write_text(json.dumps(content), "utf-8")
    return folder


def node(name: str, op: str, *inputs: str, **attributes: Any) -> Json:
    """One node of a graph."""
    attr = {key: _attribute(value) for key, value in attributes.items()}
    return {"name": name, "op": op, "input": list(inputs), "attr": attr}


def _attribute(value: Any) -> Json:
    if isinstance(value, bool):
        return {"b": value}
    if isinstance(value, int):
        return {"i": str(value)}
    if isinstance(value, list):
        return {"list": {"i": [str(one) for one in value]}}
    if isinstance(value, str):
        return {"s": base64.b64encode(value.encode()).decode()}
    return dict(value)


def placeholder(name: str, *sizes: int, dtype: str = "DT_FLOAT") -> Json:
    """An input of a graph; -1 is an open size."""
    return node(name, "Placeholder", dtype={"type": dtype}, shape={"shape": dims(sizes)})


def dims(sizes: Sequence[int]) -> Json:
    """A shape in TensorFlow's JSON."""
    return {"dim": [{"size": str(size)} for size in sizes]}


def signature(inputs: Sequence[str], outputs: Sequence[str]) -> Json:
    """The ends of a graph."""
    return {
        key: {one: {"name": f"{one}:0", "dtype": "DT_FLOAT"} for one in names}
        for key, names in (("inputs", inputs), ("outputs", outputs))
    }


TEACHABLE_MACHINE = {
    "tmVersion": "2.4.4",
    "packageName": "@teachablemachine/image",
    "modelName": "tm-my-image-model",
    "labels": ["cat", "dog", "neither"],
    "imageSize": 32,
}


def write_teachable_machine(folder: Path) -> Path:
    """Write what Teachable Machine does: a MobileNet in a Sequential in a Sequential."""
    base = functional(
        "model1",
        [
            layer("InputLayer", "input_1", [], batch_input_shape=[None, 32, 32, 3]),
            layer("ZeroPadding2D", "pad", ["input_1"], padding=[[0, 1], [0, 1]]),
            layer(
                *("Conv2D", "Conv1", ["pad"]),
                filters=8,
                kernel_size=[3, 3],
                strides=[2, 2],
                padding="valid",
                use_bias=False,
            ),
            layer("BatchNormalization", "bn_Conv1", ["Conv1"], axis=-1),
            layer("ReLU", "Conv1_relu", ["bn_Conv1"], max_value=6),
            layer(
                *("DepthwiseConv2D", "dw", ["Conv1_relu"]),
                kernel_size=[3, 3],
                padding="same",
                use_bias=False,
            ),
            layer("Add", "add", ["dw", "Conv1_relu"]),
        ],
        ["input_1"],
        "add",
    )
    features = sequential("sequential_1", base, layer("GlobalAveragePooling2D", "pool"))
    head = sequential(
        "sequential_3",
        layer("Dense", "dense_Dense1", units=100, batch_input_shape=[None, 8]),
        layer("Dense", "dense_Dense2", units=3, activation="softmax", use_bias=False),
    )
    weights = {
        "Conv1/kernel": (3, 3, 3, 8),
        **{f"bn_Conv1/{what}": (8,) for what in ("gamma", "beta", "moving_mean")},
        "bn_Conv1/moving_variance": (8,),
        "dw/depthwise_kernel": (3, 3, 8, 1),
        "dense_Dense1/kernel": (8, 100),
        "dense_Dense1/bias": (100,),
        "dense_Dense2/kernel": (100, 3),
    }
    write(folder, sequential("sequential_4", features, head), weights)
    (folder / "metadata.json").write_text(json.dumps(TEACHABLE_MACHINE), "utf-8")
    return folder
