"""Trains a network with a layer of one's own, and exports it as a graph.

    python examples/custom-layer/train.py

The network learns a picture: given a place, it says whether there is ink.
"""

from __future__ import annotations

import os
from typing import Any

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
import numpy.typing as npt
import tfjs_bridge
from keras import layers, ops

Array = npt.NDArray[np.float32]


@keras.saving.register_keras_serializable()
class FourierFeatures(layers.Layer):
    """Turns coordinates into waves of many directions and lengths.

    Dense layers on bare coordinates learn slow changes alone; on waves they learn sharp ones too.
    Source: https://arxiv.org/abs/2006.10739
    """

    def __init__(self, waves: int, scale: float = 1.0, **settings: Any) -> None:
        super().__init__(**settings)
        self.waves, self.scale = waves, scale

    def build(self, shape: tuple[int | None, ...]) -> None:
        """Draw the waves once; they are not trained."""
        self.frequencies = self.add_weight(
            shape=(shape[-1], self.waves),
            initializer=keras.initializers.RandomNormal(stddev=self.scale, seed=1),
            trainable=False,
            name="frequencies",
        )

    def call(self, places: Any) -> Any:
        """Compute with keras.ops, which run on every backend and can be traced."""
        angles = 2 * np.pi * ops.matmul(places, self.frequencies)
        return ops.concatenate([ops.sin(angles), ops.cos(angles)], axis=-1)

    def get_config(self) -> dict[str, Any]:
        """Return what a model file has to keep."""
        return {**super().get_config(), "waves": self.waves, "scale": self.scale}


def ink_at(places: Array) -> Array:
    """Say where a spiral of two arms has ink.

    Args:
        places: float32, shape (count, 2), x and y in [-1, 1].

    Returns:
        float32, shape (count, 1), 1 for ink and 0 for none.
    """
    x, y = places.T
    radius, turn = np.hypot(x, y), np.arctan2(y, x)
    is_ink = (np.sin(2 * turn + 12 * radius) > 0) & (radius < 1)
    return is_ink.astype(np.float32)[:, None]


def make_model(*first: layers.Layer) -> keras.Model:
    """Build a network of (batch, 2) to (batch, 1), with some layers in front."""
    model = keras.Sequential(
        [
            keras.Input((2,), name="place"),
            *first,
            layers.Dense(64, activation="relu"),
            layers.Dense(64, activation="relu"),
            layers.Dense(1, activation="sigmoid", name="ink"),
        ],
        name="spiral",
    )
    model.compile(keras.optimizers.Adam(0.005), "binary_crossentropy", metrics=["accuracy"])
    return model


def main() -> None:
    """Train with the layer and without it, compare, and export."""
    keras.utils.set_random_seed(1)
    places = np.random.default_rng(1).uniform(-1, 1, (6000, 2)).astype(np.float32)
    seen, unseen = np.split(places, [4000])
    model = make_model(FourierFeatures(32, scale=1.5, name="waves"))
    for name, one in (("with the layer", model), ("without it", make_model())):
        one.fit(seen, ink_at(seen), batch_size=100, epochs=25, verbose=0)
        _, accuracy = one.evaluate(unseen, ink_at(unseen), verbose=0)
        print(f"right at {len(unseen)} other places {name}: {accuracy:.1%}")

    tfjs_bridge.export(model, "exported/custom-layer", format="graph")
    model.save("exported/custom-layer.keras")
    print("wrote exported/custom-layer, and exported/custom-layer.keras")


if __name__ == "__main__":
    main()
