"""Recurrent layers' states: first ones, last ones, and those that are kept between calls."""

from __future__ import annotations

from typing import Any

import pytest

from tests.convert import models
from tests.convert.cases import randomized
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
def test_states(kind: str, steps: int | None, is_sequence: bool, has_mask: bool) -> None:
    """States go in and out; the output and the first state are used by different layers."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((steps, 3))
    states = [keras.Input((4,)) for _ in range(STATES[kind])]
    layer = getattr(layers, kind)(4, return_state=True, return_sequences=is_sequence)
    output, *lasts = layer(layers.Masking()(x) if has_mask else x, initial_state=states)
    outputs = [layers.Dense(2)(output), *(layers.Dense(3)(last) for last in lasts)]
    model = randomized(keras.Model([x, *states], outputs))
    assert_parity(model, [masked_steps(), *(random(3, 4) for _ in states)])


@EACH_CELL
@LENGTHS
@pytest.mark.parametrize("mask_zero", [False, True], ids=["plain", "masked"])
def test_encoder_and_decoder(kind: str, steps: int | None, mask_zero: bool) -> None:
    """The decoder begins with the encoder's states."""
    model = _translator(kind, steps, mask_zero=mask_zero, decoders=1)
    assert_parity(model, [masked_ids(), masked_ids()[::-1]])


@EACH_CELL
def test_two_decoders_with_masks(kind: str) -> None:
    """Of a fixed length, first states do not get in the way of the layers behind."""
    model = _translator(kind, 7, mask_zero=True, decoders=2)
    assert_parity(model, [masked_ids(), masked_ids()[::-1]])


def test_two_decoders_with_masks_of_open_length() -> None:
    """TensorFlow.js would fail in the second one."""
    model = _translator("LSTM", None, mask_zero=True, decoders=2)
    with pytest.raises(UnsupportedModelError, match=r"cannot run 'lstm_2' after .* --input-shape"):
        translate(read_keras_model(model))


def _translator(kind: str, steps: int | None, *, mask_zero: bool, decoders: int) -> Any:
    keras = models.seeded_keras()
    layers = keras.layers
    source, target = (keras.Input((steps,), dtype="int32") for _ in range(2))
    embedding = layers.Embedding(9, 3, mask_zero=mask_zero)
    _, *states = getattr(layers, kind)(4, return_state=True)(embedding(source))
    x = embedding(target)
    for _ in range(decoders):
        x = getattr(layers, kind)(4, return_sequences=True)(x, initial_state=states)
    return randomized(keras.Model([source, target], layers.Dense(5, activation="softmax")(x)))


def test_states_of_stacked_cells() -> None:
    """They are nested in Keras's order."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((7, 3))
    states = [[keras.Input((2,))], [keras.Input((4,)), keras.Input((4,))]]
    layer = layers.RNN([layers.GRUCell(2), layers.LSTMCell(4)], return_state=True)
    outputs = keras.tree.flatten(layer(x, initial_state=states))
    model = randomized(keras.Model([x, *keras.tree.flatten(states)], outputs))
    assert_parity(model, [random(3, 7, 3), random(3, 2), random(3, 4), random(3, 4)])


@EACH_CELL
@LENGTHS
@pytest.mark.parametrize("is_sequence", [False, True], ids=["last", "all"])
def test_stateful(kind: str, steps: int | None, is_sequence: bool) -> None:
    """The state is kept from one call to the next."""
    keras = models.seeded_keras()
    x = keras.Input((steps, 3), batch_size=2)
    has_state = kind != "LSTM"
    settings = {"return_sequences": is_sequence, "return_state": has_state}
    layer = getattr(keras.layers, kind)(4, stateful=True, **settings)
    stateful_parity(keras.Model(x, keras.tree.flatten(layer(x))), random(2, 7, 3))


def test_stateful_with_mask() -> None:
    """Steps that do not count leave the kept state as it was."""
    keras = models.seeded_keras()
    layers = keras.layers
    stacked = layers.RNN([layers.GRUCell(4), layers.LSTMCell(3)], stateful=True)
    model = keras.Sequential([keras.Input((7, 3), batch_size=3), layers.Masking(), stacked])
    stateful_parity(model, masked_steps())


def test_stateful_with_first_states() -> None:
    """The states that are given come before the kept one."""
    keras = models.seeded_keras()
    x, state = keras.Input((5, 3), batch_size=2), keras.Input((4,), batch_size=2)
    output = keras.layers.GRU(4, stateful=True)(x, initial_state=state)
    model = randomized(keras.Model([x, state], output))
    assert_parity(model, [random(2, 5, 3), random(2, 4)], repeat=1)


def test_rejected_shared_stateful() -> None:
    """The order of the calls is not TensorFlow.js's."""
    keras = models.seeded_keras()
    x = keras.Input((5, 3), batch_size=2)
    layer = keras.layers.LSTM(4, stateful=True)
    with pytest.raises(UnsupportedModelError, match="keeps its state and is called more than once"):
        translate(read_keras_model(keras.Model(x, [layer(x), layer(x)])))
