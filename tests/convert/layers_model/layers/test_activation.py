"""Activations, by name and as layers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import Make, masked, one, randomized
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

_CASES: dict[str, tuple[tuple[int, ...], Make]] = {
    "relu-max": ((5, 6), lambda k: k.ReLU(1.0)),
    "relu-slope": ((5, 6), lambda k: k.ReLU(negative_slope=0.25)),
    "relu-threshold": ((5, 6), lambda k: k.ReLU(threshold=0.5)),
    "relu-slope-threshold": ((5, 6), lambda k: k.ReLU(negative_slope=0.25, threshold=0.5)),
    "relu-max-slope": ((5, 6), lambda k: k.ReLU(1.0, negative_slope=0.25)),
    "relu-max-0": ((5, 6), lambda k: k.ReLU(0.0)),
    "leaky-relu": ((5, 6), lambda k: k.LeakyReLU()),
    "leaky-relu-0": ((5, 6), lambda k: k.LeakyReLU(0.0)),
    "elu-2": ((5, 6), lambda k: k.ELU(2.0)),
    "prelu-rank-2": ((5,), lambda k: k.PReLU()),
    "prelu-each": ((4, 5, 3), lambda k: k.PReLU()),
    "prelu-per-channel": ((4, 5, 3), lambda k: k.PReLU(shared_axes=[1, 2])),
    "prelu-shared-channels": ((4, 5, 3), lambda k: k.PReLU(shared_axes=[3])),
    "prelu-shared-middle": ((4, 5, 3), lambda k: k.PReLU(shared_axes=[2])),
    "prelu-shared-all": ((4, 5, 3), lambda k: k.PReLU(shared_axes=[1, 2, 3])),
    "prelu-rank-5": ((2, 3, 4, 5), lambda k: k.PReLU(shared_axes=[2, 4])),
    "softmax-axis-1": ((4, 5), lambda k: k.Softmax(axis=1)),
    "softmax-axis-minus-2": ((4, 5, 3), lambda k: k.Softmax(axis=-2)),
    "softmax-axes": ((4, 5, 3), lambda k: k.Softmax(axis=(1, -1))),
    "softmax-rank-5": ((2, 3, 4, 5), lambda k: k.Softmax(axis=2)),
    "activation-glu": ((4, 6), lambda k: k.Activation("glu")),
    "activation-in-conv": ((6, 6, 3), lambda k: k.Conv2D(4, 3, activation="hard_silu")),
    "activation-layer": ((5,), lambda k: k.Dense(6, activation=k.LeakyReLU(0.05))),
    "activation-layer-elu": ((5, 3), lambda k: k.Conv1D(6, 2, activation=k.ELU(0.5))),
}


@pytest.mark.parametrize(("shape", "make"), _CASES.values(), ids=_CASES)
def test_converted(shape: tuple[int, ...], make: Make) -> None:
    """Every setting gives Keras's numbers."""
    assert_parity(one(shape, make).build())


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        pytest.param("exponential", -100, 88, id="exponential"),
        pytest.param("softplus", -100, 100, id="softplus"),
        pytest.param("log_sigmoid", -100, 100, id="log_sigmoid"),
        pytest.param("squareplus", -1000, 1000, id="squareplus"),
        pytest.param("gelu", -20, 20, id="gelu"),
        pytest.param("mish", -100, 80, id="mish"),
        pytest.param("tanh_shrink", -20, 20, id="tanh_shrink"),
    ],
)
def test_wide_range(name: str, low: float, high: float) -> None:
    """Far from 0 nothing overflows and no digits are lost."""
    model = models.one_layer(lambda k: k.Activation(name), (50,))
    assert_parity(model, [np.linspace(low, high, 100, dtype=np.float32).reshape(2, 50)])


def test_exponential_is_exact_value_by_value() -> None:
    """Small values next to large ones are right as well: each is a batch of its own."""
    model = models.one_layer(lambda k: k.Activation("exponential"), (1,))
    for x in (-50.0, -20.0, -3.0, 0.0, 1e-3, 10.0, 40.0, 80.0):
        assert assert_parity(model, [np.full((1, 1), x, np.float32)]) < 1e-5


@pytest.mark.parametrize("name", ["hard_shrink", "soft_shrink", "sparse_plus", "hard_sigmoid"])
def test_at_the_edges(name: str) -> None:
    """A value on the edge belongs to the side that Keras says."""
    model = models.one_layer(lambda k: k.Activation(name), (8,))
    edges = [[-3.0, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 3.0]]
    assert_parity(model, [np.array(edges, np.float32)])


def test_softmax_of_its_mask_argument() -> None:
    """Masked values become 0, and the others make 1 in all."""
    keras = models.seeded_keras()
    x, mask = keras.Input((4, 5), name="x"), keras.Input((4, 5), name="mask", dtype="bool")
    model = keras.Model([x, mask], keras.layers.Softmax()(x, mask=mask))
    assert_parity(model)


def test_softmax_with_unknown_sizes() -> None:
    """An axis of another size than the last one may be unknown."""
    model = one((None, 3), lambda k: k.Softmax(axis=1)).build()
    x = np.random.default_rng(0).normal(size=(2, 6, 3)).astype(np.float32)
    assert_parity(model, [x])


def test_a_mask_passes_through_activations() -> None:
    """They work step by step."""
    case = masked(lambda k: _chain(k.Activation("hard_sigmoid"), k.LeakyReLU(), k.LSTM(3)))
    assert_parity(case.build(), [np.array([[1, 2, 0, 0, 0, 0], [3, 1, 4, 2, 0, 0]], np.int32)])


def _chain(*layers: Any) -> Any:
    def call(x: Any) -> Any:
        for layer in layers:
            x = layer(x)
        return x

    return call


def test_integers_are_taken_as_numbers() -> None:
    """TensorFlow.js would compute with whole numbers."""
    assert_parity(one((5,), lambda k: k.Activation("sigmoid"), "int32").build())


def test_hard_sigmoid_of_keras_2() -> None:
    """Its function is known by name, and is TensorFlow.js's own."""
    keras = models.seeded_keras()

    def keras2_hard_sigmoid(x: Any) -> Any:
        return keras.ops.clip(0.2 * x + 0.5, 0.0, 1.0)

    assert_parity(one((5,), lambda k: k.Dense(6, activation=keras2_hard_sigmoid)).build())


def other(x: Any) -> Any:
    """A function of one's own."""
    return x


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(
            lambda k: k.Activation("sparsemax"), "activation 'sparsemax' is not", id="sparsemax"
        ),
        pytest.param(
            lambda k: k.Dense(2, activation=other), "'other', a Python function", id="function"
        ),
        pytest.param(
            lambda k: k.Dense(2, activation=k.PReLU()), "PReLU with its settings", id="prelu"
        ),
        pytest.param(lambda k: k.Softmax(axis=0), "across the samples of a batch", id="batch"),
    ],
)
def test_rejected(make: Make, message: str) -> None:
    """The message names the activation."""
    with pytest.raises(UnsupportedModelError, match=message):
        translate(read_keras_model(one((4, 3), make).build()))


def test_a_shared_activation() -> None:
    """Two calls of one PReLU share its slopes."""
    keras = models.seeded_keras()
    x, y = keras.Input((4, 3), name="x"), keras.Input((4, 3), name="y")
    shared = keras.layers.PReLU(shared_axes=[2])
    assert_parity(randomized(keras.Model([x, y], [shared(x), shared(y)])))
