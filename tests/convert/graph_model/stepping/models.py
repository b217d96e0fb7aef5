"""Models with states; and what Keras gives for a sequence, one step at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
STEPS = 20


def characters(k: Any) -> Any:
    """A character at a time, through an LSTM."""
    la = k.layers
    inputs = k.Input(batch_shape=(1, 1), dtype="int32", name="character")
    layers = [la.Embedding(20, 8), la.LSTM(6, stateful=True, name="lstm"), la.Dense(20, name="to")]
    return k.Sequential([inputs, *layers])


def stacked(k: Any) -> Any:
    """Three recurrent layers, in two directions of which one is a stack of cells."""
    la = k.layers
    x = k.Input(batch_shape=(2, 1, 3), name="x")
    y = la.GRU(4, stateful=True, return_sequences=True, name="gru")(x)
    y = la.SimpleRNN(5, stateful=True, return_sequences=True, name="simple")(y)
    cells = [la.LSTMCell(3), la.GRUCell(2)]
    return k.Model(x, la.Dense(2, name="to")(la.RNN(cells, stateful=True, name="cells")(y)))


def cache(k: Any) -> Any:
    """One token of a transformer; it keeps keys and values, and counts."""

    class Step(k.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__(name="writer")
            la = k.layers
            self.table, self.places = la.Embedding(15, 8), la.Embedding(32, 8)
            self.query, self.key, self.value = la.Dense(8), la.Dense(8), la.Dense(8)
            self.to = la.Dense(15)
            self.count = self.add_weight(shape=(), dtype="int32", initializer="zeros", name="count")
            options = {"shape": (1, 32, 8), "initializer": "zeros", "trainable": False}
            self.keys, self.values = self.add_weight(**options), self.add_weight(**options)

        def call(self, token: Any) -> Any:
            o, place = k.ops, k.ops.convert_to_tensor(self.count)
            x = self.table(token) + self.places(o.reshape(place, (1, 1)))
            for kept, new in ((self.keys, self.key(x)), (self.values, self.value(x))):
                kept.assign(o.slice_update(o.convert_to_tensor(kept), (0, place, 0), new))
            scores = o.einsum("bqd,bkd->bqk", self.query(x), o.convert_to_tensor(self.keys))
            seen = o.arange(32) <= place
            weights = o.softmax(o.where(seen, scores, -1e9))
            self.count.assign(place + 1)
            return self.to(x + o.matmul(weights, o.convert_to_tensor(self.values)))

    model = Step()
    model(np.zeros((1, 1), "int32"))
    for variable in (model.count, model.keys, model.values):
        # Not `zeros_like`: with numpy 2.5 Keras 3.15 on JAX refuses variables there.
        variable.assign(k.ops.zeros(variable.shape, variable.dtype))
    return model


def two_layers(k: Any) -> Any:
    """Two layers of the user's own with the same name, in two parts of a model."""

    class Sum(k.layers.Layer):  # type: ignore[misc]
        def build(self, shape: Any) -> None:
            self.total = self.add_weight(
                shape=(1, shape[-1]), initializer="zeros", trainable=False, name="total"
            )

        def call(self, x: Any) -> Any:
            self.total.assign(0.5 * self.total + x)
            return k.ops.convert_to_tensor(self.total)

    def part(name: str) -> Any:
        x = k.Input(batch_shape=(1, 4))
        return k.Model(x, Sum(name="sum")(x), name=name)

    x = k.Input(batch_shape=(1, 4), name="x")
    return k.Model(x, part("one")(k.layers.Dense(4)(x)) - part("two")(x))


MODELS: dict[str, tuple[Callable[[Any], Any], list[str]]] = {
    "characters": (characters, ["state_lstm_0", "state_lstm_1"]),
    "stacked": (
        stacked,
        ["state_gru_0", "state_simple_0", "state_cells_0", "state_cells_1", "state_cells_2"],
    ),
    "cache": (cache, ["state_writer_0", "state_writer_1", "state_writer_2"]),
    "two layers": (two_layers, ["state_sum_0", "state_sum_1"]),
}


def sequence(spec: Any) -> Array:
    """Inputs for the steps, shape (steps, ...)."""
    shape = tuple(size or 1 for size in spec.shape)
    generator = np.random.default_rng(3)
    if spec.dtype == "int32":
        return generator.integers(0, 15, (STEPS, *shape)).astype("int32")
    return generator.normal(size=(STEPS, *shape)).astype("float32")


def predicted(model: Any, steps: Array) -> Iterator[Array]:
    """What Keras gives for each of them, keeping its states."""
    for step in steps:
        yield np.asarray(model(step, training=False))
