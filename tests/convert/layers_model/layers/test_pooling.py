"""Pooling by windows, to a given size, and of all of space."""

from __future__ import annotations

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import Make, one, randomized
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

FIRST = {"data_format": "channels_first"}

_CASES: dict[str, tuple[tuple[int, ...], Make]] = {
    "max-1d": ((11, 3), lambda k: k.MaxPooling1D(3, strides=2)),
    "max-1d-same": ((11, 3), lambda k: k.MaxPooling1D(2, strides=3, padding="same")),
    "max-1d-first": ((3, 11), lambda k: k.MaxPooling1D(3, padding="same", **FIRST)),
    "max-2d": ((11, 10, 3), lambda k: k.MaxPooling2D((2, 3), strides=(3, 1))),
    "max-2d-same": ((11, 10, 3), lambda k: k.MaxPooling2D(4, strides=3, padding="same")),
    "max-2d-first": ((3, 11, 10), lambda k: k.MaxPooling2D(2, padding="same", **FIRST)),
    "max-3d": ((5, 7, 6, 3), lambda k: k.MaxPooling3D(2)),
    "max-3d-same": ((5, 7, 6, 3), lambda k: k.MaxPooling3D((3, 1, 2), (1, 2, 2), "same")),
    "max-3d-wide": ((5, 7, 6, 3), lambda k: k.MaxPooling3D(1, (3, 2, 4), "same")),
    "max-3d-first": ((3, 5, 7, 6), lambda k: k.MaxPooling3D(3, 1, "same", **FIRST)),
    "average-1d": ((11, 3), lambda k: k.AveragePooling1D(3, strides=1)),
    "average-1d-same": ((11, 3), lambda k: k.AveragePooling1D(4, strides=3, padding="same")),
    "average-1d-first": ((3, 11), lambda k: k.AveragePooling1D(3, padding="same", **FIRST)),
    "average-2d": ((11, 10, 3), lambda k: k.AveragePooling2D((2, 3))),
    "average-2d-same": ((11, 10, 3), lambda k: k.AveragePooling2D(3, (1, 2), "same")),
    "average-2d-first": ((3, 11, 10), lambda k: k.AveragePooling2D(3, 2, "same", **FIRST)),
    "average-3d": ((5, 7, 6, 3), lambda k: k.AveragePooling3D((1, 2, 3))),
    "average-3d-same": ((5, 7, 6, 3), lambda k: k.AveragePooling3D(3, 2, "same")),
    "average-3d-wide": ((5, 7, 6, 3), lambda k: k.AveragePooling3D((2, 1, 3), (3, 2, 1), "same")),
    "average-3d-first": ((3, 5, 7, 6), lambda k: k.AveragePooling3D(2, 2, "same", **FIRST)),
    "global-max-1d": ((7, 3), lambda k: k.GlobalMaxPooling1D()),
    "global-max-1d-first": ((3, 7), lambda k: k.GlobalMaxPooling1D(keepdims=True, **FIRST)),
    "global-max-2d-keep": ((5, 7, 3), lambda k: k.GlobalMaxPooling2D(keepdims=True)),
    "global-max-2d-first": ((3, 5, 7), lambda k: k.GlobalMaxPooling2D(**FIRST)),
    "global-max-3d": ((4, 5, 6, 3), lambda k: k.GlobalMaxPooling3D()),
    "global-max-3d-first": ((3, 4, 5, 6), lambda k: k.GlobalMaxPooling3D(keepdims=True, **FIRST)),
    "global-average-1d-keep": ((7, 3), lambda k: k.GlobalAveragePooling1D(keepdims=True)),
    "global-average-1d-first": ((3, 7), lambda k: k.GlobalAveragePooling1D(**FIRST)),
    "global-average-2d": ((5, 7, 3), lambda k: k.GlobalAveragePooling2D()),
    "global-average-2d-first": (
        (3, 5, 7),
        lambda k: k.GlobalAveragePooling2D(keepdims=True, **FIRST),
    ),
    "global-average-3d": ((4, 5, 6, 3), lambda k: k.GlobalAveragePooling3D(keepdims=True)),
    "global-average-3d-first": ((3, 4, 5, 6), lambda k: k.GlobalAveragePooling3D(**FIRST)),
    "adaptive-max-1d": ((7, 3), lambda k: k.AdaptiveMaxPooling1D(3)),
    "adaptive-max-1d-more": ((4, 3), lambda k: k.AdaptiveMaxPooling1D(7)),
    "adaptive-max-2d-even": ((6, 8, 3), lambda k: k.AdaptiveMaxPooling2D((3, 2))),
    "adaptive-max-2d": ((6, 7, 3), lambda k: k.AdaptiveMaxPooling2D((4, 1))),
    "adaptive-max-3d": ((4, 5, 6, 3), lambda k: k.AdaptiveMaxPooling3D((3, 5, 2))),
    "adaptive-max-3d-first": ((3, 4, 5, 6), lambda k: k.AdaptiveMaxPooling3D(2, **FIRST)),
    "adaptive-average-1d": ((7, 3), lambda k: k.AdaptiveAveragePooling1D(3)),
    "adaptive-average-1d-first": ((3, 7), lambda k: k.AdaptiveAveragePooling1D(9, **FIRST)),
    "adaptive-average-2d": ((6, 7, 3), lambda k: k.AdaptiveAveragePooling2D((4, 1))),
    "adaptive-average-2d-first": ((3, 6, 7), lambda k: k.AdaptiveAveragePooling2D(4, **FIRST)),
    "adaptive-average-3d": ((4, 5, 6, 3), lambda k: k.AdaptiveAveragePooling3D((3, 5, 2))),
}


