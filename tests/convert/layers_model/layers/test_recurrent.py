"""Recurrent layers: settings, masks, cells, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import Make, one, randomized
from tests.convert.layers_model.layers.sequences import (
    EACH_CELL,
    LENGTHS,
    MASK,
    MASK_SETTINGS,
    masked_steps,
    random,
)
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.files.keras_file import load_keras_file
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

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


@EACH_CELL
@LENGTHS
@pytest.mark.parametrize("settings", MASK_SETTINGS.values(), ids=MASK_SETTINGS)
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
    assert_parity(randomized(keras.Model([x, mask], layer(x, mask=mask))), [random(3, 7, 3), MASK])


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


_STACKS = (["LSTM"], ["GRU", "LSTM"], ["SimpleRNN", "GRU", "LSTM"])


@pytest.mark.parametrize("kinds", _STACKS, ids="-".join)
@pytest.mark.parametrize("settings", MASK_SETTINGS.values(), ids=MASK_SETTINGS)
@pytest.mark.parametrize("has_mask", [False, True], ids=["plain", "masked"])
def test_cells(kinds: list[str], settings: dict[str, Any], has_mask: bool) -> None:
    """One cell, or several on top of each other with their states."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((7, 3))
    cells = [getattr(layers, f"{kind}Cell")(4) for kind in kinds]
    layer = layers.RNN(cells[0] if len(cells) == 1 else cells, return_state=True, **settings)
    outputs = keras.tree.flatten(layer(layers.Masking()(x) if has_mask else x))
    assert_parity(randomized(keras.Model(x, outputs)), [masked_steps()])


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


def test_from_a_file(tmp_path: Path) -> None:
    """Cells within layers pass the file's check."""
    keras = models.seeded_keras()
    layers = keras.layers
    stacked = layers.RNN([layers.GRUCell(3), layers.LSTMCell(2)], return_sequences=True)
    single = layers.RNN(layers.SimpleRNNCell(4))
    model = keras.Sequential([keras.Input((4, 6)), stacked, layers.Bidirectional(single)])
    randomized(model).save(tmp_path / "cells.keras")
    assert_parity(load_keras_file(tmp_path / "cells.keras"))
