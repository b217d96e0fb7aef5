"""Layers that run another one: in both directions, or for each step."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import Make, one, randomized
from tests.convert.layers_model.layers.sequences import (
    EACH_CELL,
    LENGTHS,
    STATES,
    masked_ids,
    masked_steps,
    random,
    stateful_parity,
)
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]


@EACH_CELL
@LENGTHS
@pytest.mark.parametrize("is_sequence", [False, True], ids=["last", "all"])
@pytest.mark.parametrize("has_mask", [False, True], ids=["plain", "masked"])
def test_both_directions(kind: str, steps: int | None, is_sequence: bool, has_mask: bool) -> None:
    """With and without masks."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((steps, 3))
    layer = layers.Bidirectional(getattr(layers, kind)(4, return_sequences=is_sequence))
    output = layer(layers.Masking()(x) if has_mask else x)
    assert_parity(randomized(keras.Model(x, output)), [masked_steps()])


@pytest.mark.parametrize("mode", ["concat", "sum", "mul", "ave", None], ids=str)
@pytest.mark.parametrize("has_mask", [False, True], ids=["plain", "masked"])
def test_merges(mode: str | None, has_mask: bool) -> None:
    """In any way, with the states of both directions."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((7, 3))
    inner = layers.LSTM(4, return_sequences=True, return_state=True)
    layer = layers.Bidirectional(inner, merge_mode=mode)
    outputs = keras.tree.flatten(layer(layers.Masking()(x) if has_mask else x))
    assert_parity(randomized(keras.Model(x, outputs)), [masked_steps()])


@EACH_CELL
@LENGTHS
def test_first_states_of_both_directions(kind: str, steps: int | None) -> None:
    """The first half is the forward layer's."""
    keras = models.seeded_keras()
    x, count = keras.Input((steps, 3)), 2 * STATES[kind]
    states = [keras.Input((4,)) for _ in range(count)]
    inner = getattr(keras.layers, kind)(4, return_sequences=True, return_state=True)
    outputs = keras.layers.Bidirectional(inner)(x, initial_state=states)
    model = randomized(keras.Model([x, *states], keras.tree.flatten(outputs)))
    assert_parity(model, [random(3, 7, 3), *random(count, 3, 4)])


_PAIRS: dict[str, Make] = {
    "other-class": lambda k: k.Bidirectional(
        k.SimpleRNN(4, return_sequences=True),
        backward_layer=k.GRU(4, return_sequences=True, go_backwards=True),
    ),
    "forward-is-backwards": lambda k: k.Bidirectional(
        k.LSTM(4, return_sequences=True, go_backwards=True),
        backward_layer=k.LSTM(3, return_sequences=True),
    ),
    "cells": lambda k: k.Bidirectional(
        k.RNN([k.LSTMCell(4), k.GRUCell(3)], return_sequences=True), merge_mode="sum"
    ),
}


@pytest.mark.parametrize("make", _PAIRS.values(), ids=_PAIRS)
def test_pairs(make: Make) -> None:
    """The two layers may differ."""
    assert_parity(one((6, 3), make).build())


@LENGTHS
def test_stacked_both_directions(steps: int | None) -> None:
    """The mask goes on to the next layer."""
    keras = models.seeded_keras()
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((steps,), dtype="int32"),
            layers.Embedding(9, 4, mask_zero=True),
            layers.Bidirectional(layers.GRU(4, return_sequences=True)),
            layers.Bidirectional(layers.LSTM(3)),
            layers.Dense(2, activation="softmax"),
        ]
    )
    assert_parity(randomized(model), [masked_ids()])


def test_stateful_in_both_directions() -> None:
    """Both keep their state."""
    keras = models.seeded_keras()
    inner = keras.layers.GRU(4, stateful=True, return_sequences=True)
    model = keras.Sequential([keras.Input((5, 3), batch_size=2), keras.layers.Bidirectional(inner)])
    stateful_parity(model, random(2, 5, 3))


def test_rejected_unrolled_masks() -> None:
    """Keras's backends do not agree on them."""
    keras = models.seeded_keras()
    layers = keras.layers
    layer = layers.Bidirectional(layers.LSTM(4, return_sequences=True, unroll=True))
    model = keras.Sequential([keras.Input((7, 3)), layers.Masking(), layer])
    with pytest.raises(UnsupportedModelError, match=r"backends differ .* Use unroll=False"):
        translate(read_keras_model(model))


def _network(k: Any) -> Any:
    keras = models.seeded_keras()
    x = keras.Input((8, 8, 2))
    y = k.Conv2D(2, 3, padding="same", activation="relu")(x)
    y = k.BatchNormalization()(k.Concatenate(axis=1)([k.Add()([x, y]), y]))
    return keras.Model(x, k.Dense(3, activation="softmax")(k.GlobalAveragePooling2D()(y)))


