"""Transfer learning: a base that knows the digits 0 to 4 helps to learn 5 to 9 from few examples.

    python examples/transfer/train.py

The base is trained, frozen, and given a new head. It ends as it began, weight by weight.
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

EXAMPLES = 5  # of each new digit
LABELS = ("5", "6", "7", "8", "9")
Arrays = tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]


def read_digits() -> tuple[Arrays, Arrays, Arrays]:
    """Read the digits of the built page: old ones, a few new ones, and the other new ones.

    Returns:
        Each time images, float32, shape (count, 28, 28, 1), in [0, 1], and classes from 0 to 4.
    """
    images, digits = read_page_digits(web_folder() / "dist" / "digits")
    pixels = (images / 255).astype(np.float32)[..., np.newaxis]
    is_old = digits < 5
    few = np.concatenate([np.flatnonzero(digits == digit)[:EXAMPLES] for digit in range(5, 10)])
    is_few = np.isin(np.arange(len(digits)), few)
    parts = (is_old, is_few, ~is_old & ~is_few)
    old, new, others = ((pixels[part], digits[part] % 5) for part in parts)
    return old, new, others


def make_base() -> keras.Model:
    """Build what sees strokes and shapes: float32 (batch, 28, 28, 1) to (batch, 576)."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="digit"),
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(64, 3, activation="relu"),
            layers.Flatten(),
        ],
        name="base",
    )


def with_head(base: keras.Model, name: str) -> keras.Model:
    """Put a new layer of five classes on a base."""
    head = keras.layers.Dense(5, activation="softmax", name="probabilities")
    model = keras.Sequential([keras.Input((28, 28, 1), name="digit"), base, head], name=name)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main() -> None:
    """Train the base, freeze it, train the head, compare, and export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("exported/transfer"))
    out = parser.parse_args().out
    keras.utils.set_random_seed(1)
    old, new, others = read_digits()

    base = make_base()
    with_head(base, "old").fit(*old, epochs=2, verbose=2)
    base.trainable = False  # before compile(), which reads it
    before = [weight.copy() for weight in base.get_weights()]
    model = with_head(base, "transfer")
    model.fit(*new, epochs=60, batch_size=25, verbose=0)
    after = base.get_weights()
    is_same = all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))
    print(f"the base's weights are as they were: {is_same}")
    print(f"with the frozen base: {model.evaluate(*others, verbose=0)[1]:.1%} of 5 to 9 are right")

    alone = with_head(make_base(), "alone")
    alone.fit(*new, epochs=60, batch_size=25, verbose=0)
    print(f"without it:           {alone.evaluate(*others, verbose=0)[1]:.1%}")

    digits = {"kind": "mnist-digit", "canvas_size": 28, "box_size": 20, "value_range": [0, 1]}
    tfjs_bridge.export(model, out, card=tfjs_bridge.ModelCard(labels=LABELS, preprocessing=digits))
    for label in LABELS:  # pictures to try it on
        image = others[0][np.flatnonzero(others[1] == LABELS.index(label))[7], ..., 0]
        Image.fromarray((255 * image).astype(np.uint8)).save(out.parent / f"digit-{label}.png")
    print(f"wrote {out}, and digit-5.png to digit-9.png beside it")


if __name__ == "__main__":
    main()
