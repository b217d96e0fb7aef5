"""Writes newer.keras and newer.npz: a model as the newest Keras saves it, for older ones to read.

Run from the repository's root: ``python -m tests.convert.files.releases.make_newer``
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.convert.models import seeded_keras

FOLDER = Path(__file__).parent


def main() -> None:
    """Write both files."""
    keras = seeded_keras()
    layers = keras.layers
    ids = keras.Input((6,), dtype="int32", name="ids")
    x = layers.Embedding(11, 8)(ids)
    x = layers.MultiHeadAttention(2, 4)(x, x)
    x = layers.BatchNormalization()(x)
    x = layers.GroupQueryAttention(4, 4, 2)(x, x)
    x = layers.EinsumDense("abc,cd->abd", output_shape=(None, 5), bias_axes="d")(x)
    model = keras.Model(ids, layers.Dense(3, activation="softmax")(x), name="newer")
    inputs = np.random.default_rng(0).integers(0, 11, (2, 6), np.int32)
    model.save(FOLDER / "newer.keras")
    np.savez(FOLDER / "newer.npz", ids=inputs, outputs=np.asarray(model(inputs)))


if __name__ == "__main__":
    main()
