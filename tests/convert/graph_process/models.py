"""Models that Keras's own saving cannot carry to another process, and those that it can."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from tests.convert.models import seeded_keras


def mixed() -> Any:
    """Functional: dicts, a nested model called twice, a Lambda's closure, a layer of this file."""
    keras = seeded_keras()
    layers, factor, table = keras.layers, 2.5, np.arange(3, dtype=np.float32)

    class Scaled(keras.layers.Layer):  # type: ignore[name-defined,misc]
        """Has no `get_config`."""

        def __init__(self, units: int, function: Callable[[Any], Any]) -> None:
            super().__init__(name="scaled")
            self.units, self.function = units, function

        def build(self, shape: Any) -> None:
            """Make its kernel."""
            self.kernel = self.add_weight(shape=(shape[-1], self.units), name="kernel")

        def call(self, x: Any) -> Any:
            """Multiply."""
            return keras.ops.multiply(self.function(keras.ops.matmul(x, self.kernel)), factor)

    inner_x = keras.Input((6, 6, 2))
    y = layers.BatchNormalization()(layers.Conv2D(3, 3, activation="relu")(inner_x))
    inner = keras.Model(inner_x, layers.Flatten()(y), name="inner")
    a, b = keras.Input((6, 6, 2), name="a"), keras.Input((6, 6, 2), name="b")
    both = layers.Concatenate()([inner(a), inner(b)])
    scaled = Scaled(3, lambda x: keras.ops.tanh(x) + 1)(both)
    shifted = layers.Lambda(lambda x: x + table)(scaled)
    return keras.Model({"a": a, "b": b}, {"shifted": shifted, "sum": shifted + scaled})


def written_in_python() -> Any:
    """Subclassed, without `get_config`: lists and dicts of layers, tied weights, seeds, a lock."""
    keras = seeded_keras()
    layers, ops = keras.layers, keras.ops

    class Generator(keras.Model):  # type: ignore[name-defined,misc]
        """Predicts the next letter with its embedding's own weights."""

        def __init__(self, activation: Callable[[Any], Any]) -> None:
            super().__init__(name="generator")
            self.embedding = layers.Embedding(7, 4)
            self.blocks = [layers.LSTM(5, return_sequences=True), layers.Dense(4)]
            self.named = {"norm": layers.LayerNormalization()}
            self.activation = activation
            self.offset = ops.convert_to_tensor(np.ones(4, np.float32))
            self.seeds = keras.random.SeedGenerator(1)
            self.loss_tracker = keras.metrics.Mean(name="loss")
            self.lock = threading.Lock()

        def call(self, tokens: Any, training: bool = False) -> Any:
            """Return logits."""
            x = self.embedding(tokens)
            if training:
                x = x + keras.random.normal(ops.shape(x), seed=self.seeds)
            for block in self.blocks:
                x = self.activation(block(x))
            x = self.named["norm"](x) + self.offset
            return ops.matmul(x, ops.transpose(self.embedding.embeddings))

    model = Generator(lambda x: ops.tanh(x) * 2)
    model.compile("adam", "mse")
    model(np.zeros((1, 6), np.int32))
    return model


def int8() -> Any:
    """Quantized: whole numbers, and their scales."""
    keras = seeded_keras()
    layers = keras.layers
    model = keras.Sequential([keras.Input((8,)), layers.Dense(8, activation="relu")])
    kernel = np.random.default_rng(0).normal(size=(8, 8)).astype(np.float32)
    model.layers[0].set_weights([kernel, np.ones(8, np.float32)])
    model.layers[0].quantize("int8")
    return model


def deep() -> Any:
    """Of more layers than Python's recursion allows to be written one within another."""
    keras = seeded_keras()
    inputs = x = keras.Input((4,))
    for _ in range(200):
        x = keras.ops.tanh(x + 1) - x
    return keras.Model(inputs, x)


def locked() -> Any:
    """Holds a lock that its calculation uses: the model cannot be traced elsewhere."""
    keras = seeded_keras()

    class Locked(keras.layers.Layer):  # type: ignore[name-defined,misc]
        """Computes one at a time."""

        def __init__(self) -> None:
            super().__init__(name="locked")
            self.lock = threading.Lock()

        def call(self, x: Any) -> Any:
            """Return what it is given."""
            self.lock.acquire()
            self.lock.release()
            return x

    x = keras.Input((4,))
    return keras.Model(x, Locked()(x))


def of_another_library() -> Any:
    """Computes with numpy, which JAX cannot trace."""
    keras = seeded_keras()
    x = keras.Input((4,))
    layer = keras.layers.Lambda(lambda x: np.linalg.norm(x, axis=-1), output_shape=(), name="norm")
    return keras.Model(x, layer(x))


CARRIED: dict[str, Callable[[], Any]] = {
    make.__name__: make for make in (mixed, written_in_python, int8, deep)
}
