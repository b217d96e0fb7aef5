"""Trains a base on the digits 0 to 4, freezes it, and exports it for a page that trains a head.

python examples/transfer-in-the-browser/train.py
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
import numpy.typing as npt
import tfjs_bridge
from PIL import Image
from tfjs_bridge.assets import web_folder
from tfjs_bridge.data.page_digits import read_page_digits

NEW = (7, 8, 9)  # what the page can learn from the pictures that are written
PICTURES = 20  # of each of these
# How a drawing becomes what the base sees: the page does the same steps as MNIST did.
DRAWN = {"kind": "mnist-digit", "canvas_size": 28, "box_size": 20, "value_range": [0, 1]}


def pixels_of(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Give digits as the base takes them: float32, shape (count, 28, 28, 1), in [0, 1]."""
    return (images / 255).astype(np.float32)[..., np.newaxis]


def make_base() -> keras.Model:
    """Build what sees strokes and shapes: float32 (batch, 28, 28, 1) to (batch, 256)."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="drawing"),
            layers.Conv2D(16, 3, strides=2, use_bias=False),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Conv2D(32, 3, strides=2, activation="relu"),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(name="features"),
        ],
        name="base",
    )


def main() -> None:
    """Train the base with a head of its own, and export it without that."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("exported/transfer-in-the-browser"))
    out = parser.parse_args().out
    keras.utils.set_random_seed(1)
    images, digits = read_page_digits(web_folder() / "dist" / "digits")
    is_old = digits < 5

    base = make_base()
    model = keras.Sequential([base, keras.layers.Dense(5, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(pixels_of(images[is_old]), digits[is_old], epochs=2, batch_size=64, verbose=2)

    # Each layer's `trainable` is exported too: a training in JavaScript leaves the base as it is.
    base.trainable = False
    # What proves the base in the browser: digits that it never saw, and Keras's features of them.
    unseen = pixels_of(images[~is_old][::500])
    card = tfjs_bridge.ModelCard(
        preprocessing=DRAWN, golden_inputs=[unseen], golden_source="digits from 5 to 9"
    )
    # As layers, not as a graph: only layers can get a head, and go back to Keras with it.
    tfjs_bridge.export(base, out, card=card, format="layers")

    pictures = out.parent / "new-digits"
    pictures.mkdir(exist_ok=True)
    for digit in NEW:
        for number, image in enumerate(images[digits == digit][:PICTURES]):
            Image.fromarray(image).save(pictures / f"{digit}-{number:02}.png")
    print(f"wrote {out}, and pictures of other digits to {pictures}")


if __name__ == "__main__":
    main()
