"""Keras models for tests. Keras is imported when one is built, on the numpy backend."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.keras_backend import load_keras, without_tensorflow
from tfjs_bridge.models.cnn import MODEL as CNN


def seeded_keras() -> Any:
    """Keras, with the same random weights at each call."""
    keras = load_keras()
    # Without Python's whole garbage collection, which took most of the time of a test.
    keras.utils.clear_session(free_memory=False)
    seed(keras, 1)
    return keras


def seed(keras: Any, number: int) -> None:
    """Set Keras's seed; its own function imports TensorFlow to set that one's, which takes 3 s."""
    with without_tensorflow():
        keras.utils.set_random_seed(number)


def cnn() -> Any:
    """The tutorial's network, untrained."""
    return CNN.build(seeded_keras(), CNN.config("tutorial"), 10)


def branches() -> Any:
    """Two inputs, a shared layer, merges, normalization, and two outputs."""
    keras = seeded_keras()
    layers = keras.layers
    picture = keras.Input((8, 8, 3), name="picture")
    point = keras.Input((4,), name="point")
    x = layers.Conv2D(5, 3, padding="same", strides=2, use_bias=False, name="conv")(picture)
    x = layers.BatchNormalization(name="norm")(x)
    x = layers.Activation("relu", name="relu")(x)
    largest = layers.GlobalMaxPooling2D(name="largest")(x)
    mean = layers.GlobalAveragePooling2D(name="mean")(x)
    pooled = layers.AveragePooling2D(3, strides=1, padding="same", name="pooled")(x)
    shared = layers.Dense(4, name="shared")
    both = layers.Add(name="both")([shared(largest), shared(mean), point])
    joined = layers.Concatenate(name="joined")([both, layers.Flatten(name="flat")(pooled)])
    dropped = layers.Dropout(0.5, name="dropped")(joined)
    chance = layers.Dense(3, activation="softmax", name="chance")(dropped)
    model = keras.Model([picture, point], [chance, both], name="branches")
    model.get_layer("norm").set_weights(
        [_ramp(5, 0.5, 2.0), _ramp(5, -1, 1), _ramp(5, -0.3, 0.3), _ramp(5, 0.2, 3)]
    )
    return model


def recurrent() -> Any:
    """A layer that TensorFlow.js has, and one that is built from another."""
    keras = seeded_keras()
    layers = [keras.layers.LSTM(4, return_sequences=True, name="lstm"), keras.layers.GRU(3)]
    return keras.Sequential([keras.Input((5, 3), name="x"), *layers], name="recurrent")


def _ramp(count: int, start: float, end: float) -> Any:
    import numpy as np

    return np.linspace(start, end, count, dtype=np.float32)


def one_layer(make: Any, shape: tuple[int, ...]) -> Any:
    """A model of one input and the layer that `make(keras.layers)` returns."""
    keras = seeded_keras()
    return keras.Sequential([keras.Input(shape, name="x"), make(keras.layers)], name="one")
