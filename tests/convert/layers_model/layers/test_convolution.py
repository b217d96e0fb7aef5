"""Convolutions: plain, grouped, of each channel by itself, separable, and transposed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.convert import models
from tests.convert.cases import Make, one, randomized
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.layers import convolution
from tfjs_bridge.convert.layers_model.translate import LayersModel, translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

FIRST = {"data_format": "channels_first"}

_CASES: dict[str, tuple[tuple[int, ...], Make]] = {
    "1d": ((11, 3), lambda k: k.Conv1D(4, 3, strides=2, activation="relu")),
    "1d-same-wide-stride": ((11, 3), lambda k: k.Conv1D(4, 2, strides=3, padding="same")),
    "1d-same-dilated": ((11, 3), lambda k: k.Conv1D(4, 4, padding="same", dilation_rate=2)),
    "1d-causal": ((11, 3), lambda k: k.Conv1D(4, 3, padding="causal", dilation_rate=3)),
    "1d-causal-strides": ((11, 3), lambda k: k.Conv1D(4, 3, padding="causal", strides=2)),
    "1d-first": ((3, 11), lambda k: k.Conv1D(4, 3, activation="softmax", **FIRST)),
    "1d-first-causal": ((3, 11), lambda k: k.Conv1D(4, 2, padding="causal", **FIRST)),
    "2d-softmax": ((7, 8, 3), lambda k: k.Conv2D(4, 3, activation="softmax")),
    "2d-gelu": ((7, 8, 3), lambda k: k.Conv2D(4, (2, 3), activation="gelu", use_bias=False)),
    "2d-same-strides": ((7, 8, 3), lambda k: k.Conv2D(4, 3, strides=(2, 3), padding="same")),
    "2d-same-dilated": ((7, 8, 3), lambda k: k.Conv2D(4, 3, padding="same", dilation_rate=(2, 1))),
    "2d-first": ((3, 7, 8), lambda k: k.Conv2D(4, 3, activation="softmax", **FIRST)),
    "2d-first-same": ((3, 7, 8), lambda k: k.Conv2D(4, 2, strides=2, padding="same", **FIRST)),
    "3d": ((5, 6, 7, 2), lambda k: k.Conv3D(3, (1, 2, 3), activation="tanh")),
    "3d-same": ((5, 6, 7, 2), lambda k: k.Conv3D(3, 3, strides=2, padding="same")),
    "3d-same-dilated": ((5, 6, 7, 2), lambda k: k.Conv3D(3, 2, padding="same", dilation_rate=2)),
    "3d-first": ((2, 5, 6, 7), lambda k: k.Conv3D(3, 2, strides=(1, 2, 3), **FIRST)),
    "depthwise-1d": ((11, 3), lambda k: k.DepthwiseConv1D(3, padding="same", depth_multiplier=2)),
    "depthwise-1d-dilated": ((11, 3), lambda k: k.DepthwiseConv1D(3, dilation_rate=3)),
    "depthwise-1d-first": ((3, 11), lambda k: k.DepthwiseConv1D(3, strides=2, **FIRST)),
    "depthwise-2d": ((7, 8, 3), lambda k: k.DepthwiseConv2D(3, 2, "same", activation="relu6")),
    "depthwise-2d-multiplier": ((7, 8, 3), lambda k: k.DepthwiseConv2D((2, 3), (1, 2), "same", 2)),
    "depthwise-2d-dilated": ((9, 8, 3), lambda k: k.DepthwiseConv2D(3, dilation_rate=(2, 3))),
    "depthwise-2d-both": (
        (9, 8, 3),
        lambda k: k.DepthwiseConv2D(2, 2, "same", dilation_rate=3, use_bias=False),
    ),
    "depthwise-2d-first": (
        (3, 7, 8),
        lambda k: k.DepthwiseConv2D(3, activation="softmax", **FIRST),
    ),
    "separable-1d": ((11, 3), lambda k: k.SeparableConv1D(4, 3, strides=2, padding="same")),
    "separable-1d-dilated": ((11, 3), lambda k: k.SeparableConv1D(4, 3, dilation_rate=2)),
    "separable-1d-first": ((3, 11), lambda k: k.SeparableConv1D(4, 3, use_bias=False, **FIRST)),
    "separable-2d": (
        (7, 8, 3),
        lambda k: k.SeparableConv2D(
            4, 3, padding="same", depth_multiplier=2, activation="silu", depthwise_regularizer="l2"
        ),
    ),
    "separable-2d-dilated": ((9, 8, 3), lambda k: k.SeparableConv2D(4, 3, dilation_rate=2)),
    "separable-2d-both": (
        (9, 8, 3),
        lambda k: k.SeparableConv2D(4, 2, strides=(1, 2), dilation_rate=2, padding="same"),
    ),
    "separable-2d-first": ((3, 7, 8), lambda k: k.SeparableConv2D(4, 3, strides=2, **FIRST)),
}


@pytest.mark.parametrize(("shape", "make"), _CASES.values(), ids=_CASES)
def test_converted(shape: tuple[int, ...], make: Make) -> None:
    """All settings count."""
    assert_parity(one(shape, make).build())


_WIDE_STRIDES: dict[str, tuple[tuple[int, ...], Make]] = {
    "1d": ((12, 3), lambda k: k.Conv1D(4, 2, strides=3, padding="same")),
    "1d-odd": ((12, 3), lambda k: k.Conv1D(4, 3, strides=5, padding="same")),
    "2d": ((10, 11, 3), lambda k: k.Conv2D(4, (1, 3), strides=(2, 1), padding="same")),
    "2d-square": ((13, 12, 3), lambda k: k.Conv2D(4, 3, strides=4, padding="same")),
    "2d-1x1": ((10, 11, 3), lambda k: k.Conv2D(4, 1, strides=2, padding="same")),
    "2d-first": ((3, 10, 11), lambda k: k.Conv2D(4, (3, 1), 3, padding="same", **FIRST)),
    "depthwise": ((13, 12, 3), lambda k: k.DepthwiseConv2D((3, 2), (1, 3), "same")),
    "separable": ((13, 12, 3), lambda k: k.SeparableConv2D(4, (1, 2), (1, 4), "same")),
    "3d": ((5, 7, 6, 2), lambda k: k.Conv3D(3, (3, 1, 2), strides=(1, 2, 3), padding="same")),
    "3d-1x1": ((5, 7, 6, 2), lambda k: k.Conv3D(3, 1, strides=2, padding="same")),
}


@pytest.mark.parametrize(("shape", "make"), _WIDE_STRIDES.values(), ids=_WIDE_STRIDES)
def test_strides_larger_than_the_kernel(shape: tuple[int, ...], make: Make) -> None:
    """TensorFlow.js pads these by negative amounts, on wasm or everywhere."""
    assert_parity(one(shape, make).build())


_GROUPED: dict[str, tuple[tuple[int, ...], Make]] = {
    "1d": ((7, 6), lambda k: k.Conv1D(4, 3, groups=2, padding="causal", activation="softmax")),
    "1d-depthwise": ((7, 6), lambda k: k.Conv1D(12, 3, groups=6, padding="same", strides=2)),
    "2d": ((5, 7, 6), lambda k: k.Conv2D(9, (2, 3), groups=3, strides=2, padding="same")),
    "2d-depthwise": ((5, 7, 6), lambda k: k.Conv2D(6, 3, groups=6, dilation_rate=2)),
    "2d-first": ((6, 5, 7), lambda k: k.Conv2D(6, 3, groups=2, activation="softmax", **FIRST)),
    "3d": ((3, 4, 5, 6), lambda k: k.Conv3D(4, 2, groups=2, use_bias=False)),
    "3d-depthwise": ((3, 4, 5, 6), lambda k: k.Conv3D(12, 2, groups=6, padding="same")),
}


@pytest.mark.parametrize("limit", [4 * 2**20, 1], ids=["filled", "split"])
@pytest.mark.parametrize(("shape", "make"), _GROUPED.values(), ids=_GROUPED)
def test_groups(
    monkeypatch: pytest.MonkeyPatch, shape: tuple[int, ...], make: Make, limit: int
) -> None:
    """As one convolution, or as several where that would hold too many zeros."""
    monkeypatch.setattr(convolution, "_FILLED_BYTES", limit)
    assert_parity(one(shape, make).build())


def test_groups_are_joined_up_to_the_limit() -> None:
    """A kernel of 2.3 MB in 4 groups would have 9.4 MB: it becomes 4 convolutions' 2.3 MB."""
    exported = _exported(lambda k: k.Conv2D(1024, 3, groups=4, use_bias=False), (4, 4, 256))
    assert exported.count("Conv2D") == 4
    exported = _exported(lambda k: k.Conv2D(512, 3, groups=4, use_bias=False), (4, 4, 256))
    assert exported.count("Conv2D") == 2


