"""The table of Keras's classes, held against Keras itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tfjs_bridge.convert.keras_classes import KERAS_CLASSES, MODELS, is_graph, keras_class
from tfjs_bridge.keras_backend import load_keras

MADE: dict[str, Callable[[Any], Any]] = {
    "SimpleRNN": lambda layers: layers.SimpleRNN(2),
    "LSTM": lambda layers: layers.LSTM(2),
    "GRU": lambda layers: layers.GRU(2),
    "ConvLSTM1D": lambda layers: layers.ConvLSTM1D(2, 1),
    "ConvLSTM2D": lambda layers: layers.ConvLSTM2D(2, 1),
    "ConvLSTM3D": lambda layers: layers.ConvLSTM3D(2, 1),
    "RNN": lambda layers: layers.RNN(layers.LSTMCell(2)),
    "StackedRNNCells": lambda layers: layers.StackedRNNCells([layers.LSTMCell(2)]),
    "Bidirectional": lambda layers: layers.Bidirectional(layers.LSTM(2)),
    "TimeDistributed": lambda layers: layers.TimeDistributed(layers.Dense(2)),
    "SpectralNormalization": lambda layers: layers.SpectralNormalization(layers.Dense(2)),
    "Pipeline": lambda layers: layers.Pipeline([layers.Dense(2)]),
    "MultiHeadAttention": lambda layers: _called(layers.MultiHeadAttention(1, 2)),
    "GroupQueryAttention": lambda layers: _called(layers.GroupQueryAttention(2, 2, 1)),
}


def _called(layer: Any) -> Any:
    """Attention makes its layers when it sees its first input."""
    x = load_keras().Input((3, 2))
    layer(x, x)
    return layer


@pytest.mark.parametrize("name", MADE)
def test_attributes_are_those_of_the_layer(name: str) -> None:
    """Children and cells are where the table says; only the gate is an option."""
    layer, known = MADE[name](load_keras().layers), keras_class(name)
    for role, attribute in known.children.items():
        assert role == "gate" or getattr(layer, attribute)
    if known.cell is not None:
        assert known.cell in [base.__name__ for base in type(layer.cell).__mro__]


def test_every_class_with_layers_within_is_made_here() -> None:
    assert {name for name, known in KERAS_CLASSES.items() if known.children or known.cell} == {
        *MADE
    }


def test_an_ordinary_layer_has_no_entry() -> None:
    assert keras_class("Dense") == keras_class("SomeoneElse") == keras_class(None)
    assert keras_class("Dense").module == "keras.layers"
    assert not keras_class("Dense").is_recurrent


@pytest.mark.needs("keras>=3.14")
def test_models() -> None:
    keras: Any = load_keras()

    class Model(keras.Model):  # type: ignore[misc]
        """Someone's own, of the name that functional models have in files of Keras 2."""

    x = keras.Input((2,))
    assert {"Sequential", "Functional", "Model"} == MODELS
    assert is_graph(keras.Sequential())
    assert is_graph(keras.Model(x, x))
    assert not is_graph(Model())
    assert not is_graph(keras.layers.Dense(1))
