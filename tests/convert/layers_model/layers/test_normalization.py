"""Normalization layers."""

from __future__ import annotations

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import Make, one, randomized
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [
    pytest.mark.node,
    pytest.mark.usefixtures("node"),
    pytest.mark.filterwarnings("ignore:You passed `rms_scaling=True`"),
]

_CASES: dict[str, tuple[tuple[int, ...], Make]] = {
    "batch-rank-2": ((5,), lambda k: k.BatchNormalization(epsilon=0.1)),
    "batch-rank-3": ((4, 5), lambda k: k.BatchNormalization(center=False)),
    "batch-rank-3-axis-1": ((4, 5), lambda k: k.BatchNormalization(axis=1)),
    "batch-rank-4-axis-2": ((4, 5, 3), lambda k: k.BatchNormalization(axis=2, scale=False)),
    "batch-axis-3": ((4, 5, 3), lambda k: k.BatchNormalization(axis=3)),
    "batch-rank-5": ((2, 3, 4, 5), lambda k: k.BatchNormalization()),
    "batch-rank-5-axis-1": ((2, 3, 4, 5), lambda k: k.BatchNormalization(axis=1)),
    "batch-epsilon-0": ((4, 5), lambda k: k.BatchNormalization(epsilon=0.0)),
    "batch-plain": ((4, 5), lambda k: k.BatchNormalization(center=False, scale=False)),
    "layer-rank-2": ((5,), lambda k: k.LayerNormalization(epsilon=1e-6)),
    "layer-rank-4": ((3, 4, 5), lambda k: k.LayerNormalization(center=False)),
    "layer-rank-5": ((2, 3, 4, 5), lambda k: k.LayerNormalization()),
    "layer-axis-1": ((4, 5), lambda k: k.LayerNormalization(axis=1)),
    "layer-axes-all": ((4, 5, 3), lambda k: k.LayerNormalization(axis=[1, 2, 3])),
    "layer-axes-2-3": ((4, 5, 3), lambda k: k.LayerNormalization(axis=[-1, -2])),
    "layer-axes-1-3": ((4, 5, 3), lambda k: k.LayerNormalization(axis=(1, -1))),
    "layer-rms-scaling": ((4, 5), lambda k: k.LayerNormalization(rms_scaling=True)),
    "layer-rms-scaling-axis": ((4, 5), lambda k: k.LayerNormalization(axis=1, rms_scaling=True)),
    "rms-rank-2": ((5,), lambda k: k.RMSNormalization()),
    "rms-rank-5": ((2, 3, 4, 5), lambda k: k.RMSNormalization(epsilon=0.1)),
    "rms-axes": ((4, 5, 3), lambda k: k.RMSNormalization(axis=[2, 3])),
    "unit": ((5,), lambda k: k.UnitNormalization()),
    "unit-axis-1": ((4, 5, 3), lambda k: k.UnitNormalization(axis=1)),
    "unit-axes": ((4, 5, 3), lambda k: k.UnitNormalization(axis=[1, 2])),
    "group-one": ((4, 5, 6), lambda k: k.GroupNormalization(1)),
    "group-each": ((4, 5, 6), lambda k: k.GroupNormalization(6)),
    "group-instance": ((4, 5, 6), lambda k: k.GroupNormalization(-1, center=False)),
    "group-rank-2": ((6,), lambda k: k.GroupNormalization(2)),
    "group-rank-3": ((4, 6), lambda k: k.GroupNormalization(3, scale=False, epsilon=0.1)),
    "group-rank-5": ((2, 3, 4, 6), lambda k: k.GroupNormalization(2)),
    "group-axis-1": ((6, 4, 5), lambda k: k.GroupNormalization(3, axis=1)),
    "group-axis-minus-2": ((4, 6, 5), lambda k: k.GroupNormalization(3, axis=-2)),
    "spectral-dense": ((5,), lambda k: k.SpectralNormalization(k.Dense(3, activation="relu"))),
    "spectral-conv": ((4, 5, 3), lambda k: k.SpectralNormalization(k.Conv2D(2, 2))),
}


@pytest.mark.parametrize(("shape", "make"), _CASES.values(), ids=_CASES)
def test_converted(shape: tuple[int, ...], make: Make) -> None:
    """Every setting gives Keras's numbers."""
    assert_parity(one(shape, make).build())


