"""Pictures in another size."""

from __future__ import annotations

import numpy as np
import pytest

from tests.convert.cases import Make, one
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.lowerings.resampling import INTERPOLATIONS
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

FIRST = {"data_format": "channels_first"}

_CASES: dict[str, tuple[tuple[int, ...], Make]] = {
    "up-1d": ((5, 3), lambda k: k.UpSampling1D(3)),
    "up-1d-far": ((5, 3), lambda k: k.UpSampling1D(49)),
    "up-2d": ((5, 4, 3), lambda k: k.UpSampling2D((3, 1))),
    "up-2d-far": ((5, 4, 3), lambda k: k.UpSampling2D((41, 2))),
    "up-2d-first": ((3, 5, 4), lambda k: k.UpSampling2D(2, **FIRST)),
    "up-2d-bilinear": ((5, 4, 3), lambda k: k.UpSampling2D(2, interpolation="bilinear")),
    "up-2d-bicubic": ((5, 4, 3), lambda k: k.UpSampling2D((1, 3), interpolation="bicubic")),
    "up-2d-lanczos": ((3, 5, 4), lambda k: k.UpSampling2D(2, interpolation="lanczos3", **FIRST)),
    "up-3d": ((2, 3, 4, 3), lambda k: k.UpSampling3D((1, 2, 3))),
    "up-3d-first": ((3, 2, 3, 4), lambda k: k.UpSampling3D(2, **FIRST)),
    "resize-nothing": ((5, 8, 3), lambda k: k.Resizing(5, 8)),
    "resize-first": ((3, 5, 8), lambda k: k.Resizing(7, 4, **FIRST)),
    "crop": ((5, 8, 3), lambda k: k.Resizing(7, 4, crop_to_aspect_ratio=True)),
    "crop-rows": ((9, 4, 3), lambda k: k.Resizing(3, 4, "nearest", crop_to_aspect_ratio=True)),
    "pad": ((5, 8, 3), lambda k: k.Resizing(7, 4, pad_to_aspect_ratio=True)),
    "pad-filled": (
        (9, 4, 3),
        lambda k: k.Resizing(6, 6, "bicubic", pad_to_aspect_ratio=True, fill_value=0.7),
    ),
    "pad-filled-first": (
        (3, 5, 8),
        lambda k: k.Resizing(6, 6, pad_to_aspect_ratio=True, fill_value=2.0, **FIRST),
    ),
    "center": ((7, 8, 3), lambda k: k.CenterCrop(4, 5)),
    "center-first": ((3, 7, 8), lambda k: k.CenterCrop(7, 3, **FIRST)),
    "center-too-small": ((7, 8, 3), lambda k: k.CenterCrop(9, 5)),
    "center-too-small-both": ((5, 8, 3), lambda k: k.CenterCrop(9, 9)),
    "random-nothing": ((5, 8, 3), lambda k: k.RandomCrop(5, 8)),
}


@pytest.mark.parametrize(("shape", "make"), _CASES.values(), ids=_CASES)
def test_converted(shape: tuple[int, ...], make: Make) -> None:
    """All settings count."""
    assert_parity(one(shape, make).build())


@pytest.mark.parametrize("antialias", [False, True], ids=["plain", "antialias"])
@pytest.mark.parametrize("interpolation", INTERPOLATIONS)
def test_interpolations(interpolation: str, antialias: bool) -> None:
    """Larger along one axis and smaller along the other."""
    make: Make = lambda k: k.Resizing(11, 3, interpolation, antialias=antialias)  # noqa: E731
    assert_parity(one((5, 8, 2), make).build())


_UNKNOWN: dict[str, tuple[tuple[int | None, ...], Make]] = {
    "up-1d": ((None, 3), lambda k: k.UpSampling1D(2)),
    "up-2d": ((None, None, 3), lambda k: k.UpSampling2D(2)),
    "up-2d-first": ((3, None, None), lambda k: k.UpSampling2D((1, 2), **FIRST)),
    "up-2d-other-axis": (
        (None, 5, 3),
        lambda k: k.UpSampling2D((1, 2), interpolation="bilinear"),
    ),
}


@pytest.mark.parametrize(("shape", "make"), _UNKNOWN.values(), ids=_UNKNOWN)
def test_unknown_sizes(shape: tuple[int | None, ...], make: Make) -> None:
    """Sizes may be left open where no matrix depends on them."""
    sizes = [size or 6 + axis for axis, size in enumerate(shape)]
    x = np.random.default_rng(0).normal(size=(2, *sizes)).astype(np.float32)
    assert_parity(one(shape, make).build(), [x])


def test_whole_numbers() -> None:
    """The nearest of whole numbers is one."""
    model = one((4, 5, 2), lambda k: k.Resizing(3, 7, "nearest"), "int32", 9).build()
    x = np.random.default_rng(0).integers(-9, 9, (2, 4, 5, 2)).astype(np.int32)
    assert_parity(model, [x])


_REFUSED: dict[str, tuple[tuple[int | None, ...], Make, str, str]] = {
    "unknown-size": (
        (None, None, 3),
        lambda k: k.Resizing(4, 4, name="it"),
        "float32",
        r"layer 'it' \(Resizing\): the size of what is resized .*--input-shape",
    ),
    "unknown-bilinear": (
        (None, None, 3),
        lambda k: k.UpSampling2D(2, interpolation="bilinear", name="it"),
        "float32",
        r"layer 'it' \(UpSampling2D\): the size of what is resized .*--input-shape",
    ),
    "rounded": (
        (5, 5, 3),
        lambda k: k.Resizing(4, 4, name="it"),
        "int32",
        r"'it' \(Resizing\): resizes int32 values, .* expected float32, got int32\. Give",
    ),
    "random-crop": (
        (5, 5, 3),
        lambda k: k.RandomCrop(4, 4, name="it"),
        "float32",
        r"'it' \(RandomCrop\): Keras declares \[None, 4, 4, 3\].* Crop before the model",
    ),
}


@pytest.mark.parametrize(("shape", "make", "dtype", "message"), _REFUSED.values(), ids=_REFUSED)
def test_refused(shape: tuple[int | None, ...], make: Make, dtype: str, message: str) -> None:
    """The message says what is wrong and what to do."""
    with pytest.raises(UnsupportedModelError, match=message):
        translate(read_keras_model(one(shape, make, dtype).build()))
