"""Recurrent layers with convolutions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.convert import models
from tests.convert.cases import Make, one, randomized
from tests.convert.layers_model.layers.sequences import masked_steps, random, stateful_parity
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

_SIZES = (6, 5, 4)
EACH_RANK = pytest.mark.parametrize("rank", [1, 2, 3], ids=["1d", "2d", "3d"])

_SETTINGS: dict[str, dict[str, Any]] = {
    "plain": {},
    "states": {"padding": "same", "return_sequences": True, "return_state": True},
    "backwards": {"strides": 2, "padding": "same", "go_backwards": True, "return_sequences": True},
    "dilated": {"dilation_rate": 2, "padding": "same", "use_bias": False},
    "hard-gates": {"recurrent_activation": "hard_sigmoid", "activation": "relu"},
    "hard": {"activation": "hard_sigmoid", "return_state": True},
    "odd": {"activation": "leaky_relu", "recurrent_activation": "hard_silu"},
    "first": {"data_format": "channels_first", "return_sequences": True, "return_state": True},
    "first-last": {"data_format": "channels_first", "return_state": True},
    "dropout": {"dropout": 0.4, "recurrent_dropout": 0.3},
}


def _layer(layers: Any, rank: int, kernel_size: int = 3, **settings: Any) -> Any:
    return getattr(layers, f"ConvLSTM{rank}D")(3, kernel_size, **settings)


@EACH_RANK
@pytest.mark.parametrize("settings", _SETTINGS.values(), ids=_SETTINGS)
def test_settings(rank: int, settings: dict[str, Any]) -> None:
    """As TensorFlow.js's ConvLSTM2D, or step by step."""
    keras = models.seeded_keras()
    sizes, is_first = _SIZES[:rank], settings.get("data_format") == "channels_first"
    x = keras.Input((4, 2, *sizes) if is_first else (4, *sizes, 2))
    outputs = keras.tree.flatten(_layer(keras.layers, rank, **settings)(x))
    assert_parity(randomized(keras.Model(x, outputs)))


@EACH_RANK
def test_even_kernel(rank: int) -> None:
    """The padding's larger half lies at the end."""
    shape = (4, *_SIZES[:rank], 2)
    assert_parity(one(shape, lambda k: _layer(k, rank, 2, padding="same")).build())


@pytest.mark.parametrize("rank", [1, 2], ids=["1d", "2d"])
def test_open_length(rank: int) -> None:
    """Only the layer of TensorFlow.js's own takes any number of steps."""
    sizes = (*_SIZES[:rank], 2)
    model = one((None, *sizes), lambda k: _layer(k, rank, return_sequences=True)).build()
    assert_parity(model, [random(3, 4, *sizes)])


@EACH_RANK
def test_first_states(rank: int) -> None:
    """They are taken and returned."""
    keras = models.seeded_keras()
    sizes = _SIZES[:rank]
    x, *states = keras.Input((4, *sizes, 2)), *(keras.Input((*sizes, 3)) for _ in range(2))
    layer = _layer(keras.layers, rank, padding="same", return_state=True)
    outputs = keras.tree.flatten(layer(x, initial_state=states))
    assert_parity(randomized(keras.Model([x, *states], outputs)))


@EACH_RANK
@pytest.mark.parametrize("padding", ["same", "valid"])
def test_beside_masks(rank: int, padding: str) -> None:
    """The masks of other layers are kept away, whatever the size of the result."""
    keras = models.seeded_keras()
    layers, sizes = keras.layers, _SIZES[:rank]
    steps, x = keras.Input((4, *sizes, 2)), keras.Input((7, 3))
    masked = layers.LSTM(2)(layers.Masking()(x))
    output = _layer(layers, rank, padding=padding, return_sequences=True)(steps)
    after = layers.LSTM(2)(layers.Reshape((4, -1))(output))
    model = randomized(keras.Model([steps, x], [output, masked, after]))
    assert_parity(model, [random(3, 4, *sizes, 2), masked_steps()])


@EACH_RANK
def test_both_directions(rank: int) -> None:
    """The backward layer's sequence is reversed."""
    shape = (4, *_SIZES[:rank], 2)
    make: Make = lambda k: k.Bidirectional(_layer(k, rank, return_sequences=True))  # noqa: E731
    assert_parity(one(shape, make).build())


def test_stateful() -> None:
    """The state is kept from one call to the next."""
    keras = models.seeded_keras()
    layer = keras.layers.ConvLSTM2D(3, 3, stateful=True)
    model = keras.Sequential([keras.Input((4, 6, 5, 2), batch_size=2), layer])
    stateful_parity(model, random(2, 4, 6, 5, 2))


@pytest.mark.parametrize(
    ("make", "shape", "message"),
    [
        pytest.param(
            lambda k: k.ConvLSTM3D(3, 2),
            (None, 4, 4, 4, 2),
            "the number of steps has to be fixed .* --input-shape",
            id="open-3d",
        ),
        pytest.param(
            lambda k: k.ConvLSTM2D(3, 3, stateful=True, activation="leaky_relu"),
            (4, 6, 5, 2),
            "keeps no state between calls with these settings; expected stateful=False",
            id="stateful-and-odd",
        ),
        pytest.param(
            lambda k: k.ConvLSTM2D(3, 3, activation="softmax", data_format="channels_first"),
            (4, 2, 6, 5),
            "a softmax runs over positions",
            id="softmax-of-positions",
        ),
    ],
)
def test_rejected(make: Make, shape: tuple[int | None, ...], message: str) -> None:
    """What neither TensorFlow.js nor a rewrite can do."""
    keras = models.seeded_keras()
    x = keras.Input(shape, batch_size=2)
    with pytest.raises(UnsupportedModelError, match=message):
        translate(read_keras_model(keras.Model(x, make(keras.layers)(x))))
