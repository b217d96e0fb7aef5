"""Tells fruit by its size and weight, for a page with a form.

    python examples/vite-app/train.py

The fruit is made up: each kind has a usual length, width and density, and chance varies them.
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

# Length and width in millimetres, and grams per cubic centimetre.
KINDS = {
    "apple": (72, 76, 0.85),
    "banana": (185, 36, 0.95),
    "lemon": (85, 60, 0.95),
    "plum": (48, 44, 1.05),
}
Arrays = dict[str, npt.NDArray[np.float32]]


def make_fruit(count: int, seed: int) -> tuple[Arrays, npt.NDArray[np.int64]]:
    """Make fruit, and tell its kind.

    Returns:
        fruit: `size`, float32, shape (count, 2), length and width in millimetres; `weight`,
            float32, shape (count, 1), in grams.
        kinds: int64, shape (count,), from 0 to 3.
    """
    random = np.random.default_rng(seed)
    kinds = random.integers(len(KINDS), size=count)
    usual = np.array(list(KINDS.values()))[kinds] * random.normal(1, (0.1, 0.1, 0.05), (count, 3))
    length, width, density = usual.T
    weight = np.pi / 6 * length * width**2 / 1000 * density  # of an ellipsoid
    size = np.stack([length, width], axis=1).astype(np.float32)
    return {"size": size, "weight": weight[:, np.newaxis].astype(np.float32)}, kinds


def make_model(fruit: Arrays) -> keras.Model:
    """Build a network of two inputs, which scales them by itself."""
    layers = keras.layers
    inputs = {"size": keras.Input((2,), name="size"), "weight": keras.Input((1,), name="weight")}
    scaling = layers.Normalization(name="scaled")
    scaling.adapt(np.concatenate(list(fruit.values()), axis=1))
    hidden = scaling(layers.Concatenate()(list(inputs.values())))
    hidden = layers.Dense(16, activation="relu")(hidden)
    kind = layers.Dense(len(KINDS), activation="softmax", name="kind")(hidden)
    return keras.Model(inputs, kind, name="fruit")


def main() -> None:
    """Train, try other fruit, and export."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("exported/vite-app"))
    out = parser.parse_args().out
    keras.utils.set_random_seed(1)
    fruit, kinds = make_fruit(2000, seed=1)
    model = make_model(fruit)
    model.compile(
        optimizer=keras.optimizers.Adam(0.01),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    model.fit(fruit, kinds, batch_size=64, epochs=8, verbose=0)
    others, their_kinds = make_fruit(500, seed=2)
    accuracy = model.evaluate(others, their_kinds, verbose=0)[1]
    print(f"right of {len(their_kinds)} others: {accuracy:.1%}")

    # Fruit is the artifact's proof, where values would else be drawn; the labels become types.
    proof = {name: values[:8] for name, values in others.items()}
    tfjs_bridge.export(
        model, out, card=tfjs_bridge.ModelCard(labels=tuple(KINDS), golden_inputs=proof)
    )
    print(f"wrote {out}")


if __name__ == "__main__":
    main()
