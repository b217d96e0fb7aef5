"""Dense layers by an equation."""

from __future__ import annotations

from typing import Any

import pytest

from tests.convert import models
from tests.convert.cases import one, randomized
from tests.convert.layers_model.layers.test_merging import ids, random
from tests.convert.parity import assert_parity
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import UnsupportedModelError

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]

Equation = tuple[tuple[int | None, ...], str, Any, str | None]

_EQUATIONS: dict[str, Equation] = {
    "dense": ((4,), "ab,bc->ac", 3, None),
    "steps": ((3, 4), "abc,cd->abd", (None, 5), "d"),
    "upper-case": ((3, 4), "BTD,DF->BTF", (None, 5), "F"),
    "bias-of-both": ((3, 4), "abc,cd->abd", (3, 5), "bd"),
    "bias-of-steps": ((2, 3, 4), "abcd,de->abec", (2, 5, 3), "be"),
    "transposed-kernel": ((3, 4), "abc,dc->abd", (None, 5), "d"),
    "turned": ((3, 4), "abc,cd->adb", (5, 3), "db"),
    "other-axis": ((3, 4), "abc,bd->acd", (4, 5), "d"),
    "all-axes": ((3, 4), "abc,bcd->ad", (5,), "d"),
    "to-heads": ((3, 4), "abc,cde->abde", (None, 2, 5), "de"),
    "from-heads": ((3, 2, 5), "abde,dec->abc", (None, 7), "c"),
    "each-step": ((3, 4), "abc,bcd->adb", (5, 3), "db"),
    "each-step-large": ((64, 64), "abc,bcd->abd", (64, 64), "d"),
    "value-by-value": ((3, 4), "abc,bc->abc", (3, 4), "bc"),
    "weighted-sum": ((3, 4), "abc,bc->ab", (3,), None),
    "plain-sum": ((3, 4), "abc,cd->ad", (5,), "d"),
    "rank-5": ((2, 3, 2, 4), "abcde,bdf->afce", (5, 3, 4), "f"),
    "ellipsis": ((3, 4), "...x,xy->...y", 5, "y"),
    "ellipsis-of-batch": ((4,), "...x,xy->...y", 5, "y"),
    "ellipsis-rank-5": ((2, 3, 4, 4), "...wx,xy->...wy", (4, 5), "wy"),
    "ellipsis-rank-6": ((2, 1, 3, 2, 4), "...x,xy->...y", 5, "y"),
    "ellipsis-last": ((4, 2, 3), "ax...,xy->ay...", (5, 2, 3), "y"),
}


@pytest.mark.parametrize(("shape", "equation", "out", "bias"), _EQUATIONS.values(), ids=_EQUATIONS)
def test_converted(shape: Any, equation: str, out: Any, bias: str | None) -> None:
    """Any kernel and any order of axes."""
    model = one(shape, lambda k: k.EinsumDense(equation, out, bias_axes=bias)).build()
    assert_parity(model)


@pytest.mark.parametrize("activation", ["softmax", "gelu", "hard_sigmoid", "leaky_relu"])
def test_activation(activation: str) -> None:
    """By itself, over the last axis of the result."""
    layer = {"equation": "abc,cd->adb", "output_shape": (5, 3), "bias_axes": "d"}
    assert_parity(one((3, 4), lambda k: k.EinsumDense(**layer, activation=activation)).build())


_OPEN: dict[str, Equation] = {
    "steps": ((None, 4), "abc,cd->abd", (None, 5), "d"),
    "turned": ((None, 4), "abc,cd->adb", (5, None), "d"),
    "heads": ((None, 4), "abc,cde->adbe", (2, None, 5), "de"),
    "ellipsis": ((None, None, 4), "...x,xy->...y", 5, "y"),
}


@pytest.mark.parametrize(("shape", "equation", "out", "bias"), _OPEN.values(), ids=_OPEN)
def test_unknown_sizes(shape: Any, equation: str, out: Any, bias: str | None) -> None:
    """All axes but those of the kernel may be open."""
    model = one(shape, lambda k: k.EinsumDense(equation, out, bias_axes=bias)).build()
    assert_parity(model, [random(3, *(size or 6 + k for k, size in enumerate(shape)))])


def test_shape_behind_an_ellipsis() -> None:
    """Keras turns the axes of its own `output.shape`; the numbers are not turned."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((5, 7, 4))
    y = layers.EinsumDense("...x,xy->...y", 3, bias_axes="y")(x)
    y = layers.Conv2D(3, 3, padding="same")(y)
    model = keras.Model(x, [y, layers.MaxPooling2D()(y), layers.Flatten()(y)])
    assert_parity(randomized(model))


def test_shared_and_in_steps() -> None:
    """One layer called twice, and one for each step."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((3, 4))
    layer = layers.EinsumDense("abc,cd->abd", (None, 4), bias_axes="d")
    each = layers.TimeDistributed(layers.EinsumDense("ab,bc->ac", 5, bias_axes="c"))
    assert_parity(randomized(keras.Model(x, [layer(layer(x)), each(x)])))


@pytest.mark.filterwarnings("ignore:Layer 'einsum_dense' .*does not support mask")
def test_masks_end() -> None:
    """As Keras warns, all steps count behind it."""
    keras = models.seeded_keras()
    layers, x = keras.layers, keras.Input((6,), dtype="int32")
    steps = layers.Embedding(5, 4, mask_zero=True)(x)
    dense = layers.EinsumDense("abc,cd->abd", (None, 5), bias_axes="d")(steps)
    assert_parity(randomized(keras.Model(x, layers.LSTM(2)(dense))), [ids(0, 3, 6)])


def test_lora() -> None:
    """The kernel is exported with the adaptation in it."""
    keras = models.seeded_keras()
    layer = keras.layers.EinsumDense("abc,cd->abd", (None, 5), bias_axes="d")
    model = keras.Sequential([keras.Input((3, 4)), layer])
    layer.enable_lora(2)
    assert_parity(randomized(model))


def test_rejected_open_sizes() -> None:
    """A Reshape can work out one size."""
    layer = {"equation": "abcd,def->abcef", "output_shape": (None, None, 2, 5)}
    model = one((None, None, 4), lambda k: k.EinsumDense(**layer)).build()
    with pytest.raises(UnsupportedModelError, match="--input-shape"):
        translate(read_keras_model(model))
    assert_parity(model, [random(3, 5, 6, 4)], input_shapes={"": (5, 6, 4)})
