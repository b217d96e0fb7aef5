"""An artifact of each kind that projects are written for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from tests.conftest import PRETRAINED, ROOT
from tests.convert.models import seeded_keras
from tfjs_bridge import ModelCard, export

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


def write_documented(folder: Path) -> None:
    """Write `table` and `text`, the models of docs/predicting.md that read words, on TensorFlow."""
    from tests import docs

    blocks = docs.blocks(ROOT / "docs" / "predicting.md", "python")
    table, text = (code for code in blocks if "StringLookup" in code or "TextVector" in code)
    both = table.replace("exported/mine", "table") + text.replace("exported/mine", "text")
    env = {**os.environ, "KERAS_BACKEND": "tensorflow"}
    subprocess.run([sys.executable, "-c", both], cwd=folder, check=True, env=env)


PRETRAINED_KINDS = {"digit": PRETRAINED / "cnn", "characters": PRETRAINED / "char-lstm"}
