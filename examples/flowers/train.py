"""Trains a classifier of flower pictures and exports it with its labels and its preprocessing.

    python examples/flowers/train.py [--data-dir FOLDER]

FOLDER holds a folder of pictures for each class; without it, flowers are drawn.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
import numpy.typing as npt
import tfjs_bridge
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
Colour = tuple[int, int, int]
Picture = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Kind:
    """What a kind of flower looks like from above; a tulip is seen from the side."""

    petals: int
    colour: Colour
    heart: Colour
    heart_size: float  # of the flower's radius
    depth: float  # how deep the gaps between petals are, from 0 to 1


KINDS = {
    "daisy": Kind(12, (245, 245, 240), (235, 190, 40), 0.3, 0.7),
    "dandelion": Kind(40, (245, 205, 40), (225, 165, 20), 0.25, 0.25),
    "rose": Kind(5, (190, 30, 60), (120, 10, 35), 0.35, 0.15),
    "sunflower": Kind(18, (240, 180, 25), (85, 50, 25), 0.55, 0.5),
    "tulip": Kind(3, (225, 80, 130), (240, 150, 170), 0.0, 0.35),
}


def draw(name: str, random: np.random.Generator) -> Picture:
    """Draw one flower of a kind.

    Returns:
        uint8, shape (height, width, 3), each side from 72 to 128 pixels.
    """
    height, width = random.integers(72, 129, 2)
    x, y = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    sky = np.array([random.integers(60, 190), random.integers(120, 210), random.integers(60, 230)])
    picture = sky + 25 * np.stack([y, y, -y], axis=-1)
    shift, radius = random.uniform(-0.2, 0.2, 2), random.uniform(0.5, 0.8)
    _paint(picture, KINDS[name], (x - shift[0]) / radius, (y - shift[1]) / radius, random)
    noise = random.normal(0, 6, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def _paint(
    picture: npt.NDArray[np.float64],
    kind: Kind,
    x: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
    random: np.random.Generator,
) -> None:
    picture[(abs(x) < 0.06) & (y > 0.3)] = (50, 120, 45)  # the stem
    if kind.heart_size == 0:  # a tulip's cup: round below, three points above
        edge = -0.9 + kind.depth * abs(np.sin(kind.petals * np.pi * (x + 0.7) / 1.4))
        is_petal = (abs(x) < 0.7) & (y > edge) & (x**2 / 0.49 + np.maximum(y, 0) ** 2 / 0.5 < 1)
    else:
        turn = random.uniform(0, np.pi)
        wave = abs(np.cos(kind.petals * np.arctan2(y, x) / 2 + turn))
        is_petal = np.hypot(x, y) < 1 - kind.depth * (1 - wave)
    tint = random.normal(0, 12, 3) - 30 * np.hypot(x, y)[..., None]
    picture[is_petal] = (np.array(kind.colour) + tint)[is_petal]
    picture[np.hypot(x, y) < kind.heart_size] = kind.heart


def write_pictures(folder: Path, count: int, seed: int = 1) -> None:
    """Write `count` pictures of each kind, as PNG files in a folder for each."""
    random = np.random.default_rng(seed)
    for name in KINDS:
        (folder / name).mkdir(parents=True, exist_ok=True)
        for number in range(count):
            Image.fromarray(draw(name, random)).save(folder / name / f"{number:03}.png")


def read_pictures(
    folder: Path, labels: list[str]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int32]]:
    """Read and prepare all pictures of some classes.

    Returns:
        pictures: float32, shape (count, SIZE, SIZE, 3), values in [0, 255].
        classes: int32, shape (count,), numbers of labels.
    """
    pictures, classes = [], []
    for number, label in enumerate(labels):
        for path in sorted((folder / label).iterdir()):
            with Image.open(path) as picture:
                pictures.append(prepare_picture(np.asarray(picture.convert("RGBA")), PICTURE))
            classes.append(number)
    return np.stack(pictures), np.array(classes, np.int32)


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
