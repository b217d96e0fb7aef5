"""The network of the tutorial "CNN with TensorFlow.js and Node.js": 101,770 parameters."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.models.definition import Augmentation, DigitsConfig, ModelDefinition


def build(keras: Any, config: DigitsConfig, classes: int) -> Any:
    """Build two dense layers.

    Input: float32, shape (batch, 28, 28, 1), light ink on dark, values in [0, 1].
    Output: float32, shape (batch, classes), a probability for each digit.
    """
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            layers.Flatten(name="flatten"),
            layers.Dense(128, activation="relu", name="dense"),
            layers.Dense(classes, activation="softmax", name="probabilities"),
        ],
        name="mlp",
    )


_DISTORTIONS = Augmentation(rotation_deg=10, scale=0.1, shear=0.1, shift_px=1)

MODEL = ModelDefinition(
    name="mlp",
    summary="Dense 128 and Dense 10, as in the tutorial on TensorFlow.js and Node.js",
    data="digits",
    recipes={
        "tutorial": DigitsConfig(
            epochs=10,
            batch_size=32,
            optimizer="sgd",
            learning_rate=0.01,  # Keras's default
            loss="categorical_crossentropy",
        ),
        "best": DigitsConfig(
            epochs=30,
            batch_size=128,
            optimizer="adamw",
            learning_rate=3e-3,
            schedule="cosine",
            warmup=0.05,
            weight_decay=0.01,
            validation_digits=5000,
            augmentation=_DISTORTIONS,
        ),
        "small-data": DigitsConfig(
            epochs=40,
            batch_size=64,
            optimizer="adamw",
            learning_rate=3e-3,
            schedule="cosine",
            warmup=0.05,
            weight_decay=0.01,
            augmentation=_DISTORTIONS,
        ),
    },
    backend="tensorflow",
    build=build,
)
