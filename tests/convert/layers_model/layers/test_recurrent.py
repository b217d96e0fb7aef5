"""Recurrent layers: settings, masks, first states, states that are kept, stacked cells."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import Make, one, randomized
from tests.convert.parity import Array, assert_parity, run_stock
from tfjs_bridge.convert.files.keras_file import load_keras_file
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.convert.writers import bridge
from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

CELLS = ("SimpleRNN", "GRU", "LSTM")
STATES = {"SimpleRNN": 1, "GRU": 1, "LSTM": 2}
LENGTHS = pytest.mark.parametrize("steps", [7, None], ids=["fixed", "open"])
EACH_CELL = pytest.mark.parametrize("kind", CELLS)

# Steps that count: at the beginning, all but some, and none.
_MASK = np.array([[1, 1, 0, 1, 0, 0, 0], [0, 1, 1, 1, 0, 1, 1], [0] * 7], bool)


def random(*shape: int) -> Array:
    """Normally distributed values."""
    values: Array = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    return values


def masked_steps() -> Array:
    """Three sequences of seven steps, some of which are 0 for Masking."""
    steps: Array = np.where(_MASK[..., None], random(3, 7, 3), np.float32(0))
    return steps


def masked_ids() -> Array:
    """The same as indices below 9, where 0 does not count."""
    ids: Array = (np.random.default_rng(0).integers(1, 9, (3, 7)) * _MASK).astype(np.int32)
    return ids


_SETTINGS: dict[str, Make] = {
    "simple": lambda k: k.SimpleRNN(4, return_sequences=True),
    "simple-hard": lambda k: k.SimpleRNN(4, activation="hard_sigmoid", use_bias=False),
    "simple-leaky": lambda k: k.SimpleRNN(4, activation="leaky_relu", go_backwards=True),
    "lstm": lambda k: k.LSTM(4, go_backwards=True, return_sequences=True),
    "lstm-hard-gates": lambda k: k.LSTM(4, recurrent_activation="hard_sigmoid", use_bias=False),
    "lstm-hard": lambda k: k.LSTM(4, activation="hard_sigmoid", return_sequences=True),
    "lstm-odd": lambda k: k.LSTM(4, activation="leaky_relu", recurrent_activation="hard_silu"),
    "lstm-linear": lambda k: k.LSTM(4, activation=None, recurrent_activation="softmax"),
    "gru": lambda k: k.GRU(4, return_sequences=True),
    "gru-backwards": lambda k: k.GRU(4, use_bias=False, go_backwards=True, return_sequences=True),
    "gru-odd": lambda k: k.GRU(4, activation="hard_silu", recurrent_activation="hard_sigmoid"),
    "gru-before": lambda k: k.GRU(4, reset_after=False, return_sequences=True),
    "gru-before-hard": lambda k: k.GRU(
        4, reset_after=False, activation="hard_sigmoid", recurrent_activation="hard_sigmoid"
    ),
    "gru-before-odd": lambda k: k.GRU(4, reset_after=False, activation="leaky_relu"),
    "dropout": lambda k: k.GRU(4, dropout=0.3, recurrent_dropout=0.2, unroll=True),
    "regularized": lambda k: k.LSTM(4, kernel_regularizer="l2", recurrent_constraint="non_neg"),
    "one-unit": lambda k: k.GRU(1, return_sequences=True),
}


@pytest.mark.parametrize("make", _SETTINGS.values(), ids=_SETTINGS)
def test_settings(make: Make) -> None:
    """Each as TensorFlow.js's own layer, or step by step."""
    assert_parity(one((6, 3), make).build())


_OPEN: dict[str, Make] = {
    "gru": lambda k: k.GRU(4),
    "gru-backwards": lambda k: k.GRU(4, go_backwards=True, return_sequences=True),
    "gru-sigmoid": lambda k: k.GRU(4, activation="sigmoid", use_bias=False),
    "lstm": lambda k: k.LSTM(4, return_sequences=True),
    "bidirectional": lambda k: k.Bidirectional(k.GRU(4, return_sequences=True)),
}


