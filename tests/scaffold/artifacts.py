"""An artifact of each kind that projects are written for; the format layer alone writes most."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import numpy as np

from tests.artifact.make import write_artifact
from tests.conftest import PRETRAINED
from tests.convert.models import seeded_keras
from tfjs_bridge import ModelCard, export
from tfjs_bridge.artifact.folder import describe_files
from tfjs_bridge.artifact.metadata import write_metadata

COLOURS = ("red", "green", "blue")


def write_colours(folder: Path) -> None:
    """Write a classifier of pictures: their strongest colour."""
    keras = seeded_keras()
    dense = keras.layers.Dense(3, use_bias=False, activation="softmax")
    mean = keras.layers.GlobalAveragePooling2D()
    model = keras.Sequential([keras.Input((6, 6, 3), name="photo"), mean, dense], name="colours")
    dense.set_weights([8 * np.eye(3, dtype=np.float32)])
    card = ModelCard(labels=COLOURS, preprocessing={"kind": "picture", "scale": "unit"})
    export(model, folder, card=card)


def write_values(folder: Path) -> None:
    """Write a model of several inputs, few and many values, and two outputs."""
    keras = seeded_keras()
    table = keras.Input((4, 10), name="table")
    age = keras.Input((1,), name="age")
    tags = keras.Input((3,), name="tags", dtype="int32")
    words = keras.layers.Flatten()(keras.layers.Embedding(5, 2)(tags))
    both = keras.layers.Concatenate()([keras.layers.Flatten()(table), age, words])
    price = keras.layers.Dense(1, name="price")(both)
    kind = keras.layers.Dense(3, activation="softmax", name="kind")(both)
    export(keras.Model([table, age, tags], [price, kind], name="values"), folder)


PRETRAINED_KINDS = {"digit": PRETRAINED / "cnn", "characters": PRETRAINED / "char-lstm"}


def with_raw_examples(folder: Path, examples: dict[str, Any]) -> None:
    """Write the tiny artifact as one whose words are looked up before the network."""
    metadata = write_artifact(folder)
    (folder / "golden-examples.json").write_text(json.dumps({"inputs": examples}), "utf-8")
    declared = {"kind": "features", "inputs": [], "steps": []}
    files = describe_files(folder)
    write_metadata(folder, dataclasses.replace(metadata, preprocessing=declared, files=files))
