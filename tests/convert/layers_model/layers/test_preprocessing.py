"""Preprocessing layers, and those that act while training alone."""

from __future__ import annotations

from typing import Any

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
    "rescaling": ((4, 3), lambda k: k.Rescaling(1 / 127.5, -1)),
    "rescaling-list": ((4, 5, 3), lambda k: k.Rescaling([0.1, 0.2, 0.3])),
    "rescaling-offset-list": ((4, 5, 3), lambda k: k.Rescaling(2.0, [0.1, 0.2, 0.3])),
    "rescaling-array": ((4, 3), lambda k: k.Rescaling(np.array([[[0.1, 0.2, 0.3]]]))),
    "rescaling-per-row": ((4, 3), lambda k: k.Rescaling(np.ones((4, 1)) * [[1], [2], [3], [4]])),
    "rescaling-rank-5": ((2, 3, 4, 3), lambda k: k.Rescaling([1.0, 2.0, 3.0], 1.0)),
    "normalization-given": ((4,), lambda k: k.Normalization(mean=2.0, variance=0.5)),
    "normalization-list": ((3, 2), lambda k: k.Normalization(mean=[1, 2], variance=[3, 0.1])),
    "normalization-invert": (
        (3, 2),
        lambda k: k.Normalization(mean=[1, 2], variance=[3, 0.1], invert=True),
    ),
    "normalization-axis-1": ((3, 2), lambda k: k.Normalization(axis=1)),
    "normalization-axes": ((3, 2, 4), lambda k: k.Normalization(axis=(1, 3))),
    "normalization-axes-broadcast": (
        (3, 2, 4),
        lambda k: k.Normalization(axis=(1, 3), mean=[1, 2, 3, 4], variance=[1, 2, 3, 4]),
    ),
    "normalization-none": ((3, 2), lambda k: k.Normalization(axis=None)),
    "normalization-none-invert": (
        (3, 2),
        lambda k: k.Normalization(axis=None, mean=1.0, variance=0.3, invert=True),
    ),
    "normalization-variance-0": ((2,), lambda k: k.Normalization(mean=[1, 2], variance=[0, 1])),
    "discretization": ((3, 4), lambda k: k.Discretization([-1.0, 0.0, 0.5, 2.0])),
    "discretization-one-hot": ((1,), lambda k: k.Discretization([0.0, 1.0], output_mode="one_hot")),
    "discretization-multi-hot": (
        (4,),
        lambda k: k.Discretization([0.0, 1.0], output_mode="multi_hot"),
    ),
    "discretization-count": ((4,), lambda k: k.Discretization([0.0, 1.0], output_mode="count")),
    "dropout-noise-shape": ((4, 3), lambda k: k.Dropout(0.5, noise_shape=(None, 1, 3))),
    "alpha-dropout": ((4, 3), lambda k: k.AlphaDropout(0.5, noise_shape=(None, 1, 3))),
    "alpha-dropout-0": ((4, 3), lambda k: k.AlphaDropout(0.0)),
    "dropout-1": ((4, 3), lambda k: k.Dropout(1.0)),
    "spatial-dropout-first": (
        (2, 4, 3),
        lambda k: k.SpatialDropout2D(0.5, data_format="channels_first"),
    ),
    "pipeline": (
        (4, 5, 3),
        lambda k: k.Pipeline([k.Rescaling(0.5), k.RandomFlip(), k.Rescaling(1.0, 2.0)]),
    ),
}


@pytest.mark.parametrize(("shape", "make"), _CASES.values(), ids=_CASES)
def test_converted(shape: tuple[int, ...], make: Make) -> None:
    """Every setting gives Keras's numbers."""
    assert_parity(one(shape, make).build())


