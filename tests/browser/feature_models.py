"""Keras models of a table and of a text, exported for the page's tests.

Usage: python -m tests.browser.feature_models FOLDER

In a process of its own: Keras's lookups import TensorFlow, which other tests must not have.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from tfjs_bridge.convert.export import ModelCard, export

RISKS = ("low", "middle", "high")
MOODS = ("good", "bad")
ZIPS = range(1000, 1150)


def table(keras: Any) -> Any:
    """Words, codes and numbers; answers a class, which the work decides, and a number."""
    layers = keras.layers
    inputs = {
        "work": keras.Input((1,), dtype="string", name="work"),
        "city": keras.Input((1,), dtype="string", name="city"),
        "zip": keras.Input((1,), dtype="int64", name="zip"),
        "visits": keras.Input((1,), dtype="int32", name="visits"),
        "size": keras.Input((3,), name="size"),
    }
    cities = layers.StringLookup(
        vocabulary=["Bern", "Wien"], num_oov_indices=0, output_mode="one_hot"
    )
    works = layers.StringLookup(vocabulary=["clerk", "nurse"], output_mode="one_hot")
    zips = layers.IntegerLookup(vocabulary=list(ZIPS), num_oov_indices=0, output_mode="one_hot")
    work = works(inputs["work"])
    visits = layers.IntegerLookup(vocabulary=[0, 1, 2], output_mode="one_hot")(inputs["visits"])
    normal = layers.Normalization(mean=[1.0, 2.0, 3.0], variance=[1.0, 4.0, 9.0])(inputs["size"])
    rest = layers.Concatenate()([cities(inputs["city"]), zips(inputs["zip"]), visits, normal])
    risk = layers.Dense(3, activation="softmax", name="risk")
    model = keras.Model(
        inputs, {"risk": risk(work), "amount": layers.Dense(1, name="amount")(rest)}
    )
    risk.set_weights([4 * np.eye(3), np.zeros(3)])  # others, clerks and nurses
    return model


def text(keras: Any) -> Any:
    """Whether there are more good words in a text than bad ones."""
    layers = keras.layers
    words = layers.TextVectorization(vocabulary=["good", "bad"], output_mode="count")
    mood = layers.Dense(2, activation="softmax")
    model = keras.Sequential([keras.Input((1,), dtype="string", name="review"), words, mood])
    mood.set_weights([np.array([[0, 0], [2, -2], [-2, 2]]), np.zeros(2)])
    return model


def main(folder: Path) -> None:
    """Export both."""
    import keras

    keras.utils.set_random_seed(0)
    export(table(keras), folder / "table", card=ModelCard(labels=RISKS))
    export(text(keras), folder / "text", card=ModelCard(labels=MOODS))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