_TRANSPOSED: dict[str, tuple[tuple[int, ...], Make]] = {
    "1d": ((5, 3), lambda k: k.Conv1DTranspose(4, 3, strides=2, activation="softmax")),
    "1d-same": ((5, 3), lambda k: k.Conv1DTranspose(4, 4, strides=3, padding="same")),
    "1d-dilated": ((5, 3), lambda k: k.Conv1DTranspose(4, 3, padding="same", dilation_rate=2)),
    "1d-extra": ((5, 3), lambda k: k.Conv1DTranspose(4, 3, 2, "same", output_padding=1)),
    "1d-first": ((3, 5), lambda k: k.Conv1DTranspose(4, 3, activation="softmax", **FIRST)),
    "2d": ((5, 4, 3), lambda k: k.Conv2DTranspose(4, (2, 3), strides=(3, 2), activation="relu")),
    "2d-wide-stride": ((5, 4, 3), lambda k: k.Conv2DTranspose(4, 1, strides=3)),
    "2d-same": ((5, 4, 3), lambda k: k.Conv2DTranspose(4, 3, strides=2, padding="same")),
    "2d-same-even": ((5, 4, 3), lambda k: k.Conv2DTranspose(4, 4, strides=2, padding="same")),
    "2d-same-odd-rest": ((5, 4, 3), lambda k: k.Conv2DTranspose(4, 5, strides=2, padding="same")),
    "2d-dilated": ((5, 4, 3), lambda k: k.Conv2DTranspose(4, 3, dilation_rate=(2, 3))),
    "2d-extra-0": ((5, 4, 3), lambda k: k.Conv2DTranspose(4, 3, 2, "same", output_padding=0)),
    "2d-extra-1": ((5, 4, 3), lambda k: k.Conv2DTranspose(4, 3, 2, "same", output_padding=1)),
    "2d-extra-valid": (
        (5, 4, 3),
        lambda k: k.Conv2DTranspose(4, 5, 3, "valid", output_padding=(2, 1), use_bias=True),
    ),
    "2d-extra-narrow": ((5, 4, 3), lambda k: k.Conv2DTranspose(4, 1, 3, "same", output_padding=2)),
    "2d-first": ((3, 5, 4), lambda k: k.Conv2DTranspose(4, 3, 2, "same", **FIRST)),
    "3d": ((3, 4, 2, 3), lambda k: k.Conv3DTranspose(4, 3, strides=2, activation="relu")),
    "3d-same": ((3, 4, 2, 3), lambda k: k.Conv3DTranspose(4, 2, strides=(2, 1, 3), padding="same")),
    "3d-dilated": ((3, 4, 2, 3), lambda k: k.Conv3DTranspose(4, 2, dilation_rate=2)),
    "3d-extra": ((3, 4, 2, 3), lambda k: k.Conv3DTranspose(4, 3, 3, "same", output_padding=2)),
    "3d-first": ((3, 3, 4, 2), lambda k: k.Conv3DTranspose(4, 3, use_bias=False, **FIRST)),
}


