"""Trains a classifier of flower pictures and exports it with its labels and its preprocessing.

    python examples/flowers/train.py [--data-dir FOLDER]

FOLDER holds a folder of pictures for each class; without it, flowers are drawn.
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
from drawing import write_pictures
from PIL import Image
from tfjs_bridge.artifact.pictures import prepare_picture

SIZE = 48
# The same steps prepare a picture here and in JavaScript.
PICTURE = {
    "kind": "picture",
    "height": SIZE,
    "width": SIZE,
    "channels": 3,
    "fit": "crop",
    "method": "bilinear-antialias",
    "scale": "none",
    "invert": "never",
}
EPOCHS = 12
VALIDATION_SHARE = 0.2


def read_pictures(
    folder: Path, labels: list[str]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Read and prepare all pictures of some classes.

    Returns:
        pictures: float32, shape (count, SIZE, SIZE, 3), values in [0, 255].
        classes: int64, shape (count,), numbers of labels.
    """
    pictures, classes = [], []
    for number, label in enumerate(labels):
        for path in sorted((folder / label).iterdir()):
            with Image.open(path) as picture:
                pictures.append(prepare_picture(np.asarray(picture.convert("RGB")), PICTURE))
            classes.append(number)
    return np.stack(pictures), np.array(classes)


def make_model(classes: int) -> keras.Model:
    """Build a small convolutional network, which scales the pictures itself."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((SIZE, SIZE, 3), name="picture"),
            layers.Rescaling(1 / 255),
            layers.Conv2D(16, 3, strides=2, activation="relu"),
            layers.Conv2D(32, 3, strides=2, activation="relu"),
            layers.Conv2D(48, 3, strides=2, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(classes, activation="softmax", name="kind"),
        ],
        name="flowers",
    )


def main() -> None:
    """Train, print the accuracy on pictures that were not trained on, and export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", type=Path, help="a folder of pictures for each class")
    parser.add_argument("--out", type=Path, default=Path("exported/flowers"))
    given = parser.parse_args()
    data = given.data_dir or given.out.parent / "flower-pictures"
    if given.data_dir is None:
        write_pictures(data, count=80)
    labels = sorted(path.name for path in data.iterdir() if path.is_dir())

    keras.utils.set_random_seed(1)
    pictures, classes = read_pictures(data, labels)
    order = np.random.default_rng(1).permutation(len(classes))
    held_out, rest = np.split(order, [int(VALIDATION_SHARE * len(order))])
    model = make_model(len(labels))
    model.compile(
        optimizer=keras.optimizers.Adam(0.005),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    model.fit(pictures[rest], classes[rest], epochs=EPOCHS, verbose=2)
    _, accuracy = model.evaluate(pictures[held_out], classes[held_out], verbose=0)
    print(f"accuracy on {len(held_out)} other pictures: {accuracy:.1%}")

    preprocessing = {**PICTURE, "input": "picture"}
    card = tfjs_bridge.ModelCard(labels=tuple(labels), preprocessing=preprocessing)
    tfjs_bridge.export(model, given.out, card=card)
    print(f"wrote {given.out}")


if __name__ == "__main__":
    main()