@pytest.mark.parametrize("make", _OPEN.values(), ids=_OPEN)
def test_open_length(make: Make) -> None:
    """A GRU is run as an LSTM of three rows for each step."""
    assert_parity(one((None, 3), make).build(), [random(3, 9, 3)])


def test_long_gru() -> None:
    """Many steps are not unrolled, and large inputs do not open closed gates."""
    model = one((200, 3), lambda k: k.GRU(8, return_sequences=True)).build()
    assert len(translate(read_keras_model(model)).topology["config"]["layers"]) < 10
    assert_parity(model, [8 * random(2, 200, 3)])


def test_whole_numbers() -> None:
    """TensorFlow.js would compute with whole numbers."""
    assert_parity(one((6, 3), lambda k: k.GRU(4), "int32", high=9).build())


_MASKED: dict[str, dict[str, Any]] = {
    "last": {},
    "all": {"return_sequences": True},
    "backwards": {"return_sequences": True, "go_backwards": True},
    "zero-last": {"zero_output_for_mask": True},
    "zero-all": {"zero_output_for_mask": True, "return_sequences": True, "go_backwards": True},
}


@EACH_CELL
@LENGTHS
@pytest.mark.parametrize("settings", _MASKED.values(), ids=_MASKED)
def test_masks(kind: str, steps: int | None, settings: dict[str, Any]) -> None:
    """Steps that do not count leave the state as it was."""
    keras = models.seeded_keras()
    layer = getattr(keras.layers, kind)(4, **settings)
    model = keras.Sequential([keras.Input((steps, 3)), keras.layers.Masking(), layer])
    assert_parity(randomized(model), [masked_steps()])


@EACH_CELL
@LENGTHS
def test_explicit_mask(kind: str, steps: int | None) -> None:
    """A mask may be an input of the model."""
    keras = models.seeded_keras()
    x, mask = keras.Input((steps, 3)), keras.Input((steps,), dtype="bool")
    layer = getattr(keras.layers, kind)(4, return_sequences=True)
    assert_parity(randomized(keras.Model([x, mask], layer(x, mask=mask))), [random(3, 7, 3), _MASK])


@EACH_CELL
@LENGTHS
def test_masked_and_unmasked(kind: str, steps: int | None) -> None:
    """No layer takes another one's mask, and merges of their outputs work."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((steps, 3))
    make = getattr(layers, kind)
    first = make(3, return_sequences=True)
    masked = layers.Masking()(x)
    outputs = [
        layers.Add()([x, first(masked), first(x)]),
        layers.Concatenate()([first(masked), x]),
        make(2)(x),
        make(2)(layers.Add()([masked, first(masked), layers.Dense(3)(masked)])),
    ]
    assert_parity(randomized(keras.Model(x, outputs)), [masked_steps()])


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


_STACKS = (["LSTM"], ["GRU", "LSTM"], ["SimpleRNN", "GRU", "LSTM"])


@pytest.mark.parametrize("kinds", _STACKS, ids="-".join)
@pytest.mark.parametrize("settings", _MASKED.values(), ids=_MASKED)
@pytest.mark.parametrize("has_mask", [False, True], ids=["plain", "masked"])
def test_cells(kinds: list[str], settings: dict[str, Any], has_mask: bool) -> None:
    """One cell, or several on top of each other with their states."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((7, 3))
    cells = [getattr(layers, f"{kind}Cell")(4) for kind in kinds]
    layer = layers.RNN(cells[0] if len(cells) == 1 else cells, return_state=True, **settings)
    outputs = keras.tree.flatten(layer(layers.Masking()(x) if has_mask else x))
    assert_parity(randomized(keras.Model(x, outputs)), [masked_steps()])