@pytest.mark.parametrize(("shape", "make"), _TRANSPOSED.values(), ids=_TRANSPOSED)
def test_transposed(shape: tuple[int, ...], make: Make) -> None:
    """Kernels smaller and larger than the stride, odd and even, with output_padding."""
    assert_parity(one(shape, make).build())


_UNKNOWN: dict[str, tuple[tuple[int | None, ...], Make]] = {
    "1d": ((None, 3), lambda k: k.Conv1D(4, 3, padding="same")),
    "1d-causal": ((None, 3), lambda k: k.Conv1D(4, 3, padding="causal", dilation_rate=2)),
    "1d-wide-stride": ((None, 3), lambda k: k.Conv1D(4, 2, strides=3, padding="same")),
    "1d-groups": ((None, 6), lambda k: k.Conv1D(6, 3, groups=6)),
    "2d": ((None, None, 3), lambda k: k.Conv2D(4, 3, strides=2, padding="same")),
    "2d-1x1": ((None, None, 3), lambda k: k.Conv2D(4, 1, strides=2, padding="same")),
    "2d-first": ((3, None, None), lambda k: k.Conv2D(4, 3, **FIRST)),
    "2d-wide-stride": ((None, 8, 3), lambda k: k.Conv2D(4, (1, 3), strides=(2, 1), padding="same")),
    "2d-even": ((None, None, 3), lambda k: k.Conv2D(4, (2, 1), strides=(3, 2), padding="same")),
    "3d": ((None, None, None, 3), lambda k: k.Conv3D(4, 2, padding="same")),
    "depthwise-1d": ((None, 3), lambda k: k.DepthwiseConv1D(3)),
    "depthwise-2d": ((None, None, 3), lambda k: k.DepthwiseConv2D(3, dilation_rate=2)),
    "separable-1d": ((None, 3), lambda k: k.SeparableConv1D(4, 3)),
    "separable-2d": ((None, None, 3), lambda k: k.SeparableConv2D(4, 3, padding="same")),
    "1d-transposed": ((None, 3), lambda k: k.Conv1DTranspose(4, 3, 2, "same", output_padding=1)),
    "2d-transposed": ((None, None, 3), lambda k: k.Conv2DTranspose(4, 3, 2, "same")),
    "2d-transposed-extra": (
        (None, None, 3),
        lambda k: k.Conv2DTranspose(4, 3, 2, "same", output_padding=1),
    ),
    "3d-transposed": ((None, 4, 3, 2), lambda k: k.Conv3DTranspose(4, 3, 2, "same")),
}


