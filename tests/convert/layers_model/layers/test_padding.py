"""Zeros around space, and space without its borders."""

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

FIRST = {"data_format": "channels_first"}

_CASES: dict[str, tuple[tuple[int, ...], Make]] = {
    "pad-1d": ((5, 3), lambda k: k.ZeroPadding1D((2, 1))),
    "pad-1d-first": ((3, 5), lambda k: k.ZeroPadding1D((0, 2), **FIRST)),
    "pad-2d": ((5, 6, 3), lambda k: k.ZeroPadding2D(((1, 0), (2, 3)))),
    "pad-2d-two": ((5, 6, 3), lambda k: k.ZeroPadding2D((1, 2))),
    "pad-2d-none": ((5, 6, 3), lambda k: k.ZeroPadding2D(0)),
    "pad-2d-first": ((3, 5, 6), lambda k: k.ZeroPadding2D(((1, 0), (2, 3)), **FIRST)),
    "pad-3d": ((4, 5, 6, 3), lambda k: k.ZeroPadding3D(((1, 0), (2, 3), (0, 1)))),
    "pad-3d-last": ((4, 5, 6, 3), lambda k: k.ZeroPadding3D((0, 0, 2))),
    "pad-3d-first": ((3, 4, 5, 6), lambda k: k.ZeroPadding3D((1, 2, 0), **FIRST)),
    "crop-1d": ((5, 3), lambda k: k.Cropping1D((2, 0))),
    "crop-2d": ((5, 6, 3), lambda k: k.Cropping2D(((1, 0), (2, 3)))),
    "crop-2d-one": ((5, 6, 3), lambda k: k.Cropping2D(1)),
    "crop-2d-first": ((3, 5, 6), lambda k: k.Cropping2D(((0, 2), (1, 1)), **FIRST)),
    "crop-3d": ((4, 5, 6, 3), lambda k: k.Cropping3D(((1, 0), (2, 1), (0, 3)))),
    "crop-3d-last": ((4, 5, 6, 3), lambda k: k.Cropping3D((0, 0, 2))),
    "crop-3d-first": ((3, 4, 5, 6), lambda k: k.Cropping3D(1, **FIRST)),
}


@pytest.mark.parametrize(("shape", "make"), _CASES.values(), ids=_CASES)
def test_converted(shape: tuple[int, ...], make: Make) -> None:
    """Every value is at Keras's place."""
    assert assert_parity(one(shape, make).build()) == 0


def _cropped_beside(k: Any, cropping: Any) -> Any:
    """A layer stack whose cropped output has to fit a tensor that was never cropped."""

    def call(x: Any) -> Any:
        y = k.Cropping2D(cropping)(k.ZeroPadding2D(cropping)(x))
        return k.Concatenate()([k.Add()([x, y]), y])

    return call


_UNKNOWN: dict[str, tuple[tuple[int | None, ...], Make]] = {
    "pad-1d": ((None, 3), lambda k: k.ZeroPadding1D((2, 1))),
    "pad-2d": ((None, None, 3), lambda k: k.ZeroPadding2D(1)),
    "pad-3d": ((4, None, 5, 3), lambda k: k.ZeroPadding3D(1)),
    "crop-1d": ((None, 3), lambda k: k.Cropping1D(1)),
    "crop-2d": ((None, None, 3), lambda k: k.Cropping2D(((1, 0), (0, 0)))),
    "crop-2d-first": ((3, None, None), lambda k: k.Cropping2D(2, **FIRST)),
    "crop-3d": ((None, 4, 5, 3), lambda k: k.Cropping3D(1)),
    "crop-and-join": ((None, None, 3), lambda k: _cropped_beside(k, 1)),
    "crop-one-and-join": ((None, None, 3), lambda k: _cropped_beside(k, ((0, 0), (1, 2)))),
}


@pytest.mark.parametrize(("shape", "make"), _UNKNOWN.values(), ids=_UNKNOWN)
def test_unknown_sizes(shape: tuple[int | None, ...], make: Make) -> None:
    """TensorFlow.js takes `null - 1` for a size of -1, which must not reach other layers."""
    sizes = [size or 6 + axis for axis, size in enumerate(shape)]
    x = np.random.default_rng(0).normal(size=(2, *sizes)).astype(np.float32)
    assert_parity(one(shape, make).build(), [x])


def test_refused() -> None:
    """Three axes go through Reshape, which finds out one size at most."""
    model = one((None, None, 5, 3), lambda k: k.ZeroPadding3D(1, name="it")).build()
    with pytest.raises(UnsupportedModelError, match=r"'it' \(ZeroPadding3D\).*--input-shape"):
        translate(read_keras_model(model))


def test_no_layer_for_nothing() -> None:
    """What changes nothing leaves no layer behind."""
    keras = models.seeded_keras()
    layers = keras.layers
    stack = [keras.Input((4, 4, 1), name="x"), layers.ZeroPadding2D(0), layers.Flatten()]
    topology = translate(read_keras_model(keras.Sequential(stack))).topology
    names = [layer["class_name"] for layer in topology["config"]["layers"]]
    assert names == ["InputLayer", "Flatten"]