@pytest.mark.parametrize(("shape", "make"), _CASES.values(), ids=_CASES)
def test_converted(shape: tuple[int, ...], make: Make) -> None:
    """Windows at the borders hold what Keras's do, and negative values stay."""
    assert_parity(one(shape, make).build())


_UNKNOWN: dict[str, tuple[tuple[int | None, ...], Make]] = {
    "max-1d": ((None, 3), lambda k: k.MaxPooling1D(2, padding="same")),
    "max-2d": ((None, None, 3), lambda k: k.MaxPooling2D(3, 2, "same")),
    "max-3d": ((None, 5, 6, 3), lambda k: k.MaxPooling3D(2)),
    "average-2d-first": ((3, None, None), lambda k: k.AveragePooling2D(2, **FIRST)),
    "global-average-1d": ((None, 3), lambda k: k.GlobalAveragePooling1D()),
    "global-max-2d": ((None, None, 3), lambda k: k.GlobalMaxPooling2D(keepdims=True)),
    "global-average-3d": ((None, None, None, 3), lambda k: k.GlobalAveragePooling3D()),
}


@pytest.mark.parametrize(("shape", "make"), _UNKNOWN.values(), ids=_UNKNOWN)
def test_unknown_sizes(shape: tuple[int | None, ...], make: Make) -> None:
    """Sizes may be left open."""
    sizes = [size or 6 + axis for axis, size in enumerate(shape)]
    x = np.random.default_rng(0).normal(size=(2, *sizes)).astype(np.float32)
    assert_parity(one(shape, make).build(), [x])


_WHOLE: dict[str, Make] = {
    "max": lambda k: k.MaxPooling2D(2),
    "average": lambda k: k.AveragePooling2D(2),
    "global": lambda k: k.GlobalAveragePooling2D(),
    "adaptive": lambda k: k.AdaptiveMaxPooling2D(4),
}


@pytest.mark.parametrize("make", _WHOLE.values(), ids=_WHOLE)
def test_whole_numbers(make: Make) -> None:
    """Kernels on wasm take float32 alone."""
    x = np.random.default_rng(0).integers(-9, 9, (2, 6, 6, 2)).astype(np.int32)
    assert_parity(one((6, 6, 2), make, "int32").build(), [x])


@pytest.mark.parametrize("steps", [7, None], ids=["fixed", "unknown"])
@pytest.mark.parametrize("keepdims", [False, True], ids=["plain", "keepdims"])
def test_masked_mean(steps: int | None, keepdims: bool) -> None:
    """Steps that do not count are left out of the mean, and of their number."""
    keras = models.seeded_keras()
    ids = keras.Input((steps,), dtype="int32", name="ids")
    x = keras.layers.Embedding(5, 4, mask_zero=True)(ids)
    y = keras.layers.GlobalAveragePooling1D(keepdims=keepdims)(x)
    given = np.array([[1, 2, 0, 3, 0, 0, 4], [0, 0, 0, 1, 0, 0, 0], [4] * 7], np.int32)
    assert_parity(randomized(keras.Model(ids, keras.layers.Dense(2)(y))), [given])


def test_mask_as_an_input() -> None:
    """A mask that the call names, with the channels first."""
    keras = models.seeded_keras()
    x, mask = keras.Input((4, 6), name="x"), keras.Input((6,), dtype="bool", name="mask")
    y = keras.layers.GlobalAveragePooling1D(data_format="channels_first")(x, mask=mask)
    counts = np.array([[1, 0, 1, 1, 0, 0], [0, 0, 0, 0, 1, 0]], bool)
    values = np.random.default_rng(0).normal(size=(2, 4, 6)).astype(np.float32)
    assert_parity(keras.Model([x, mask], y), [values, counts])


_REFUSED: dict[str, tuple[tuple[int | None, ...], Make, str]] = {
    "adaptive": (
        (None, 3),
        lambda k: k.AdaptiveMaxPooling1D(3, name="it"),
        r"layer 'it' \(AdaptiveMaxPooling1D\): the size of what is pooled .*--input-shape",
    ),
    "3d": (
        (None, None, 6, 3),
        lambda k: k.MaxPooling3D(2, name="it"),
        r"layer 'it' \(MaxPooling3D\): .*--input-shape",
    ),
}


@pytest.mark.parametrize(("shape", "make", "message"), _REFUSED.values(), ids=_REFUSED)
def test_refused(shape: tuple[int | None, ...], make: Make, message: str) -> None:
    """The message says which sizes are missing."""
    with pytest.raises(UnsupportedModelError, match=message):
        translate(read_keras_model(one(shape, make).build()))