@pytest.mark.parametrize(("shape", "make"), _UNKNOWN.values(), ids=_UNKNOWN)
def test_unknown_sizes(shape: tuple[int | None, ...], make: Make) -> None:
    """Sizes may be left open."""
    sizes = [size or 6 + axis for axis, size in enumerate(shape)]
    x = np.random.default_rng(0).normal(size=(2, *sizes)).astype(np.float32)
    assert_parity(one(shape, make).build(), [x])


def test_shared() -> None:
    """One kernel for two inputs, also where it is a rewritten one."""
    keras = models.seeded_keras()
    xs = [keras.Input((7, 6), name="a"), keras.Input((5, 6), name="b")]
    layers = [
        keras.layers.Conv1D(6, 3, groups=6, padding="causal"),
        keras.layers.Conv1D(4, 3, groups=2, padding="same"),
        keras.layers.DepthwiseConv1D(2, dilation_rate=2),
    ]
    ys = list(xs)
    for layer in layers:
        ys = [layer(y) for y in ys]
    model = randomized(keras.Model(xs, ys))
    assert_parity(model)
    names = [weight.name for weight in translate(read_keras_model(model)).weights]
    assert len(names) == 6


def test_lora() -> None:
    """What was learned beside the kernel is added to it."""
    model = one((7, 8, 3), lambda k: k.Conv2D(4, 3, groups=1)).build()
    model.layers[-1].enable_lora(2, lora_alpha=3)
    assert_parity(randomized(model))


_REFUSED: dict[str, tuple[tuple[int | None, ...], Make, str]] = {
    "unknown-wide-stride": (
        (None, 8, 3),
        lambda k: k.Conv2D(4, (3, 2), strides=(2, 3), padding="same", name="it"),
        r"layer 'it' \(Conv2D\): a size with strides larger than the kernel .*--input-shape",
    ),
    "unknown-3d-transposed": (
        (None, None, 8, 3),
        lambda k: k.Conv3DTranspose(4, 3, strides=2, name="it"),
        r"layer 'it' \(Conv3DTranspose\): .*--input-shape",
    ),
}


@pytest.mark.parametrize(("shape", "make", "message"), _REFUSED.values(), ids=_REFUSED)
def test_refused(shape: tuple[int | None, ...], make: Make, message: str) -> None:
    """The message says which sizes are missing."""
    with pytest.raises(UnsupportedModelError, match=message):
        translate(read_keras_model(one(shape, make).build()))


def _exported(make: Make, shape: tuple[int, ...]) -> list[Any]:
    model: LayersModel = translate(read_keras_model(one(shape, make).build()))
    return [layer["class_name"] for layer in model.topology["config"]["layers"]]