_UNKNOWN: dict[str, tuple[tuple[int | None, ...], Make]] = {
    "batch": ((None, None, 3), lambda k: k.BatchNormalization()),
    "batch-axis-1": ((3, None, None), lambda k: k.BatchNormalization(axis=1)),
    "layer": ((None, None, 3), lambda k: k.LayerNormalization()),
    "layer-axis-1": ((4, None), lambda k: k.LayerNormalization(axis=1)),
    "group": ((None, 4), lambda k: k.GroupNormalization(2)),
    "rms": ((None, 4), lambda k: k.RMSNormalization()),
    "unit": ((None, 4), lambda k: k.UnitNormalization()),
}


@pytest.mark.parametrize(("shape", "make"), _UNKNOWN.values(), ids=_UNKNOWN)
def test_unknown_sizes(shape: tuple[int | None, ...], make: Make) -> None:
    """Sizes may be left open where the calculation does not need them."""
    sizes = [size or 6 + axis for axis, size in enumerate(shape)]
    x = np.random.default_rng(0).normal(size=(2, *sizes)).astype(np.float32)
    assert_parity(one(shape, make).build(), [x])


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda k: k.UnitNormalization(), id="unit"),
        pytest.param(lambda k: k.RMSNormalization(), id="rms"),
        pytest.param(lambda k: k.LayerNormalization(), id="layer"),
    ],
)
def test_zeros_stay_finite(make: Make) -> None:
    """Nothing is divided by 0."""
    x = np.zeros((2, 4), np.float32)
    x[1] = [1, 2, -3, 0.5]
    assert_parity(one((4,), make).build(), [x])


_DIVIDING: dict[str, Make] = {
    "unit": lambda k: k.UnitNormalization(),
    "layer": lambda k: k.LayerNormalization(epsilon=1e-12),
    "layer-rms": lambda k: k.LayerNormalization(rms_scaling=True),
    "rms": lambda k: k.RMSNormalization(epsilon=1e-12),
    "group": lambda k: k.GroupNormalization(4, epsilon=1e-12),
}


@pytest.mark.parametrize("make", _DIVIDING.values(), ids=_DIVIDING)
def test_vectors_of_any_length(make: Make) -> None:
    """Each as close to Keras's result as one of length 1; an epsilon matters as it does there."""
    model = one((16,), make).build()
    for length in (0.0, 1e-14, 1e-12, 3e-12, 1e-10, 1e-6, 1e3, 1e10):
        x = np.random.default_rng(1).normal(size=(2, 16)) * length / 4
        assert assert_parity(model, [x.astype(np.float32)], repeat=1) < 1e-5, length


def test_a_shared_layer_keeps_one_set_of_weights() -> None:
    """Two calls of a BatchNormalization over another axis."""
    keras = models.seeded_keras()
    x, y = keras.Input((3, 4), name="x"), keras.Input((3, 5), name="y")
    shared = keras.layers.BatchNormalization(axis=1)
    model = randomized(keras.Model([x, y], [shared(x), shared(y)]))
    assert_parity(model)
    names = [weight.name for weight in translate(read_keras_model(model)).weights]
    assert len(names) == 4


def test_renormalization_is_for_training() -> None:
    """At inference the moving statistics are used as without it."""
    keras = models.seeded_keras()
    if "renorm" not in keras.layers.BatchNormalization().get_config():
        pytest.skip("this Keras has no renorm")
    assert_parity(one((4, 5), lambda k: k.BatchNormalization(renorm=True)).build())


@pytest.mark.parametrize(
    ("shape", "make", "message"),
    [
        pytest.param(
            (None, None, 4),
            lambda k: k.GroupNormalization(2),
            "has to be fixed for TensorFlow.js",
            id="two-unknown-sizes",
        ),
        pytest.param(
            (None, 4),
            lambda k: k.UnitNormalization(axis=1),
            "the normalized axes has to be fixed",
            id="unknown-axis",
        ),
        pytest.param(
            (4,),
            lambda k: k.UnitNormalization(axis=0),
            "across the samples of a batch",
            id="batch-axis",
        ),
    ],
)
def test_rejected(shape: tuple[int | None, ...], make: Make, message: str) -> None:
    """What cannot be expressed names the layer and what to do."""
    with pytest.raises(UnsupportedModelError, match=message):
        translate(read_keras_model(one(shape, make).build()))