_INNER: dict[str, tuple[tuple[int, ...], Make]] = {
    "dense": ((5,), lambda k: k.Dense(3, activation="softmax")),
    "dense-rank-3": ((5, 2), lambda k: k.Dense(3, activation="gelu")),
    "conv1d-causal": ((8, 2), lambda k: k.Conv1D(3, 3, padding="causal")),
    "conv2d": ((8, 8, 2), lambda k: k.Conv2D(3, 3, activation="relu")),
    "separable": ((8, 8, 2), lambda k: k.SeparableConv2D(3, 3)),
    "conv3d": ((4, 4, 4, 2), lambda k: k.Conv3D(3, 2)),
    "pooling": ((8, 8, 2), lambda k: k.MaxPooling2D(2)),
    "global": ((8, 2), lambda k: k.GlobalAveragePooling1D()),
    "flatten": ((3, 4, 2), lambda k: k.Flatten()),
    "reshape": ((5, 3), lambda k: k.Reshape((3, 5))),
    "permute": ((5, 3), lambda k: k.Permute((2, 1))),
    "repeat": ((5,), lambda k: k.RepeatVector(3)),
    "batch-norm": ((5,), lambda k: k.BatchNormalization()),
    "layer-norm": ((5, 3), lambda k: k.LayerNormalization(axis=1)),
    "softmax": ((5, 3), lambda k: k.Softmax(axis=1)),
    "prelu": ((6, 3), lambda k: k.PReLU()),
    "dropout": ((6, 3), lambda k: k.Dropout(0.5)),
    "lstm": ((6, 3), lambda k: k.LSTM(4, return_sequences=True, go_backwards=True)),
    "gru": ((6, 3), lambda k: k.GRU(4)),
    "bidirectional": ((6, 3), lambda k: k.Bidirectional(k.LSTM(4))),
    "time-distributed": ((5, 6, 2), lambda k: k.TimeDistributed(k.Conv1D(3, 3))),
    "network": ((8, 8, 2), _network),
}


@LENGTHS
@pytest.mark.parametrize(("shape", "make"), _INNER.values(), ids=_INNER)
def test_each_step(shape: tuple[int, ...], make: Make, steps: int | None) -> None:
    """Any layer or model, for any number of steps."""
    model = one((steps and 4, *shape), lambda k: k.TimeDistributed(make(k))).build()
    assert_parity(model, [random(3, 4, *shape)])


def test_one_layer_stays_one() -> None:
    """Nothing but TensorFlow.js's own TimeDistributed, under the same name."""
    model = one((4, 8, 8, 2), lambda k: k.TimeDistributed(k.Conv2D(3, 3), name="each")).build()
    _, layer = translate(read_keras_model(model)).topology["config"]["layers"]
    assert (layer["class_name"], layer["name"]) == ("TimeDistributed", "each")


def test_shared_by_two_sequences() -> None:
    """The weights are stored once."""
    keras = models.seeded_keras()
    layer = keras.layers.TimeDistributed(keras.layers.Conv1D(3, 3))
    left, right = (keras.Input((4, 8, 2)) for _ in range(2))
    model = randomized(keras.Model([left, right], [layer(left), layer(right)]))
    exported = translate(read_keras_model(model))
    assert [weight.name.split("/")[1] for weight in exported.weights] == ["kernel", "bias"]
    assert_parity(model)


def _ids_of_words() -> Any:
    ids = np.random.default_rng(0).integers(0, 5, (3, 4, 6)).astype(np.int32)
    ids[:, :, 4:] = ids[0, 1] = 0
    return ids


def test_masks_within_the_steps() -> None:
    """An inner embedding masks, so that the steps are gone through one by one."""
    keras = models.seeded_keras()
    layers = keras.layers
    inner = keras.Sequential([layers.Embedding(5, 3, mask_zero=True), layers.LSTM(4)])
    model = one((4, 6), lambda k: k.TimeDistributed(inner), "int32").build()
    assert_parity(model, [_ids_of_words()])


@pytest.mark.parametrize("inner", ["LSTM", "GRU", "Dense"])
def test_masks_around_the_steps(inner: str) -> None:
    """A mask of each step's inside is given to the layer that can use it."""
    keras = models.seeded_keras()
    layers, ids = keras.layers, keras.Input((4, 6), dtype="int32")
    layer = layers.TimeDistributed(getattr(layers, inner)(4))
    model = keras.Model(ids, layer(layers.Embedding(5, 3, mask_zero=True)(ids)))
    assert_parity(randomized(model), [_ids_of_words()])


def test_masks_pass_through() -> None:
    """A mask of the steps is one of the result."""
    keras = models.seeded_keras()
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((7, 3)),
            layers.Masking(),
            layers.TimeDistributed(layers.Dense(4)),
            layers.LSTM(3, return_sequences=True),
            layers.TimeDistributed(layers.Dense(2, activation="softmax")),
        ]
    )
    assert_parity(randomized(model), [masked_steps()])


def test_recurrent_steps_beside_masks() -> None:
    """The inner layer does not take the mask of another one."""
    keras = models.seeded_keras()
    layers = keras.layers
    steps, x = keras.Input((4, 6, 3)), keras.Input((7, 3))
    masked = layers.LSTM(2)(layers.Masking()(x))
    outputs = [layers.TimeDistributed(layers.GRU(4))(steps), masked]
    model = randomized(keras.Model([steps, x], outputs))
    assert_parity(model, [random(3, 4, 6, 3), masked_steps()])


def test_rejected_open_number_of_masked_steps() -> None:
    """They would have to be gone through one by one."""
    keras = models.seeded_keras()
    layers = keras.layers
    inner = keras.Sequential([layers.Embedding(5, 3, mask_zero=True), layers.LSTM(4)])
    model = one((None, 6), lambda k: k.TimeDistributed(inner), "int32").build()
    with pytest.raises(UnsupportedModelError, match="the number of steps has to be fixed"):
        translate(read_keras_model(model))
