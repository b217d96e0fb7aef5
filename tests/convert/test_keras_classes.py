"""The table of Keras's classes, held against Keras itself."""

from __future__ import annotations

import keras
import pytest

from tfjs_bridge.convert.keras_classes import KERAS_CLASSES, MODELS, is_graph, keras_class

MADE = {
    "SimpleRNN": lambda: keras.layers.SimpleRNN(2),
    "LSTM": lambda: keras.layers.LSTM(2),
    "GRU": lambda: keras.layers.GRU(2),
    "ConvLSTM1D": lambda: keras.layers.ConvLSTM1D(2, 1),
    "ConvLSTM2D": lambda: keras.layers.ConvLSTM2D(2, 1),
    "ConvLSTM3D": lambda: keras.layers.ConvLSTM3D(2, 1),
    "RNN": lambda: keras.layers.RNN(keras.layers.LSTMCell(2)),
    "StackedRNNCells": lambda: keras.layers.StackedRNNCells([keras.layers.LSTMCell(2)]),
    "Bidirectional": lambda: keras.layers.Bidirectional(keras.layers.LSTM(2)),
    "TimeDistributed": lambda: keras.layers.TimeDistributed(keras.layers.Dense(2)),
    "SpectralNormalization": lambda: keras.layers.SpectralNormalization(keras.layers.Dense(2)),
    "Pipeline": lambda: keras.layers.Pipeline([keras.layers.Dense(2)]),
    "MultiHeadAttention": lambda: _attention(keras.layers.MultiHeadAttention(1, 2)),
    "GroupQueryAttention": lambda: _attention(keras.layers.GroupQueryAttention(2, 2, 1)),
}


def _attention(layer: keras.Layer) -> keras.Layer:
    x = keras.Input((3, 2))
    layer(x, x)
    return layer


@pytest.mark.parametrize("name", MADE)
def test_attributes_are_those_of_the_layer(name: str) -> None:
    """Children and cells are where the table says; only the gate is an option."""
    layer, known = MADE[name](), keras_class(name)
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


def test_models() -> None:
    class Model(keras.Model):  # type: ignore[misc]
        """Someone's own, of the name that functional models have in files of Keras 2."""

    x = keras.Input((2,))
    assert {"Sequential", "Functional", "Model"} == MODELS
    assert is_graph(keras.Sequential())
    assert is_graph(keras.Model(x, x))
    assert not is_graph(Model())
    assert not is_graph(keras.layers.Dense(1))
