"""Layers that only reorder values."""

from __future__ import annotations

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import Make, one
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

_CASES: dict[str, tuple[tuple[int, ...], Make]] = {
    "flatten-rank-1": ((), lambda k: k.Flatten()),
    "flatten-rank-2": ((5,), lambda k: k.Flatten()),
    "flatten-rank-5": ((2, 3, 4, 5), lambda k: k.Flatten()),
    "flatten-first": ((2, 3, 4), lambda k: k.Flatten(data_format="channels_first")),
    "flatten-first-rank-2": ((5,), lambda k: k.Flatten(data_format="channels_first")),
    "reshape": ((4, 6), lambda k: k.Reshape((2, 3, 4))),
    "reshape-rest": ((4, 6), lambda k: k.Reshape((-1, 8))),
    "reshape-rank-6": ((4, 6), lambda k: k.Reshape((2, 2, 2, 3, 1))),
    "reshape-flat": ((4, 6), lambda k: k.Reshape((-1,))),
    "permute": ((4, 6), lambda k: k.Permute((2, 1))),
    "permute-rank-5": ((2, 3, 4, 5), lambda k: k.Permute((4, 1, 3, 2))),
    "repeat": ((5,), lambda k: k.RepeatVector(3)),
    "repeat-once": ((5,), lambda k: k.RepeatVector(1)),
}


@pytest.mark.parametrize(("shape", "make"), _CASES.values(), ids=_CASES)
def test_converted(shape: tuple[int, ...], make: Make) -> None:
    """Every value is at Keras's place."""
    assert assert_parity(one(shape, make).build()) == 0


_UNKNOWN: dict[str, tuple[tuple[int | None, ...], Make]] = {
    "flatten": ((None, 3), lambda k: k.Flatten()),
    "flatten-first": ((3, None, None), lambda k: k.Flatten(data_format="channels_first")),
    "reshape": ((None, 4), lambda k: k.Reshape((-1, 2))),
    "permute": ((None, 4, None), lambda k: k.Permute((3, 1, 2))),
    "repeat": ((None,), lambda k: k.RepeatVector(2)),
}


@pytest.mark.parametrize(("shape", "make"), _UNKNOWN.values(), ids=_UNKNOWN)
def test_unknown_sizes(shape: tuple[int | None, ...], make: Make) -> None:
    """Sizes may be left open."""
    sizes = [size or 6 + axis for axis, size in enumerate(shape)]
    x = np.random.default_rng(0).normal(size=(2, *sizes)).astype(np.float32)
    assert_parity(one(shape, make).build(), [x])


def test_whole_numbers_stay_indices() -> None:
    """An Embedding behind a Reshape still finds its rows."""
    keras = models.seeded_keras()
    x = keras.Input((6,), dtype="int32", name="x")
    y = keras.layers.Permute((2, 1))(keras.layers.Reshape((2, 3))(x))
    assert_parity(keras.Model(x, keras.layers.Embedding(2, 4)(keras.layers.Flatten()(y))))


def test_two_unknown_sizes_are_refused() -> None:
    """TensorFlow.js works out one size at most."""
    model = one((None, None), lambda k: k.Reshape((-1, 2))).build()
    x = np.zeros((1, 2, 4), np.float32)
    assert_parity(model, [x])
    keras = models.seeded_keras()
    x = keras.Input((None, None, 2), name="x")
    model = keras.Model(x, keras.layers.GroupNormalization(2, name="it")(x))
    with pytest.raises(UnsupportedModelError, match=r"'it' .*--input-shape"):
        translate(read_keras_model(model))
