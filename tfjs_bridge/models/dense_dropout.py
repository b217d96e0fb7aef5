"""The first network of the tutorial "Neural networks at a glance": 407,050 parameters."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.models.definition import Augmentation, DigitsConfig, ModelDefinition


def build(keras: Any, config: DigitsConfig, classes: int) -> Any:
    """Build two dense layers with dropout between them.

    Input: float32, shape (batch, 28, 28, 1), light ink on dark, values in [0, 1].
    Output: float32, shape (batch, classes), a probability for each digit.
    """
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            layers.Flatten(name="flatten"),
            layers.Dense(512, activation="relu", name="dense"),
            layers.Dropout(0.2, name="dropout"),
            layers.Dense(classes, activation="softmax", name="probabilities"),
        ],
        name="dense-dropout",
    )


_DISTORTIONS = Augmentation(rotation_deg=10, scale=0.1, shear=0.1, shift_px=1, elastic_px=2)

MODEL = ModelDefinition(
    name="dense-dropout",
    summary="Dense 512, dropout and Dense 10, as in 'Neural networks at a glance'",
    data="digits",
    recipes={
        "tutorial": DigitsConfig(
            epochs=5,
            batch_size=32,
            optimizer="adam",
            learning_rate=1e-3,  # Keras's default
        ),
        "best": DigitsConfig(
            epochs=30,
            batch_size=128,
            optimizer="adamw",
            learning_rate=2e-3,
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
            learning_rate=2e-3,
            schedule="cosine",
            warmup=0.05,
            weight_decay=0.01,
            augmentation=_DISTORTIONS,
        ),
    },
    backend="tensorflow",
    build=build,
)