def test_states_of_stacked_cells() -> None:
    """They are nested in Keras's order."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((7, 3))
    states = [[keras.Input((2,))], [keras.Input((4,)), keras.Input((4,))]]
    layer = layers.RNN([layers.GRUCell(2), layers.LSTMCell(4)], return_state=True)
    outputs = keras.tree.flatten(layer(x, initial_state=states))
    model = randomized(keras.Model([x, *keras.tree.flatten(states)], outputs))
    assert_parity(model, [random(3, 7, 3), random(3, 2), random(3, 4), random(3, 4)])


def stateful_parity(model: Any, x: Array) -> None:
    """Each of three calls goes on where the one before ended."""
    keras, exported = load_keras(), translate(read_keras_model(randomized(model)))
    with tempfile.TemporaryDirectory() as name:
        bridge.write(exported, Path(name))
        for times in range(1, 4):
            # Keras itself, for `run_keras_model` begins at zero each time.
            expected = [np.asarray(output) for output in keras.tree.flatten(model(x))]
            for backend in ("cpu", "wasm"):
                outputs = run_stock(Path(name), backend, [x], repeat=times)
                for output, right in zip(outputs, expected, strict=True):
                    np.testing.assert_allclose(output, right, atol=1e-5)


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


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(
            lambda k: k.LSTM(4, stateful=True, return_state=True),
            "go through the steps twice .* return_state=False or stateful=False",
            id="stateful-and-states",
        ),
        pytest.param(
            lambda k: k.GRU(4, stateful=True, activation="leaky_relu"),
            "keeps no state .* a GRU with activation='leaky_relu'.*expected stateful=False",
            id="stateful-and-odd",
        ),
        pytest.param(
            lambda k: k.GRU(4, activation="leaky_relu"),
            "the number of steps of a GRU .* has to be fixed .* --input-shape",
            id="open-and-odd",
        ),
    ],
)
def test_rejected(make: Make, message: str) -> None:
    """What neither TensorFlow.js nor a rewrite can do."""
    keras = models.seeded_keras()
    x = keras.Input((None, 3), batch_size=2)
    model = keras.Model(x, keras.tree.flatten(make(keras.layers)(x)))
    with pytest.raises(UnsupportedModelError, match=message):
        translate(read_keras_model(model))


def test_mask_by_place() -> None:
    """Behind the first states, which are none."""
    keras = models.seeded_keras()
    x, mask = keras.Input((7, 3)), keras.Input((7,), dtype="bool")
    outputs = [
        keras.layers.LSTM(4)(x, None, mask),
        keras.layers.Bidirectional(keras.layers.GRU(4))(x, None, mask),
        keras.layers.GlobalAveragePooling1D()(x, mask),
    ]
    model = randomized(keras.Model([x, mask], outputs))
    counts = np.random.default_rng(0).integers(0, 2, (3, 7)) > 0
    assert_parity(model, [random(3, 7, 3), counts])


def test_rejected_shared_stateful() -> None:
    """The order of the calls is not TensorFlow.js's."""
    keras = models.seeded_keras()
    x = keras.Input((5, 3), batch_size=2)
    layer = keras.layers.LSTM(4, stateful=True)
    with pytest.raises(UnsupportedModelError, match="keeps its state and is called more than once"):
        translate(read_keras_model(keras.Model(x, [layer(x), layer(x)])))


def test_from_a_file(tmp_path: Path) -> None:
    """Cells within layers pass the file's check."""
    keras = models.seeded_keras()
    layers = keras.layers
    stacked = layers.RNN([layers.GRUCell(3), layers.LSTMCell(2)], return_sequences=True)
    single = layers.RNN(layers.SimpleRNNCell(4))
    model = keras.Sequential([keras.Input((4, 6)), stacked, layers.Bidirectional(single)])
    randomized(model).save(tmp_path / "cells.keras")
    assert_parity(load_keras_file(tmp_path / "cells.keras"))
