"""Modules of a user's own, as text, for tests of what model files may run."""

from __future__ import annotations

from pathlib import Path

LAYERS = '''
from os import system

import keras
import numpy as np
from keras import ops

FACTOR = 3.0


class Scale(keras.layers.Layer):
    """Not registered, with a weight and a setting."""

    def __init__(self, factor=2.0, **kwargs):
        super().__init__(**kwargs)
        self.factor = factor

    def build(self, shape):
        self.offset = self.add_weight(shape=(shape[-1],), name="offset")

    def call(self, x):
        return x * self.factor + self.offset

    def compute_output_shape(self, shape):
        return shape

    def get_config(self):
        return {**super().get_config(), "factor": self.factor}


@keras.saving.register_keras_serializable("mine")
class Block(keras.layers.Layer):
    """Registered, with layers and a source of random numbers of its own."""

    def __init__(self, units=4, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.first = keras.layers.Dense(units, activation="relu")
        self.second = keras.layers.Dense(units)
        self.source = keras.random.SeedGenerator(3)

    def build(self, shape):
        self.first.build(shape)
        self.second.build((*shape[:-1], self.units))

    def call(self, x):
        return self.second(self.first(x))

    def get_config(self):
        return {**super().get_config(), "units": self.units}


@keras.saving.register_keras_serializable("mine")
class Net(keras.Model):
    def __init__(self, units=4, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.block = Block(units)
        self.out = keras.layers.Dense(2)

    def call(self, x):
        return self.out(self.block(x))

    def get_config(self):
        return {**super().get_config(), "units": self.units}


def steep(x):
    return x * ops.sigmoid(FACTOR * x)


@keras.saving.register_keras_serializable("mine")
def shifted(x):
    return x + 1


def relu(x):
    return x * 100.0


def coded(factor):
    return lambda x, shift=2.0: keras.ops.abs(x) * factor + np.float32(shift)


@keras.saving.register_keras_serializable("mine")
class Words(keras.Model):
    """Takes whole numbers, of which Keras knows nothing when it builds the model again."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.table = keras.layers.Embedding(9, 3)
        self.out = keras.layers.Dense(2)

    def call(self, ids, lengths=None):
        rows = ops.take(ops.eye(9), ids, axis=0)
        return self.out(ops.concatenate([rows, self.table(ids)], axis=-1))
'''


def write_module(folder: Path, name: str, text: str = LAYERS) -> Path:
    """Write a module whose import leaves ``NAME.ran`` beside it."""
    marker = f"\nfrom pathlib import Path\nPath({str(folder / name)!r} + '.ran').touch()\n"
    (folder / f"{name}.py").write_text(text + marker, encoding="utf-8")
    return folder / f"{name}.ran"
