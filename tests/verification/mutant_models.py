"""Models whose weights are mutated: one of each kind that people export, some hard to prove.

Weights are random, and large enough that every layer matters. What makes a proof hard is in the
names: outputs that saturate, inputs on another scale than [0, 1), tables that are looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.convert.cases import randomized
from tests.convert.models import branches, seeded_keras

Make = Callable[[Any], Any]


def _sequential(shape: tuple[int, ...], *makes: Make, dtype: str = "float32") -> Any:
    keras = seeded_keras()
    layers = [keras.Input(shape, dtype=dtype, name="x"), *(make(keras.layers) for make in makes)]
    return randomized(keras.Sequential(layers, name="model"))


def scaled(model: Any, factor: float) -> Any:
    """Multiply the weights of the last layer that has some."""
    layer = [layer for layer in model.layers if layer.weights][-1]
    layer.set_weights([weight * factor for weight in layer.get_weights()])
    return model


def dense() -> Any:
    """Two layers and a softmax."""
    return _sequential(
        (12,), lambda k: k.Dense(16, activation="relu"), lambda k: k.Dense(5, activation="softmax")
    )


def saturated_softmax() -> Any:
    """One class is sure on all inputs in [0, 1), and the tail is far below."""
    model = scaled(dense(), 12)
    kernel, bias = model.layers[-1].get_weights()
    bias[2] += 60
    model.layers[-1].set_weights([kernel, bias])
    return model


def saturated_sigmoids() -> Any:
    """Labels that are all nearly certain, one way or the other."""
    return scaled(
        _sequential(
            (12,),
            lambda k: k.Dense(16, activation="relu"),
            lambda k: k.Dense(6, activation="sigmoid"),
        ),
        15,
    )


def pixels() -> Any:
    """Pictures of 0 to 255 that are scaled inside."""
    return _sequential(
        (10, 10, 3),
        lambda k: k.Rescaling(1 / 127.5, offset=-1),
        lambda k: k.Conv2D(6, 3, strides=2, use_bias=False),
        lambda k: k.BatchNormalization(),
        lambda k: k.ReLU(6),
        lambda k: k.SeparableConv2D(8, 3, padding="same"),
        lambda k: k.GlobalAveragePooling2D(),
        lambda k: k.Dense(4, activation="softmax"),
    )


def unscaled() -> Any:
    """A network for values in the hundreds, standardized inside; one unit."""
    return _sequential(
        (6,),
        lambda k: k.Normalization(mean=[300] * 6, variance=[900] * 6),
        lambda k: k.Dense(8, activation="tanh"),
        lambda k: k.Dense(1),
    )


def dna() -> Any:
    """One-hot bases, convolutions and a softmax at every place."""
    return _sequential(
        (20, 4),
        lambda k: k.Conv1D(8, 5, padding="same", dilation_rate=2, activation="relu"),
        lambda k: k.BatchNormalization(),
        lambda k: k.Conv1D(3, 1, activation="softmax"),
    )


def sentence() -> Any:
    """Words with a mask, read both ways."""
    return _sequential(
        (9,),
        lambda k: k.Embedding(30, 6, mask_zero=True),
        lambda k: k.Bidirectional(k.LSTM(5)),
        lambda k: k.Dense(1, activation="sigmoid"),
        dtype="int32",
    )


def gated() -> Any:
    """A GRU over another."""
    return _sequential(
        (7, 3),
        lambda k: k.GRU(5, return_sequences=True),
        lambda k: k.GRU(4),
        lambda k: k.Dense(3),
    )


def transformer() -> Any:
    """Words, places, one block of attention."""
    keras = seeded_keras()
    k = keras.layers
    words = keras.Input((8,), dtype="int32", name="words")
    x = k.Embedding(20, 12)(words)
    x = k.LayerNormalization()(k.Add()([x, k.MultiHeadAttention(3, 4)(x, x)]))
    hidden = k.Dense(12)(k.Dense(24, activation="gelu")(x))
    x = k.LayerNormalization()(k.Add()([x, hidden]))
    output = k.Dense(2, activation="softmax")(k.GlobalAveragePooling1D()(x))
    return randomized(keras.Model(words, output, name="transformer"))


def autoencoder() -> Any:
    """Pictures from pictures, as sigmoids."""
    return _sequential(
        (8, 8, 1),
        lambda k: k.Conv2D(6, 3, strides=2, padding="same", activation="relu"),
        lambda k: k.Conv2DTranspose(4, 3, strides=2, padding="same", activation="relu"),
        lambda k: k.Conv2D(1, 3, padding="same", activation="sigmoid"),
    )


MODELS: dict[str, Callable[[], Any]] = {
    "dense, softmax": dense,
    "dense, saturated softmax": saturated_softmax,
    "dense, saturated sigmoids": saturated_sigmoids,
    "picture, scaled inside": pixels,
    "regression, standardized inside": unscaled,
    "DNA, softmax at every place": dna,
    "embedding, mask, LSTM": sentence,
    "GRU": gated,
    "transformer": transformer,
    "autoencoder": autoencoder,
    "two inputs, two outputs": lambda: randomized(branches()),
}