_WHOLE: dict[str, tuple[tuple[int, ...], Make]] = {
    "one-hot": ((4,), lambda k: k.CategoryEncoding(6, "one_hot")),
    "one-hot-single": ((1,), lambda k: k.CategoryEncoding(6, "one_hot")),
    "one-hot-rank-3": ((2, 3), lambda k: k.CategoryEncoding(6, "one_hot")),
    "multi-hot": ((4,), lambda k: k.CategoryEncoding(6, "multi_hot")),
    "count": ((4,), lambda k: k.CategoryEncoding(6, "count")),
    "rescaling": ((4, 3), lambda k: k.Rescaling([1.0, 2.0, 3.0])),
    "normalization": ((4, 3), lambda k: k.Normalization(mean=[1, 2, 3], variance=[1, 2, 3])),
    "augmentation": ((4, 4, 3), lambda k: k.RandomContrast(0.5)),
    "dropout": ((4,), lambda k: k.Dropout(0.5)),
}


@pytest.mark.parametrize(("shape", "make"), _WHOLE.values(), ids=_WHOLE)
def test_whole_numbers(shape: tuple[int, ...], make: Make) -> None:
    """Inputs of int32 are taken as numbers."""
    x = np.random.default_rng(0).integers(0, 6, (3, *shape)).astype(np.int32)
    assert_parity(one(shape, make, "int32").build(), [x])


def test_count_weights() -> None:
    """Each value counts as much as its weight says."""
    keras = models.seeded_keras()
    x, weights = keras.Input((4,), dtype="int32", name="x"), keras.Input((4,), name="weights")
    encoded = keras.layers.CategoryEncoding(5, "count")(x, count_weights=weights)
    assert_parity(keras.Model([x, weights], encoded))


def test_boundaries_belong_to_the_upper_bin() -> None:
    """Also where float32 cannot hold the boundary."""
    bounds = [-1.0, 0.01, 0.1, 0.7, 3.0]
    x = np.array([bounds, np.nextafter(np.array(bounds, np.float32), np.float32(-9))], np.float32)
    assert_parity(one((5,), lambda k: k.Discretization(bounds)).build(), [x])


def test_a_bin_as_an_index() -> None:
    """An Embedding finds the bin's row."""
    keras = models.seeded_keras()
    x = keras.Input((4,), name="x")
    bins = keras.layers.Discretization([-0.5, 0.0, 0.5])(x)
    assert_parity(keras.Model(x, keras.layers.Embedding(4, 3)(bins)))


def test_large_numbers_keep_their_digits() -> None:
    """Years, for example: the mean is subtracted before anything else."""
    model = one((1,), lambda k: k.Normalization(mean=[1990.0], variance=[4.0])).build()
    x = np.arange(1985, 1995, dtype=np.float32)[:, None]
    assert assert_parity(model, [x]) < 1e-6


def test_a_model_that_begins_with_augmentation() -> None:
    """Keras notes training=True down by itself, and `predict` overrides it."""
    keras = models.seeded_keras()
    layers = keras.layers
    x = keras.Input((6, 6, 3), name="x")
    y = layers.RandomZoom(0.3)(layers.RandomFlip()(x))
    model = keras.Model(x, layers.Conv2D(2, 3)(layers.RandomBrightness(0.2)(y)))
    assert_parity(model)


@pytest.mark.parametrize(
    ("shape", "make", "message"),
    [
        pytest.param(
            (4, 4, 3), lambda k: k.AutoContrast(), "by its own brightness", id="AutoContrast"
        ),
        pytest.param(
            (3, 4),
            lambda k: k.CategoryEncoding(6, "count"),
            r"output_mode='count' of 3 axes; expected \(batch, values\)",
            id="count-rank-3",
        ),
        pytest.param((4,), lambda k: k.Lambda(lambda x: x), "holds Python code", id="Lambda"),
        pytest.param(
            (None,),
            lambda k: k.CategoryEncoding(6, "count"),
            "the number of values has to be fixed",
            id="count-unknown",
        ),
    ],
)
def test_rejected(shape: tuple[int | None, ...], make: Make, message: str) -> None:
    """The message says why."""
    model: Any = one(shape, make).build()
    with pytest.raises(UnsupportedModelError, match=message):
        translate(read_keras_model(model))
